//! A reason: canned ones by their digit, or typed. Also the optional note of a follow-up.

use ratatui::layout::Rect;
use uuid::Uuid;

use super::sheet;
use crate::desk::Command;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// What the reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A request goes back to its applicant.
    ReturnToApplicant,
    /// A request is refused.
    Refuse,
    /// A task goes back to the operator.
    ReturnTask,
    /// An action is given up.
    Discard,
    /// A letter was dealt with: the note may be empty.
    FollowUp,
}

impl Why {
    /// What is asked.
    pub fn title(self) -> Word {
        match self {
            Self::ReturnToApplicant => Word::WhyReturn,
            Self::Refuse => Word::WhyRefuse,
            Self::ReturnTask => Word::WhyReturnTask,
            Self::Discard => Word::WhyDiscard,
            Self::FollowUp => Word::AboutFollowUp,
        }
    }

    /// Reasons that are chosen by their digit.
    pub fn canned(self) -> &'static [Word] {
        match self {
            Self::ReturnToApplicant => {
                &[Word::ReasonKk, Word::ReasonKtp, Word::ReasonRt, Word::ReasonData, Word::ReasonPurpose]
            }
            Self::Refuse => {
                &[Word::ReasonNotHere, Word::ReasonNotEntitled, Word::ReasonDuplicate, Word::ReasonWithdrawn]
            }
            Self::ReturnTask => &[Word::ReasonWording, Word::ReasonWrongPerson, Word::ReasonPurpose],
            Self::Discard => &[Word::ReasonDone, Word::ReasonMistake],
            Self::FollowUp => &[],
        }
    }
}

/// The state of the dialog.
pub struct Reason {
    why: Why,
    /// The record it decides on.
    pub record: Uuid,
    /// The version that was on the screen.
    pub version: u64,
    about: String,
    field: Field,
    /// It was sent and the answer is not here yet.
    pub busy: bool,
}

impl Reason {
    /// For a record as it was on the screen.
    pub fn new(why: Why, record: Uuid, version: u64, about: String) -> Self {
        Self { why, record, version, about, field: Field::new(""), busy: false }
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.why.canned().is_empty() { Word::HintNote } else { Word::HintReason }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        if self.busy {
            return;
        }
        let key = match typed {
            Typed::Paste(text) => return self.field.paste(text),
            Typed::Key(key) => *key,
        };
        match key.code {
            Code::Esc => ctx.wish(Wish::Pop),
            // Lines pasted without brackets: the end of one is no wish to send.
            Code::Enter if ctx.burst => self.field.paste("\n"),
            Code::Enter => self.send(ctx),
            Code::Char(digit @ '1'..='9') if self.field.text().is_empty() => {
                let index = usize::from(digit as u8 - b'1');
                match self.why.canned().get(index) {
                    Some(canned) => self.field = Field::new(ctx.setup.word(*canned)),
                    None => {
                        self.field.key(key);
                    }
                }
            }
            _ => {
                self.field.key(key);
            }
        }
    }

    fn send(&mut self, ctx: &mut Ctx<'_>) {
        let reason = clean_line(self.field.text()).trim().to_owned();
        if reason.is_empty() && self.why != Why::FollowUp {
            return ctx.warn(Word::ReasonNeeded);
        }
        let (record, about) = (self.record.into(), self.about.clone());
        let (command, told) = match self.why {
            Why::ReturnToApplicant => {
                (Command::ReturnToApplicant { request: record, reason }, Message::ReturnedToApplicant { name: about })
            }
            Why::Refuse => (Command::Refuse { request: record, reason }, Message::RequestRefused { name: about }),
            Why::ReturnTask => (Command::ReturnTask { task: record, reason }, Message::TaskReturned { name: about }),
            Why::Discard => (Command::Discard { action: self.record.into(), reason }, Message::Discarded { about }),
            Why::FollowUp => {
                (Command::FollowUp { letter: record, note: reason }, Message::LetterFollowedUp { subject: about })
            }
        };
        self.busy = true;
        let leave = (self.why != Why::FollowUp).then_some(self.record);
        ctx.wish(Wish::Do(Box::new(command), After { told: Some(told), leave, close: true, ..After::default() }));
    }

    /// Paints the dialog.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let canned = self.why.canned();
        let rows = u16::try_from(canned.len()).unwrap_or(0) + 3;
        let inside = sheet(body, rows, setup.word(self.why.title()), paint);
        paint.line(inside, 0, Role::Plain, &self.about);
        let mut y = 1;
        for (index, word) in canned.iter().enumerate() {
            let spans = [(Role::Key, format!("{} ", index + 1)), (Role::Plain, setup.word(*word).to_owned())];
            paint.spans(inside, y, &spans);
            y += 1;
        }
        let label = if self.why == Why::FollowUp { Word::NoteOptional } else { Word::Reason };
        // The last row of a low window is kept for what is typed.
        let y = y.min(inside.height.saturating_sub(1));
        let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(label)));
        let rest = Rect { x, width: inside.right().saturating_sub(x), ..inside };
        self.field.paint(rest, y, true, paint);
    }
}

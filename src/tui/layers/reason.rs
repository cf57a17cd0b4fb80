//! A reason: canned ones by their digit, or typed. Also the optional note of a follow-up.

use ratatui::layout::Rect;
use uuid::Uuid;

use super::sheet;
use crate::config::reasons::{self, Canned};
use crate::desk::{Command, Query, ReasonFor};
use crate::domain::request::End;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::deed::Deed;
use crate::tui::keys::{Code, Typed};
use crate::tui::marks::{Many, One};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// What the reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A request goes back to its applicant.
    ReturnToApplicant,
    /// A request is refused; or, by another key in it, cancelled.
    Refuse,
    /// A request is withdrawn by its applicant.
    Cancel,
    /// A task goes back to the operator.
    ReturnTask,
    /// An action is given up.
    Discard,
    /// A letter was dealt with: the note may be empty.
    FollowUp,
}

impl From<End> for Why {
    fn from(end: End) -> Self {
        match end {
            End::Refuse => Self::Refuse,
            End::Cancel => Self::Cancel,
        }
    }
}

impl Why {
    /// What is asked.
    pub fn title(self) -> Word {
        match self {
            Self::ReturnToApplicant => Word::WhyReturn,
            Self::Refuse => Word::WhyRefuse,
            Self::Cancel => Word::WhyCancel,
            Self::ReturnTask => Word::WhyReturnTask,
            Self::Discard => Word::WhyDiscard,
            Self::FollowUp => Word::AboutFollowUp,
        }
    }

    /// What is done with this reason; none when it is no deed on a record.
    fn deed(self, text: String) -> Option<Deed> {
        Some(match self {
            Self::ReturnToApplicant => Deed::ReturnToApplicant(text),
            Self::Refuse => Deed::Refuse(text),
            Self::Cancel => Deed::Cancel(text),
            Self::ReturnTask => Deed::ReturnTask(text),
            Self::FollowUp => Deed::FollowUp(text),
            Self::Discard => return None,
        })
    }

    /// What it is for among the reasons of the office; none for what is given up or noted.
    fn kind(self) -> Option<ReasonFor> {
        match self {
            Self::ReturnToApplicant => Some(ReasonFor::Return),
            Self::Refuse | Self::Cancel => Some(ReasonFor::Refuse),
            Self::ReturnTask => Some(ReasonFor::TaskReturn),
            Self::Discard | Self::FollowUp => None,
        }
    }

    /// The texts of canned reasons, and what each of them does.
    pub fn texts(self, setup: &Setup) -> Vec<(String, Self)> {
        self.canned().iter().map(|(said, why)| (said.text(setup).to_owned(), *why)).collect()
    }

    /// Canned reasons and what each of them does.
    fn canned(self) -> Vec<(Said, Self)> {
        let all = |canned: &[Canned], why: Self| -> Vec<(Said, Self)> {
            canned.iter().map(|one| (Said::Text(one.text.clone()), why)).collect()
        };
        let reasons = reasons::shipped();
        match self {
            Self::ReturnToApplicant => all(&reasons.returns, self),
            Self::Refuse => [all(&reasons.refuse, self), all(&reasons.cancel, Self::Cancel)].concat(),
            Self::Cancel => all(&reasons.cancel, self),
            Self::ReturnTask => all(&reasons.task_return, self),
            Self::Discard => [Word::ReasonDone, Word::ReasonMistake].map(|word| (Said::Word(word), self)).to_vec(),
            Self::FollowUp => Vec::new(),
        }
    }
}

/// A canned reason's text.
#[derive(Clone, Debug)]
enum Said {
    Word(Word),
    Text(String),
}

impl Said {
    fn text<'a>(&'a self, setup: &Setup) -> &'a str {
        match self {
            Self::Word(word) => setup.word(*word),
            Self::Text(text) => text,
        }
    }
}

/// The state of the dialog.
pub struct Reason {
    why: Why,
    canned: Vec<(Said, Why)>,
    /// Whether it may be refused and cancelled.
    both: bool,
    /// What this office gave as reason before.
    used: Vec<String>,
    /// The record it decides on.
    record: Uuid,
    /// The version that was on the screen.
    version: u64,
    about: String,
    field: Field,
    /// All that it decides on instead, when that is many.
    many: Vec<(Uuid, u64)>,
}

impl Reason {
    /// For a record as it was on the screen.
    pub fn new(why: Why, record: Uuid, version: u64, about: String) -> Self {
        let both = why == Why::Refuse;
        let (canned, used) = (why.canned(), Vec::new());
        Self { why, canned, both, used, record, version, about, field: Field::new(""), many: Vec::new() }
    }

    /// For all of these, each as it was on the screen.
    pub fn for_many(why: Why, many: Vec<(Uuid, u64)>, setup: &Setup) -> Self {
        let about = setup.say(&Message::AboutMany(many.len()));
        Self { many, ..Self::new(why, Uuid::nil(), 0, about) }
    }

    /// The one record it decides on with the version that was read.
    pub fn decides_on(&self) -> Option<(Uuid, u64)> {
        self.many.is_empty().then_some((self.record, self.version))
    }

    /// With these canned reasons instead: what is missing of this very request comes first.
    #[must_use]
    pub fn proposing(mut self, reasons: Vec<String>) -> Self {
        self.canned = reasons.into_iter().map(|text| (Said::Text(text), self.why)).collect();
        self
    }

    /// Asks for the reasons that were given before.
    pub fn ask(&self, ctx: &mut Ctx<'_>) {
        if let Some(kind) = self.why.kind() {
            ctx.wish(Wish::Ask(Query::Reasons(kind)));
        }
    }

    /// They came. True when they are of this kind.
    pub fn found(&mut self, wanted: ReasonFor, used: Vec<String>) -> bool {
        let mine = self.why.kind() == Some(wanted);
        if mine {
            self.used = used;
        }
        mine
    }

    /// The reason that begins like what is typed: given before, or canned.
    fn completion(&self, setup: &Setup) -> Option<&str> {
        let typed = self.field.text().to_lowercase();
        if typed.chars().count() < 2 {
            return None;
        }
        let canned = self.canned.iter().map(|(said, _)| said.text(setup));
        let mut all = self.used.iter().map(String::as_str).chain(canned);
        all.find(|text| text.chars().count() > typed.chars().count() && text.to_lowercase().starts_with(&typed))
    }

    /// Whether a digit chooses a reason.
    pub fn digits_choose(&self) -> bool {
        self.field.text().is_empty() && !self.canned.is_empty()
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        match (self.both, self.canned.is_empty()) {
            (true, _) => Word::HintReasonBoth,
            (false, true) => Word::HintNote,
            (false, false) => Word::HintReason,
        }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let key = match typed {
            Typed::Paste(text) => return self.field.paste(text),
            Typed::Key(key) => *key,
        };
        match key.code {
            Code::Esc => ctx.wish(Wish::Pop),
            // Lines pasted without brackets: the end of one is no wish to send.
            Code::Enter if ctx.burst => {
                self.field.paste("\n");
                ctx.warn(Word::EnterAgain);
            }
            Code::Enter => self.send(ctx),
            Code::Char(digit @ '1'..='9') if self.field.text().is_empty() => {
                let index = usize::from(digit as u8 - b'1');
                match self.canned.get(index) {
                    Some((said, why)) => {
                        self.field = Field::new(said.text(ctx.setup));
                        self.why = *why;
                    }
                    None => {
                        self.field.key(key);
                    }
                }
            }
            Code::Tab | Code::BackTab if self.both => {
                self.why = if self.why == Why::Refuse { Why::Cancel } else { Why::Refuse };
            }
            Code::Right if self.field.at_end() && self.completion(ctx.setup).is_some() => {
                self.field = Field::new(self.completion(ctx.setup).unwrap_or_default());
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
        let about = self.about.clone();
        let (command, told) = match self.why.deed(reason.clone()) {
            Some(deed) if !self.many.is_empty() => return self.send_all(deed, ctx),
            Some(deed) => (deed.on(self.record, None), deed.told(about, "")),
            None => (Command::Discard { action: self.record.into(), reason }, Message::Discarded { about }),
        };
        let leave = (self.why != Why::FollowUp).then_some(self.record);
        ctx.wish(Wish::Do(Box::new(command), After { told: Some(told), leave, close: true, ..After::default() }));
    }

    fn send_all(&self, deed: Deed, ctx: &mut Ctx<'_>) {
        let one = |(key, version): &(Uuid, u64)| One { key: *key, version: *version, command: deed.on(*key, None) };
        let each = self.many.iter().map(one).collect();
        ctx.wish(Wish::Many(Many { deed, each, unread: 0 }));
    }

    /// Paints the dialog.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.canned.len().min(9)).unwrap_or(0) + 3;
        let inside = sheet(body, rows, setup.word(self.why.title()), paint);
        paint.line(inside, 0, Role::Plain, &self.about);
        let mut y = 1;
        for (index, (said, _)) in self.canned.iter().take(9).enumerate() {
            let spans = [(Role::Key, format!("{} ", index + 1)), (Role::Plain, said.text(setup).to_owned())];
            paint.spans(inside, y, &spans);
            y += 1;
        }
        let label = if self.why == Why::FollowUp { Word::NoteOptional } else { Word::Reason };
        // The last row of a low window is kept for what is typed.
        let y = y.min(inside.height.saturating_sub(1));
        let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(label)));
        let rest = Rect { x, width: inside.right().saturating_sub(x), ..inside };
        self.field.paint(rest, y, true, paint);
        if let Some(text) = self.completion(setup).filter(|_| y + 1 < inside.height) {
            paint.spans(
                inside,
                y + 1,
                &[(Role::Key, format!("{} ", setup.glyphs.accept)), (Role::Faint, text.to_owned())],
            );
        }
    }
}

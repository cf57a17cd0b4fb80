//! Why a resident's numbers are looked at: by one digit, another purpose in words.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::Command;
use crate::domain::id::RecordId;
use crate::domain::reveal::Purpose;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the dialog.
pub struct Reveal {
    resident: RecordId,
    name: String,
    /// The words of another purpose, while they are typed.
    words: Option<Field>,
}

impl Reveal {
    /// Of this resident.
    pub fn new(resident: RecordId, name: String) -> Self {
        Self { resident, name, words: None }
    }

    /// Whether what comes is typed into its field.
    pub fn has_field(&self) -> bool {
        self.words.is_some()
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.words.is_some() { Word::HintNote } else { Word::HintReveal }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match (typed, &mut self.words) {
            (Typed::Key(key), _) if key.code == Code::Esc => ctx.wish(Wish::Pop),
            (Typed::Paste(text), Some(words)) => words.paste(text),
            (Typed::Key(key), Some(words)) if key.code == Code::Enter => {
                let text = clean_line(words.text()).trim().to_owned();
                if text.is_empty() { ctx.warn(Word::PurposeNeeded) } else { self.send(Purpose::Other, text, ctx) }
            }
            (Typed::Key(key), Some(words)) => {
                words.key(*key);
            }
            (Typed::Key(key), None) => match key.code {
                Code::Backspace => ctx.wish(Wish::Pop),
                Code::Char(digit @ '1'..='9') => match Purpose::ALL.get(usize::from(digit as u8 - b'1')) {
                    Some(Purpose::Other) => self.words = Some(Field::new("")),
                    Some(purpose) => self.send(*purpose, String::new(), ctx),
                    None => {}
                },
                _ => {}
            },
            (Typed::Paste(_), None) => {}
        }
    }

    fn send(&self, purpose: Purpose, text: String, ctx: &mut Ctx<'_>) {
        let told = Message::Revealed { name: self.name.clone(), purpose };
        let after = After { told: Some(told), reveal: Some(self.resident), close: true, ..After::default() };
        let command = Command::Reveal { resident: self.resident, purpose, text };
        ctx.wish(Wish::Do(Box::new(command), after));
    }

    /// Paints the dialog.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let inside = sheet(body, 7, setup.word(Word::RevealTitle), paint);
        paint.line(inside, 0, Role::Plain, &self.name);
        for (y, (index, purpose)) in (1..).zip(Purpose::ALL.iter().enumerate()) {
            let spans =
                [(Role::Key, format!("{} ", index + 1)), (Role::Plain, setup.word(Word::from(*purpose)).to_owned())];
            paint.spans(inside, y, &spans);
        }
        if let Some(words) = &self.words {
            // The last row of a low window is kept for what is typed.
            let y = 6.min(inside.height.saturating_sub(1));
            paint.clear(Rect { y: inside.y + y, height: 1, ..inside });
            let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(Word::RevealFor)));
            words.paint(Rect { x, width: inside.right().saturating_sub(x), ..inside }, y, true, paint);
        }
    }
}

//! One of several, by its digit, or by arrows and Enter. What is chosen goes to the screen below.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Colleague, RequestFilter};
use crate::domain::handing::How;
use crate::domain::id::RecordId;
use crate::i18n::Word;
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;

/// What can be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A list of requests.
    Filter(RequestFilter),
    /// Give back what one is at.
    Release(RecordId),
    /// Pass it on to a colleague.
    PassOn(RecordId, Colleague),
    /// How an applicant was told.
    Tell(RecordId, How),
}

/// A line.
pub struct Entry {
    /// What it says.
    pub label: String,
    /// What it chooses.
    pub choice: Choice,
}

/// The state of the dialog.
pub struct Choose {
    title: Word,
    about: String,
    entries: Vec<Entry>,
    at: usize,
}

impl Choose {
    /// These, the one `at` a place under the cursor.
    pub fn new(title: Word, about: String, entries: Vec<Entry>, at: usize) -> Self {
        Self { title, about, at: at.min(entries.len().saturating_sub(1)), entries }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        let last = self.entries.len().saturating_sub(1);
        match key.code {
            Code::Esc | Code::Backspace => ctx.wish(Wish::Pop),
            Code::Up => self.at = self.at.saturating_sub(1),
            Code::Down => self.at = (self.at + 1).min(last),
            Code::Enter => self.choose(self.at, ctx),
            Code::Char(digit @ '1'..='9') => self.choose(usize::from(digit as u8 - b'1'), ctx),
            // More than nine are found by their beginning.
            Code::Char(letter) if letter.is_alphabetic() => {
                let begins = |entry: &Entry| {
                    entry
                        .label
                        .split_whitespace()
                        .any(|word| word.to_lowercase().starts_with(letter.to_ascii_lowercase()))
                };
                let after = self.entries.iter().enumerate().skip(self.at + 1).find(|(_, entry)| begins(entry));
                let first = self.entries.iter().enumerate().find(|(_, entry)| begins(entry));
                self.at = after.or(first).map_or(self.at, |(at, _)| at);
            }
            _ => {}
        }
    }

    fn choose(&self, at: usize, ctx: &mut Ctx<'_>) {
        if let Some(entry) = self.entries.get(at) {
            ctx.wish(Wish::Pop);
            ctx.wish(Wish::Chosen(entry.choice.clone()));
        }
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let about = usize::from(!self.about.is_empty());
        let rows = u16::try_from(self.entries.len() + about).unwrap_or(u16::MAX);
        let inside = sheet(body, rows, setup.word(self.title), paint);
        if about > 0 {
            paint.line(inside, 0, Role::Plain, &self.about);
        }
        let room = usize::from(inside.height).saturating_sub(about);
        let from = (self.at + 1).saturating_sub(room.max(1));
        for (y, (index, entry)) in (about..).zip(self.entries.iter().enumerate().skip(from)).take(room) {
            let here = index == self.at;
            let mark = if here { setup.glyphs.cursor } else { ' ' };
            let digit = if index < 9 { (index + 1).to_string() } else { " ".into() };
            let role = if here { Role::Selected } else { Role::Plain };
            let y = u16::try_from(y).unwrap_or(u16::MAX);
            let spans =
                [(Role::Plain, mark.to_string()), (Role::Key, format!("{digit} ")), (role, entry.label.clone())];
            paint.spans(inside, y, &spans);
            if here {
                paint.cursor_at(inside.x, inside.y + y);
            }
        }
    }
}

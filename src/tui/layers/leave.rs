//! Leaving with unsent work: says what becomes of it.

use ratatui::layout::Rect;

use super::sheet;
use crate::i18n::{Message, Word};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::event::ExitReason;
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::text::{self, Para};

/// The state of the dialog.
pub struct Leave {
    unsent: u32,
}

impl Leave {
    /// With so many actions unsent.
    pub fn new(unsent: u32) -> Self {
        Self { unsent }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        if let Typed::Key(key) = typed {
            match key.code {
                Code::Enter => ctx.wish(Wish::Quit(ExitReason::Left)),
                Code::Esc | Code::Backspace => ctx.wish(Wish::Pop),
                _ => {}
            }
        }
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let columns = usize::from(body.width.saturating_sub(2));
        let told = Para::plain(setup.say(&Message::LeavingUnsent(self.unsent)));
        let lines = text::wrap(&[told], columns, &setup.glyphs);
        let inside = sheet(body, u16::try_from(lines.len()).unwrap_or(1), setup.word(Word::Quit), paint);
        for (y, (role, line)) in (0..).zip(lines) {
            paint.line(inside, y, role, &line);
        }
    }
}

//! What belongs to the record on the screen: chosen by its digit.

use ratatui::layout::Rect;

use super::sheet;
use crate::i18n::Word;
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::screens::Target;
use crate::tui::theme::Role;

/// The state of the dialog.
pub struct Related {
    records: Vec<(Target, String)>,
    chosen: usize,
}

impl Related {
    /// To choose from.
    pub fn new(records: Vec<(Target, String)>) -> Self {
        Self { records, chosen: 0 }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let Typed::Key(key) = typed else { return };
        let last = self.records.len().saturating_sub(1);
        match key.code {
            Code::Esc | Code::Backspace | Code::Left => ctx.wish(Wish::Pop),
            Code::Up => self.chosen = self.chosen.saturating_sub(1),
            Code::Down => self.chosen = (self.chosen + 1).min(last),
            Code::Enter | Code::Right => self.go(self.chosen, ctx),
            Code::Char(digit @ '1'..='9') => self.go(usize::from(digit as u8 - b'1'), ctx),
            _ => {}
        }
    }

    fn go(&self, index: usize, ctx: &mut Ctx<'_>) {
        if let Some((target, _)) = self.records.get(index) {
            ctx.wish(Wish::Pop);
            ctx.wish(Wish::Walk(*target));
        }
    }

    /// Paints the dialog.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let rows = u16::try_from(self.records.len()).unwrap_or(u16::MAX).min(body.height.saturating_sub(1));
        let inside = sheet(body, rows, setup.word(Word::RelatedTitle), paint);
        let from = (self.chosen + 1).saturating_sub(usize::from(inside.height));
        for (y, (index, (_, name))) in (0..inside.height).zip(self.records.iter().enumerate().skip(from)) {
            let here = index == self.chosen;
            let digit = if index < 9 { format!("{} ", index + 1) } else { "  ".to_owned() };
            let role = if here { Role::Selected } else { Role::Plain };
            paint.spans(inside, y, &[(Role::Key, digit), (role, name.clone())]);
            if here {
                paint.cursor_at(inside.x, inside.y + y);
            }
        }
    }
}

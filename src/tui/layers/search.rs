//! Words that narrow the list while they are typed.

use ratatui::layout::Rect;

use crate::i18n::Word;
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the search line.
pub struct Search {
    field: Field,
}

impl Default for Search {
    fn default() -> Self {
        Self { field: Field::new("") }
    }
}

impl Search {
    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match typed {
            Typed::Paste(text) => self.field.paste(text),
            Typed::Key(key) => match key.code {
                Code::Enter => return ctx.wish(Wish::Pop),
                Code::Esc => {
                    ctx.wish(Wish::Narrow(String::new()));
                    return ctx.wish(Wish::Pop);
                }
                _ => {
                    self.field.key(*key);
                }
            },
        }
        ctx.wish(Wish::Narrow(self.field.text().trim().to_owned()));
    }

    /// Paints it on the message line.
    pub fn paint(&self, message: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        paint.clear(message);
        let x = paint.line(message, 0, Role::Title, &format!(" {}: ", setup.word(Word::Search)));
        self.field.paint(Rect { x, width: message.right().saturating_sub(x), ..message }, 0, true, paint);
    }
}

//! Words that narrow the list while they are typed.

use ratatui::layout::Rect;

use crate::i18n::Word;
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::screens::ScreenId;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the search line.
pub struct Search {
    field: Field,
    /// The screen to go back to, when nothing there fitted.
    from: Option<ScreenId>,
    /// Everything is searched already.
    everywhere: bool,
}

impl Search {
    /// Empty, on this screen; Esc goes back to the screen where it began, when that is another one.
    pub fn begun_on(from: Option<ScreenId>, screen: ScreenId) -> Self {
        Self { field: Field::new(""), from, everywhere: screen == ScreenId::Archive }
    }

    /// It began on another screen and searches everything now: Esc goes back there.
    pub fn comes_from(&mut self, screen: ScreenId) {
        self.everywhere = true;
        self.from.get_or_insert(screen);
    }

    /// The keys that work in it.
    pub fn hint(&self) -> Word {
        if self.everywhere { Word::HintSearchAll } else { Word::HintSearch }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match typed {
            Typed::Paste(text) => self.field.paste(text),
            Typed::Key(key) => match key.code {
                Code::Enter => return ctx.wish(Wish::Pop),
                Code::Tab => return ctx.wish(Wish::SearchArchive(self.field.text().trim().to_owned())),
                Code::Esc => {
                    ctx.wish(Wish::Narrow(String::new()));
                    if let Some(screen) = self.from {
                        ctx.wish(Wish::Go(screen));
                    }
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

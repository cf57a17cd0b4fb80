//! Choosing a PIN: typed twice, never shown.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::DeskError;
use crate::i18n::{self, Word};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::secret::Secret;
use crate::tui::text::{self, Para};
use crate::tui::theme::Role;

/// The state of the dialog.
#[derive(Default)]
pub struct Pin {
    first: Secret,
    again: Secret,
    at_second: bool,
    /// Being stored.
    busy: bool,
    said: Option<String>,
}

impl Pin {
    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        let field = if self.at_second { &mut self.again } else { &mut self.first };
        match typed {
            _ if self.busy => {}
            Typed::Paste(text) => field.paste(text),
            Typed::Key(key) => match key.code {
                Code::Esc => ctx.wish(Wish::Pop),
                Code::Up | Code::BackTab => self.at_second = false,
                Code::Enter | Code::Down | Code::Tab if !self.at_second => self.at_second = true,
                Code::Enter => self.send(ctx),
                _ => field.key(*key),
            },
        }
    }

    fn send(&mut self, ctx: &mut Ctx<'_>) {
        if self.first.is_same(&self.again) {
            self.busy = true;
            self.again.clear();
            return ctx.wish(Wish::SetPin(self.first.take()));
        }
        self.begin_again(ctx.setup.word(Word::PinsDiffer).to_owned());
    }

    fn begin_again(&mut self, why: String) {
        self.first.clear();
        self.again.clear();
        self.at_second = false;
        self.busy = false;
        self.said = Some(why);
    }

    /// It was not set: why, and once more.
    pub fn failed(&mut self, error: &DeskError, setup: &Setup) {
        self.begin_again(i18n::failure(setup.lang, error));
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let columns = usize::from(body.width.saturating_sub(2));
        let said = self.said.iter().map(|text| Para::of(Role::Bad, text.clone())).collect::<Vec<_>>();
        let said = text::wrap(&said, columns, &setup.glyphs);
        let inside = sheet(body, 2 + u16::try_from(said.len()).unwrap_or(0), setup.word(Word::AboutPin), paint);
        let labels = [setup.word(Word::Pin), setup.word(Word::PinAgain)];
        let widest = labels.iter().map(|label| text::width(label)).max().unwrap_or(0);
        for (index, (label, field)) in (0..).zip(labels.iter().zip([&self.first, &self.again])) {
            let here = self.at_second == (index == 1);
            let label = format!("{}: ", text::fit(label, widest, &setup.glyphs));
            let x = paint.line(inside, index, if here { Role::Title } else { Role::Plain }, &label);
            let rest = Rect { x, width: inside.right().saturating_sub(x), ..inside };
            let end = paint.line(rest, index, Role::Plain, &"*".repeat(field.len()));
            if here {
                paint.cursor_at(end, inside.y + index);
            }
        }
        for (y, (role, line)) in (2..).zip(said) {
            paint.line(inside, y, role, &line);
        }
    }
}

//! Passing a request on to a colleague, with a word.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Colleague, Command};
use crate::domain::id::RecordId;
use crate::domain::text::clean_line;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;
use crate::tui::widgets::field::Field;

/// The state of the dialog.
pub struct Pass {
    request: RecordId,
    name: String,
    to: Colleague,
    note: Field,
}

impl Pass {
    /// This request to that colleague.
    pub fn new(request: RecordId, name: String, to: Colleague) -> Self {
        Self { request, name, to, note: Field::new("") }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match typed {
            Typed::Paste(text) => self.note.paste(text),
            Typed::Key(key) => match key.code {
                Code::Esc => ctx.wish(Wish::Pop),
                Code::Enter => self.send(ctx),
                _ => {
                    self.note.key(*key);
                }
            },
        }
    }

    fn send(&self, ctx: &mut Ctx<'_>) {
        let note = clean_line(self.note.text()).trim().to_owned();
        let told = Some(Message::PassedOn { name: self.name.clone(), to: self.to.name.clone() });
        let command = Command::Assign { request: self.request, to: self.to.person, note };
        ctx.wish(Wish::Do(Box::new(command), After { told, close: true, ..After::default() }));
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let inside = sheet(body, 3, setup.word(Word::PassTitle), paint);
        paint.line(inside, 0, Role::Plain, &self.name);
        paint.line(inside, 1, Role::Title, &setup.say(&Message::PassOnTo(self.to.name.clone())));
        let y = 2.min(inside.height.saturating_sub(1));
        let x = paint.line(inside, y, Role::Title, &format!("{}: ", setup.word(Word::NoteOptional)));
        self.note.paint(Rect { x, width: inside.right().saturating_sub(x), ..inside }, y, true, paint);
    }
}

//! Ending one's sessions on another device: asked once more, because it cannot be taken back from here.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::Command;
use crate::domain::id::DeviceId;
use crate::i18n::{Message, Word};
use crate::tui::context::{After, Ctx, Setup, Wish};
use crate::tui::keys::{Code, Key, Typed};
use crate::tui::paint::Paint;
use crate::tui::text::{self, Para};

/// The state of the question.
pub struct Revoke {
    device: DeviceId,
    name: String,
}

impl Revoke {
    /// For a device.
    pub fn new(device: DeviceId, name: String) -> Self {
        Self { device, name }
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        match typed {
            Typed::Key(Key { code: Code::Esc, .. }) => ctx.wish(Wish::Pop),
            Typed::Key(Key { code: Code::Enter, .. }) => {
                let told = Some(Message::DeviceRevoked { name: self.name.clone() });
                let after = After { told, close: true, ..After::default() };
                ctx.wish(Wish::Do(Box::new(Command::Revoke { device: self.device }), after));
            }
            _ => {}
        }
    }

    /// Paints it.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let told = Para::plain(setup.say(&Message::RevokeWhat { name: self.name.clone() }));
        let columns = usize::from(body.width.saturating_sub(2));
        let lines = text::wrap(&[told], columns, &setup.glyphs);
        let rows = u16::try_from(lines.len()).unwrap_or(1);
        let inside = sheet(body, rows, setup.word(Word::RevokeTitle), paint);
        for (y, (role, line)) in (0..).zip(lines) {
            paint.line(inside, y, role, &line);
        }
    }
}

//! A request's queue slip, as it will be printed.

use ratatui::layout::Rect;

use super::sheet;
use crate::desk::{Query, Slip};
use crate::domain::id::RecordId;
use crate::i18n::{self, Word};
use crate::tui::context::{Ctx, Setup, Wish};
use crate::tui::keys::{Code, Typed};
use crate::tui::paint::Paint;
use crate::tui::theme::Role;

/// The wider of the two papers.
const COLUMNS: usize = 48;

/// The state of the dialog.
pub struct SlipLayer {
    request: RecordId,
    lines: Option<Vec<String>>,
}

impl SlipLayer {
    /// Of this request; the slip is still to come.
    pub fn new(request: RecordId) -> Self {
        Self { request, lines: None }
    }

    /// The question for it.
    pub fn query(&self) -> Query {
        Query::Slip(self.request)
    }

    /// The slip came. True when it is this one's.
    pub fn found(&mut self, request: RecordId, slip: Slip) -> bool {
        if request == self.request {
            self.lines = Some(i18n::slip(&slip, COLUMNS));
        }
        request == self.request
    }

    /// A key or a paste.
    pub fn typed(&mut self, typed: &Typed, ctx: &mut Ctx<'_>) {
        if let Typed::Key(key) = typed
            && matches!(key.code, Code::Enter | Code::Esc | Code::Backspace)
        {
            ctx.wish(Wish::Pop);
        }
    }

    /// Paints it over the body.
    pub fn paint(&self, body: Rect, setup: &Setup, paint: &mut Paint<'_>) {
        let rows = self.lines.as_ref().map_or(1, Vec::len);
        let inside = sheet(body, u16::try_from(rows).unwrap_or(u16::MAX), setup.word(Word::Slip), paint);
        match &self.lines {
            None => {
                paint.line(inside, 0, Role::Faint, setup.word(Word::Loading));
            }
            Some(lines) => {
                for (y, line) in (0..inside.height).zip(lines) {
                    paint.line(inside, y, Role::Plain, line);
                }
            }
        }
    }
}

//! The sink for text: everything on the screen goes through here, cleaned and cut.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::Glyphs;
use super::text;
use super::theme::{Role, Theme};

/// A run of text with a meaning.
pub type Span = (Role, String);

/// A frame being painted.
pub struct Paint<'a> {
    /// Where to.
    pub buffer: &'a mut Buffer,
    /// How roles look.
    pub theme: Theme,
    /// Which signs may be used.
    pub glyphs: Glyphs,
    /// Whether what is missing has been awaited so long that it is said to be on its way.
    pub slow: bool,
    /// Where the cursor stands, when it is shown.
    pub cursor: Option<(u16, u16)>,
}

impl Paint<'_> {
    /// Spans on one row of an area, cut at its edge; gives the column behind them.
    pub fn spans(&mut self, area: Rect, row: u16, spans: &[Span]) -> u16 {
        let mut x = area.x;
        if row >= area.height {
            return x;
        }
        for (role, span) in spans {
            let room = usize::from(area.right().saturating_sub(x));
            if room == 0 {
                break;
            }
            let line = text::cut(&text::clean(span, &self.glyphs), room, &self.glyphs);
            let style = self.theme.style(*role);
            (x, _) = self.buffer.set_stringn(x, area.y + row, &line, room, style);
        }
        x
    }

    /// One text on one row.
    pub fn line(&mut self, area: Rect, row: u16, role: Role, text: &str) -> u16 {
        self.spans(area, row, &[(role, text.to_owned())])
    }

    /// A row full of one sign.
    pub fn rule(&mut self, area: Rect, row: u16) {
        let line = self.glyphs.rule.to_string().repeat(usize::from(area.width));
        self.line(area, row, Role::Faint, &line);
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Shows the cursor.
    pub fn cursor_at(&mut self, x: u16, y: u16) {
        let area = self.buffer.area;
        if area.width > 0 && area.height > 0 {
            self.cursor = Some((x.min(area.right() - 1), y.min(area.bottom() - 1)));
        }
    }
}

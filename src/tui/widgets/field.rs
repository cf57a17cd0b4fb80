//! One line of text being typed.

use ratatui::layout::Rect;
use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea};

use crate::domain::text::clean_line;
use crate::tui::keys::{Code, Key};
use crate::tui::paint::Paint;
use crate::tui::text;
use crate::tui::theme::Role;

/// The longest text of one field, in characters.
const LONGEST: usize = 500;

/// A text area of one line.
pub struct Field {
    area: TextArea<'static>,
}

impl Field {
    /// With this text, the cursor behind it.
    pub fn new(text: &str) -> Self {
        let mut area = TextArea::new(vec![clean_line(text)]);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What was typed.
    pub fn text(&self) -> &str {
        self.area.lines().first().map_or("", String::as_str)
    }

    /// Whether the cursor stands behind all that was typed.
    pub fn at_end(&self) -> bool {
        self.area.cursor().1 >= self.text().chars().count()
    }

    /// A key that types, rubs out or moves within the line. True when the text changed.
    pub fn key(&mut self, key: Key) -> bool {
        let plain = |key| Input { key, ctrl: false, alt: false, shift: false };
        let input = match (key.code, key.ctrl) {
            (Code::Char('u'), true) => return self.area.delete_line_by_head(),
            (Code::Char('w'), true) => return self.area.delete_word(),
            (Code::Char('e'), true) => AreaKey::End,
            (Code::Char(_), true) => return false,
            (Code::Char(c), false) if self.text().chars().count() < LONGEST => AreaKey::Char(c),
            (Code::Backspace, _) => AreaKey::Backspace,
            (Code::Delete, _) => AreaKey::Delete,
            (Code::Left, _) => AreaKey::Left,
            (Code::Right, _) => AreaKey::Right,
            (Code::Home, _) => AreaKey::Home,
            (Code::End, _) => AreaKey::End,
            _ => return false,
        };
        self.area.input_without_shortcuts(plain(input))
    }

    /// A paste becomes one line and one step.
    pub fn paste(&mut self, text: &str) {
        let room = LONGEST.saturating_sub(self.text().chars().count());
        let line: String = clean_line(text).chars().take(room).collect();
        self.area.insert_str(line);
    }

    /// Paints it on a row, scrolled so that the cursor is seen.
    pub fn paint(&self, area: Rect, row: u16, active: bool, paint: &mut Paint<'_>) {
        let room = usize::from(area.width).max(1);
        let column = self.area.cursor().1;
        let before: String = self.text().chars().take(column).collect();
        let before = text::clean(&before, &paint.glyphs);
        let mut skipped = 0;
        let mut rest = before.as_str();
        while text::width(rest) >= room {
            let first = rest.chars().next().map_or(0, char::len_utf8);
            rest = rest.get(first..).unwrap_or("");
            skipped += 1;
        }
        let shown: String = text::clean(self.text(), &paint.glyphs).chars().skip(skipped).collect();
        paint.line(area, row, if active { Role::Title } else { Role::Plain }, &text::take(&shown, room));
        if active && row < area.height {
            let x = area.x.saturating_add(u16::try_from(text::width(rest)).unwrap_or(0));
            paint.cursor_at(x.min(area.right().saturating_sub(1)), area.y + row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_one_line_whatever_is_typed_or_pasted() {
        let mut field = Field::new("satu");
        assert!(field.key(Key::plain(Code::Char('!'))));
        assert!(!field.key(Key::plain(Code::Enter)));
        field.paste("\ndua\u{1b}[31m\u{202e}");
        assert_eq!(field.text(), "satu! dua[31m");
        field.key(Key::ctrl('u'));
        assert_eq!(field.text(), "");
        field.paste(&"x".repeat(2000));
        assert_eq!(field.text().len(), LONGEST);
    }
}

//! How a cell looks, as few bytes as can be: bold, underlined, reversed and the 16 named colours.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// How the next cell will look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    fg: Color,
    modifier: Modifier,
}

impl Pen {
    pub(super) const PLAIN: Self = Self { fg: Color::Reset, modifier: Modifier::empty() };

    pub(super) fn of(cell: &Cell) -> Self {
        Self { fg: cell.fg, modifier: cell.modifier }
    }

    pub(super) fn write(self, out: &mut Vec<u8>) {
        out.extend(b"\x1b[0");
        for (modifier, code) in [(Modifier::BOLD, ";1"), (Modifier::UNDERLINED, ";4"), (Modifier::REVERSED, ";7")] {
            if self.modifier.contains(modifier) {
                out.extend(code.as_bytes());
            }
        }
        if let Some(colour) = colour(self.fg) {
            out.extend(format!(";{colour}").as_bytes());
        }
        out.push(b'm');
        // "0" alone may be left out.
        if out.ends_with(b"\x1b[0m") {
            out.truncate(out.len() - 2);
            out.push(b'm');
        }
    }
}

/// The 16 named colours; anything else is the terminal's own.
fn colour(colour: Color) -> Option<u8> {
    Some(match colour {
        Color::Black => 30,
        Color::Red => 31,
        Color::Green => 32,
        Color::Yellow => 33,
        Color::Blue => 34,
        Color::Magenta => 35,
        Color::Cyan => 36,
        Color::Gray => 37,
        Color::DarkGray => 90,
        Color::LightRed => 91,
        Color::LightGreen => 92,
        Color::LightYellow => 93,
        Color::LightBlue => 94,
        Color::LightMagenta => 95,
        Color::LightCyan => 96,
        Color::White => 97,
        _ => return None,
    })
}

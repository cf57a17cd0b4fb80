//! A QR code on the screen: two modules in a cell, as half blocks; on an ASCII terminal as reversed blanks,
//! where the window is large enough for that.

use qrcodegen::{QrCode, QrCodeEcc};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use crate::tui::glyphs::Glyphs;
use crate::tui::paint::Paint;

/// Light modules around the code. Readers of telephones need no more.
const QUIET: i32 = 2;

/// A code.
pub struct Qr {
    code: QrCode,
}

impl Qr {
    /// Of this text, as small as it can be; none when it is too long for any code.
    pub fn of(text: &str) -> Option<Self> {
        QrCode::encode_text(text, QrCodeEcc::Low).ok().map(|code| Self { code })
    }

    fn side(&self) -> i32 {
        self.code.size() + 2 * QUIET
    }

    /// Columns and rows that it takes.
    pub fn size(&self, glyphs: &Glyphs) -> (u16, u16) {
        let side = u16::try_from(self.side()).unwrap_or(u16::MAX);
        if glyphs.ascii { (side.saturating_mul(2), side) } else { (side, side.div_ceil(2)) }
    }

    /// Whether it fits.
    pub fn fits(&self, area: Rect, glyphs: &Glyphs) -> bool {
        let (width, height) = self.size(glyphs);
        width <= area.width && height <= area.height
    }

    fn light(&self, x: i32, y: i32) -> bool {
        // Outside the code everything is light.
        !self.code.get_module(x - QUIET, y - QUIET)
    }

    /// Paints it at the upper left. Light modules are drawn, so that a dark terminal needs no colours; where
    /// there are colours they say which is which. `inverted` is for light terminals without colours.
    pub fn paint(&self, area: Rect, inverted: bool, paint: &mut Paint<'_>) {
        let (width, height) = self.size(&paint.glyphs);
        let style = match (paint.theme.mono || paint.glyphs.ascii, inverted) {
            (true, _) => Style::new(),
            (false, false) => Style::new().fg(Color::White).bg(Color::Black),
            (false, true) => Style::new().fg(Color::Black).bg(Color::White),
        };
        let ascii = paint.glyphs.ascii;
        for row in 0..height.min(area.height) {
            for column in 0..width.min(area.width) {
                let (x, y) = (i32::from(column), i32::from(row));
                let Some(cell) = paint.buffer.cell_mut((area.x + column, area.y + row)) else { continue };
                if ascii {
                    let light = self.light(x / 2, y) != inverted;
                    let style = if light { style.add_modifier(Modifier::REVERSED) } else { style };
                    cell.set_char(' ').set_style(style);
                    continue;
                }
                // What is below the last row of an odd side is light too.
                let (upper, lower) = (self.light(x, 2 * y), self.light(x, 2 * y + 1));
                let flip = inverted && paint.theme.mono;
                let sign = match (upper != flip, lower != flip) {
                    (true, true) => '█',
                    (true, false) => '▀',
                    (false, true) => '▄',
                    (false, false) => ' ',
                };
                cell.set_char(sign).set_style(style);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::glyphs::{ASCII, UNICODE};
    use crate::tui::theme::Theme;
    use ratatui::buffer::Buffer;

    fn painted(text: &str, glyphs: Glyphs, area: Rect) -> Buffer {
        let mut buffer = Buffer::empty(area);
        let mut paint = Paint { buffer: &mut buffer, theme: Theme { mono: false }, glyphs, cursor: None, slow: false };
        Qr::of(text).unwrap().paint(area, false, &mut paint);
        buffer
    }

    #[test]
    fn a_link_and_a_short_message_fit_the_standard_window_beside_their_words() {
        let link = format!("https://surat.semarangkab.go.id/v/{}", "a".repeat(32));
        let message = format!("https://wa.me/628123456789?text=Surat%20jadi:%20{link}");
        for text in [&link, &message] {
            let qr = Qr::of(text).unwrap();
            assert!(qr.fits(Rect::new(0, 0, 50, 23), &UNICODE), "{:?}", qr.size(&UNICODE));
            assert!(!qr.fits(Rect::new(0, 0, 50, 23), &ASCII));
        }
    }

    #[test]
    fn what_is_drawn_is_the_code() {
        let text = "https://surat.semarangkab.go.id/v/1";
        let code = QrCode::encode_text(text, QrCodeEcc::Low).unwrap();
        let buffer = painted(text, UNICODE, Rect::new(0, 0, 60, 30));
        let light = |x: i32, y: i32| {
            let (column, row) = (u16::try_from(x + QUIET).unwrap(), u16::try_from(y + QUIET).unwrap());
            let sign = buffer[(column, row / 2)].symbol().to_owned();
            if row % 2 == 0 { sign == "█" || sign == "▀" } else { sign == "█" || sign == "▄" }
        };
        for y in 0..code.size() {
            for x in 0..code.size() {
                assert_eq!(light(x, y), !code.get_module(x, y), "{x} {y}");
            }
        }
        let ascii = painted(text, ASCII, Rect::new(0, 0, 80, 60));
        for cell in ascii.content() {
            assert!(cell.symbol().is_ascii());
        }
        let reversed = |x: u16, y: u16| ascii[(x, y)].modifier.contains(Modifier::REVERSED);
        assert!(reversed(0, 0) && !reversed(4, 2), "quiet zone, then the finder's corner");
    }
}

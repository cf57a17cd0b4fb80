//! What goes to the terminal: one write a frame, in a synchronized update, and as few bytes as can be.
//!
//! ratatui's diff knows no scrolling: a list that moves by one row would be written again whole. This
//! backend keeps a copy of the screen, finds rows that moved up or down, lets the terminal move them
//! (DECSTBM with line feeds or reverse index, which every terminal since the VT100 does) and writes the rest.
//! A frame that changes nothing writes nothing. Nothing is ever asked of the terminal.

mod pen;
mod scroll;

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use pen::Pen;
use scroll::{Band, best_band, same, width};

/// Begins a synchronized update; a terminal that does not know it ignores it.
const BEGIN: &[u8] = b"\x1b[?2026h";
const END: &[u8] = b"\x1b[?2026l";
/// The screen as the terminal shows it, and what must still be written.
pub struct Screen<W: Write> {
    out: W,
    pending: Vec<u8>,
    shown: Buffer,
    pen: Pen,
    /// Where the terminal's cursor is, when that is known.
    at: Option<Position>,
    wanted: Position,
    visible: bool,
    synchronized: bool,
}

impl<W: Write> Screen<W> {
    /// A blank screen of a size.
    pub fn new(out: W, size: Size) -> Self {
        Self {
            out,
            pending: Vec::new(),
            shown: Buffer::empty(Rect::new(0, 0, size.width, size.height)),
            pen: Pen::PLAIN,
            at: None,
            wanted: Position::ORIGIN,
            visible: false,
            synchronized: true,
        }
    }

    /// Without the brackets of a synchronized update, for a terminal that takes them amiss.
    #[must_use]
    pub fn unsynchronized(mut self, off: bool) -> Self {
        self.synchronized = !off;
        self
    }

    /// The terminal was in other hands: nothing is known of it until the next clear.
    pub fn forget(&mut self) {
        self.visible = false;
        self.at = None;
        self.pending.clear();
    }

    /// Sends bytes that draw nothing.
    ///
    /// # Errors
    /// When the terminal cannot be written to: it is gone.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }

    /// The size that is drawn.
    pub fn size_now(&self) -> Size {
        self.shown.area.as_size()
    }

    /// The terminal has another size now; its content is unknown until the next clear.
    pub fn resize(&mut self, size: Size) {
        self.shown = Buffer::empty(Rect::new(0, 0, size.width, size.height));
    }

    /// Writes what the frame changed, in one call; nothing when it changed nothing. Gives the bytes written.
    ///
    /// # Errors
    /// When the terminal cannot be written to: it is gone.
    pub fn end_frame(&mut self) -> io::Result<usize> {
        if self.visible && self.at != Some(self.wanted) {
            let to = self.wanted;
            self.move_to(to.x, to.y);
        }
        if self.pending.is_empty() {
            return Ok(0);
        }
        let frame = if self.synchronized { [BEGIN, &self.pending, END].concat() } else { self.pending.clone() };
        self.pending.clear();
        self.out.write_all(&frame)?;
        self.out.flush()?;
        Ok(frame.len())
    }

    /// What the frames are written to.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    fn move_to(&mut self, x: u16, y: u16) {
        match self.at {
            Some(at) if at.x == x && at.y == y => return,
            Some(at) if at.y == y && at.x < x && x < self.shown.area.width => {
                self.pending.extend(format!("\x1b[{}C", x - at.x).as_bytes());
            }
            _ => self.pending.extend(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes()),
        }
        self.at = Some(Position { x, y });
    }

    fn put(&mut self, x: u16, y: u16, cell: &Cell) {
        self.move_to(x, y);
        let pen = Pen::of(cell);
        if pen != self.pen {
            pen.write(&mut self.pending);
            self.pen = pen;
        }
        self.pending.extend(cell.symbol().as_bytes());
        let after = x.saturating_add(width(cell));
        // Behind the last column a terminal's cursor is anywhere.
        self.at = (after < self.shown.area.width).then_some(Position { x: after, y });
    }

    fn plain(&mut self) {
        if self.pen != Pen::PLAIN {
            self.pen = Pen::PLAIN;
            Pen::PLAIN.write(&mut self.pending);
        }
    }

    /// Moves the rows of a band inside the terminal.
    fn scroll(&mut self, band: &Band) {
        self.plain();
        let (top, bottom) = (band.top + 1, band.bottom);
        self.pending.extend(format!("\x1b[{top};{bottom}r").as_bytes());
        if band.up {
            self.pending.extend(format!("\x1b[{bottom};1H").as_bytes());
            self.pending.extend(std::iter::repeat_n(b'\n', usize::from(band.by)));
        } else {
            self.pending.extend(format!("\x1b[{top};1H").as_bytes());
            self.pending.extend(b"\x1bM".repeat(usize::from(band.by)));
        }
        self.pending.extend(b"\x1b[r");
        self.at = None;
        self.shown = band.applied(&self.shown);
    }
}

impl<W: Write> Backend for Screen<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let changes: Vec<(u16, u16, &Cell)> = content.collect();
        if changes.is_empty() {
            return Ok(());
        }
        let mut next = self.shown.clone();
        for (x, y, cell) in &changes {
            if let Some(old) = next.cell_mut((*x, *y)) {
                *old = (*cell).clone();
            }
            for behind in 1..width(cell) {
                if let Some(old) = next.cell_mut((x + behind, *y)) {
                    *old = Cell::default();
                }
            }
        }
        if changes.len() > usize::from(next.area.width) * 2
            && let Some(band) = best_band(&next, &self.shown)
        {
            self.scroll(&band);
            for y in band.top..band.bottom {
                for x in 0..next.area.width {
                    if !same(&next[(x, y)], &self.shown[(x, y)]) {
                        self.put(x, y, &next[(x, y)]);
                    }
                }
            }
            for (x, y, cell) in changes.iter().filter(|(_, y, _)| !(band.top..band.bottom).contains(y)) {
                self.put(*x, *y, cell);
            }
        } else {
            for (x, y, cell) in &changes {
                self.put(*x, *y, cell);
            }
        }
        self.shown = next;
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        if self.visible {
            self.visible = false;
            self.pending.extend(b"\x1b[?25l");
        }
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        if !self.visible {
            self.visible = true;
            self.pending.extend(b"\x1b[?25h");
        }
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wanted)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wanted = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.pen = Pen::PLAIN;
        self.at = None;
        self.pending.extend(b"\x1b[m\x1b[r\x1b[2J");
        self.shown.reset();
        Ok(())
    }

    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.shown.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.shown.area.as_size(), pixels: Size::new(0, 0) })
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::Terminal;
    use ratatui::style::{Color, Modifier, Style};

    const SIZE: Size = Size { width: 20, height: 8 };

    fn draw(terminal: &mut Terminal<Screen<Vec<u8>>>, rows: &[String], cursor: Option<(u16, u16)>) -> Vec<u8> {
        terminal.backend_mut().out().clear();
        terminal
            .draw(|frame| {
                for (y, row) in rows.iter().enumerate() {
                    let style = if row.contains('!') {
                        Style::new().fg(Color::Red).add_modifier(Modifier::BOLD)
                    } else {
                        Style::new()
                    };
                    frame.buffer_mut().set_stringn(0, u16::try_from(y).unwrap(), row, 20, style);
                }
                if let Some(at) = cursor {
                    frame.set_cursor_position(at);
                }
            })
            .unwrap();
        terminal.backend_mut().end_frame().unwrap();
        terminal.backend_mut().out().clone()
    }

    fn terminal() -> Terminal<Screen<Vec<u8>>> {
        Terminal::new(Screen::new(Vec::new(), SIZE)).unwrap()
    }

    fn rows(from: usize) -> Vec<String> {
        (from..from + 8).map(|n| format!("row {n:03} of the list")).collect()
    }

    #[test]
    fn a_frame_that_changes_nothing_writes_nothing() {
        let mut terminal = terminal();
        assert!(draw(&mut terminal, &rows(0), Some((1, 1))).len() > 100);
        assert_eq!(draw(&mut terminal, &rows(0), Some((1, 1))), b"");
        let moved = draw(&mut terminal, &rows(0), Some((1, 2)));
        assert_eq!(moved, [BEGIN, b"\x1b[3;2H", END].concat());
    }

    /// Counts the calls of `write`.
    #[derive(Default)]
    struct Calls(usize);

    impl Write for Calls {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += 1;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_frame_is_one_write_in_one_synchronized_update() {
        let mut counted = Terminal::new(Screen::new(Calls::default(), SIZE)).unwrap();
        counted.draw(|frame| frame.render_widget("some text", frame.area())).unwrap();
        counted.backend_mut().end_frame().unwrap();
        assert_eq!(counted.backend_mut().out().0, 1);
        let bytes = draw(&mut terminal(), &rows(0), Some((0, 0)));
        assert!(bytes.starts_with(BEGIN) && bytes.ends_with(END));
    }

    #[test]
    fn rows_that_move_are_moved_by_the_terminal() {
        let mut terminal = terminal();
        let mut seen = vt100::Parser::new(8, 20, 0);
        seen.process(&draw(&mut terminal, &rows(0), None));
        let bytes = draw(&mut terminal, &rows(1), None);
        seen.process(&bytes);
        assert!(bytes.len() < 90, "{} bytes", bytes.len());
        assert_eq!(seen.screen().contents(), rows(1).join("\n"));
        seen.process(&draw(&mut terminal, &rows(0), None));
        assert_eq!(seen.screen().contents(), rows(0).join("\n"));
    }

    proptest! {
        /// Whatever is drawn after whatever, the terminal shows what ratatui meant.
        #[test]
        fn the_terminal_shows_what_was_drawn(
            frames in proptest::collection::vec(
                proptest::collection::vec(
                    prop_oneof![
                        Just("row one".to_owned()), Just("row two!".to_owned()), Just(String::new()),
                        Just("漢字 wide".to_owned()), "[a-c!]{0,20}", Just("aaaaaaaaaaaaaaaaaaaa".to_owned()),
                        Just("bbbbbbbbbbbbbbbbbbbb".to_owned()),
                    ], 8),
                1..8),
        ) {
            let mut terminal = terminal();
            let mut seen = vt100::Parser::new(8, 20, 0);
            for frame in frames {
                seen.process(&draw(&mut terminal, &frame, None));
                let mut expected = Buffer::empty(Rect::new(0, 0, 20, 8));
                for (y, row) in frame.iter().enumerate() {
                    expected.set_stringn(0, u16::try_from(y).unwrap(), row, 20, Style::new());
                }
                for y in 0..8 {
                    let mut x = 0;
                    while x < 20 {
                        let cell = seen.screen().cell(y, x).unwrap();
                        let symbol = if cell.has_contents() { cell.contents() } else { " " };
                        prop_assert_eq!(symbol, expected[(x, y)].symbol(), "at {},{}", x, y);
                        prop_assert_eq!(cell.bold() && symbol != " ", frame[usize::from(y)].contains('!') && symbol != " ");
                        x += width(&expected[(x, y)]);
                    }
                }
            }
        }
    }
}

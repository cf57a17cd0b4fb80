//! Rows that moved: which band of the screen the terminal can move by itself, so that only the rest is written.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::UnicodeWidthStr;

use super::pen::Pen;

/// Rows move at most this far; a jump is written.
const FARTHEST: u16 = 3;
/// A scroll costs about this many bytes itself.
const SCROLL_COST: i64 = 40;

/// Columns of a cell.
pub(super) fn width(cell: &Cell) -> u16 {
    u16::try_from(cell.symbol().width()).unwrap_or(1).max(1)
}

/// Full rows `top..bottom` that move by some rows.
pub(super) struct Band {
    pub(super) top: u16,
    pub(super) bottom: u16,
    pub(super) by: u16,
    pub(super) up: bool,
}

impl Band {
    pub(super) fn applied(&self, shown: &Buffer) -> Buffer {
        let mut moved = shown.clone();
        for y in self.top..self.bottom {
            let from = if self.up { y.checked_add(self.by) } else { y.checked_sub(self.by) };
            let from = from.filter(|from| (self.top..self.bottom).contains(from));
            for x in 0..shown.area.width {
                moved[(x, y)] = from.map_or_else(Cell::default, |from| shown[(x, from)].clone());
            }
        }
        moved
    }
}

/// Whether two cells look the same.
pub(super) fn same(a: &Cell, b: &Cell) -> bool {
    a.symbol() == b.symbol() && Pen::of(a) == Pen::of(b)
}

/// How many cells differ between a row of one screen and a row of another (or a blank one).
fn differing(next: &Buffer, y: u16, shown: &Buffer, from: Option<u16>) -> i64 {
    let blank = Cell::default();
    let count =
        (0..next.area.width).filter(|&x| !same(&next[(x, y)], from.map_or(&blank, |from| &shown[(x, from)]))).count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn has_wide(buffer: &Buffer, y: u16) -> bool {
    (0..buffer.area.width).any(|x| width(&buffer[(x, y)]) > 1)
}

/// The band whose scrolling saves most, if any saves enough.
pub(super) fn best_band(next: &Buffer, shown: &Buffer) -> Option<Band> {
    let height = next.area.height;
    let mut best: Option<(i64, Band)> = None;
    for by in 1..=FARTHEST.min(height.saturating_sub(1)) {
        for up in [true, false] {
            let source = |y: u16| if up { y.checked_add(by) } else { y.checked_sub(by) };
            let gains: Vec<i64> = (0..height)
                .map(|y| match source(y).filter(|from| *from < height) {
                    Some(from) if !has_wide(next, y) && !has_wide(shown, y) && !has_wide(shown, from) => {
                        differing(next, y, shown, Some(y)) - differing(next, y, shown, Some(from))
                    }
                    _ => -10_000,
                })
                .collect();
            let Some((gain, from, to)) = heaviest(&gains) else { continue };
            let (top, bottom) = if up { (from, to + by) } else { (from.saturating_sub(by), to) };
            let exposed = if up { to..bottom } else { top..from };
            if exposed.clone().any(|y| has_wide(next, y) || has_wide(shown, y)) {
                continue;
            }
            let new_rows: i64 =
                exposed.map(|y| differing(next, y, shown, Some(y)) - differing(next, y, shown, None)).sum();
            let gain = gain + new_rows;
            if gain > SCROLL_COST && best.as_ref().is_none_or(|(most, _)| gain > *most) {
                best = Some((gain, Band { top, bottom, by, up }));
            }
        }
    }
    best.map(|(_, band)| band)
}

/// The run `from..to` with the largest sum.
fn heaviest(gains: &[i64]) -> Option<(i64, u16, u16)> {
    let (mut best, mut sum, mut start) = ((0, 0, 0), 0, 0);
    for (index, gain) in gains.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, index);
        }
        sum += gain;
        if sum > best.0 {
            best = (sum, start, index + 1);
        }
    }
    (best.0 > 0).then_some((best.0, u16::try_from(best.1).ok()?, u16::try_from(best.2).ok()?))
}

//! How records look in a terminal and in JSON. Field names of JSON are a promise: they are added to, not changed.

pub(super) mod archive;
pub(super) mod home;
pub(super) mod letters;
pub(super) mod log;
pub(super) mod requests;
pub(super) mod residents;
pub(super) mod sides;
pub(super) mod sync;
pub(super) mod tasks;

use jiff::Timestamp;
use unicode_width::UnicodeWidthStr;

use crate::env::Env;
use crate::i18n::{Lang, moment};

/// "10.42", or with the day.
pub(super) fn when(lang: Lang, at: Option<Timestamp>) -> String {
    at.map(|at| moment(lang, at, crate::env::System::new().now())).unwrap_or_default()
}

/// Lines of columns, each as wide as its widest cell.
pub(super) fn columns(rows: &[Vec<String>]) -> Vec<String> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| rows.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(width).collect();
    rows.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let gap = width.saturating_sub(cell.width());
                format!("{cell}{}", " ".repeat(gap))
            });
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_stand_below_each_other_whatever_their_letters() {
        let rows = vec![vec!["A-01".into(), "漢".into(), "x".into()], vec!["A".into(), "abc".into(), "y".into()]];
        assert_eq!(columns(&rows), ["A-01  漢   x", "A     abc  y"]);
    }
}

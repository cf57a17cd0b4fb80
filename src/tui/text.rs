//! Text for cells: cleaned at the sink, measured, cut by rule, wrapped.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::glyphs::{Glyphs, to_ascii};
use super::theme::Role;
use crate::domain::text::clean_line;

/// Columns that a text takes.
pub fn width(text: &str) -> usize {
    text.width()
}

/// What may be painted: nothing that moves the cursor, turns the text round or leaves ASCII where it may not.
pub fn clean(text: &str, glyphs: &Glyphs) -> String {
    let line = clean_line(text);
    if glyphs.ascii { to_ascii(&line) } else { line }
}

/// Cut to a width, with an ellipsis when something is missing.
pub fn cut(text: &str, columns: usize, glyphs: &Glyphs) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    if columns == 0 {
        return String::new();
    }
    let mut kept = take(text, columns - 1);
    kept.push(glyphs.ellipsis);
    kept
}

/// The longest beginning that fits.
pub fn take(text: &str, columns: usize) -> String {
    let mut kept = String::new();
    let mut used = 0;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    while width(&kept) > columns {
        kept.pop();
    }
    kept
}

/// Exactly so many columns: cut or filled up with spaces.
pub fn fit(text: &str, columns: usize, glyphs: &Glyphs) -> String {
    let mut text = cut(text, columns, glyphs);
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// The first of several forms, longest first, that fits; the last one is cut.
pub fn first_that_fits(forms: &[String], columns: usize, glyphs: &Glyphs) -> String {
    forms
        .iter()
        .find(|form| width(form) <= columns)
        .cloned()
        .unwrap_or_else(|| forms.last().map(|form| cut(form, columns, glyphs)).unwrap_or_default())
}

/// A paragraph of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Para {
    /// What it means.
    pub role: Role,
    /// Columns that its second and later lines are moved in.
    pub hang: usize,
    /// Its text.
    pub text: String,
}

impl std::hash::Hash for Role {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
    }
}

impl Para {
    /// Ordinary text.
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Text with a meaning.
    pub fn of(role: Role, text: impl Into<String>) -> Self {
        Self { role, text: text.into(), hang: 0 }
    }

    /// "Label  value", later lines under the value.
    pub fn labelled(label: &str, value: &str) -> Self {
        let label = format!("{label}: ");
        Self { role: Role::Plain, hang: 2, text: format!("{label}{value}") }
    }

    /// Later lines moved in.
    #[must_use]
    pub fn hanging(mut self, hang: usize) -> Self {
        self.hang = hang;
        self
    }
}

/// Paragraphs as lines of at most so many columns; a line feed inside one begins a new line.
pub fn wrap(paragraphs: &[Para], columns: usize, glyphs: &Glyphs) -> Vec<(Role, String)> {
    let mut lines = Vec::new();
    for para in paragraphs {
        for part in para.text.split('\n') {
            wrap_one(&clean(part, glyphs), para, columns.max(1), &mut lines);
        }
    }
    lines
}

fn wrap_one(text: &str, para: &Para, columns: usize, lines: &mut Vec<(Role, String)>) {
    let indent = text.chars().take_while(|c| *c == ' ').count().min(columns / 2);
    let hang = (para.hang + indent).min(columns / 2);
    let mut line = String::new();
    let mut rest = text;
    while width(&line) + width(rest) > columns {
        let room = columns.saturating_sub(width(&line)).max(1);
        let mut part = take(rest, room);
        if part.is_empty() {
            if line.is_empty() {
                // A character wider than the whole pane: it cannot be shown here.
                rest = rest.get(rest.chars().next().map_or(0, char::len_utf8)..).unwrap_or("");
            }
            line.clear();
            continue;
        }
        let between_words = part.ends_with(' ') || rest.get(part.len()..).is_some_and(|after| after.starts_with(' '));
        if !between_words && let Some(space) = part.trim_end().rfind(' ').filter(|space| *space > indent) {
            part.truncate(space);
        }
        line.push_str(part.trim_end());
        lines.push((para.role, std::mem::take(&mut line)));
        rest = rest.get(part.len()..).unwrap_or("").trim_start();
        line = " ".repeat(hang);
    }
    line.push_str(rest);
    lines.push((para.role, line.trim_end().to_owned()));
}

#[cfg(test)]
mod tests {
    use super::super::glyphs::{ASCII, UNICODE};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_does_not_fit_is_shortened_and_says_so() {
        assert_eq!(cut("Slamet Raharjo", 8, &UNICODE), "Slamet …");
        assert_eq!(fit("a", 3, &ASCII), "a  ");
        assert_eq!(fit("漢字", 3, &UNICODE), "漢…");
        let forms = ["Permohonan Surat:7".to_owned(), "Mohon:7".to_owned()];
        assert_eq!(first_that_fits(&forms, 10, &UNICODE), "Mohon:7");
        assert_eq!(first_that_fits(&forms, 4, &UNICODE), "Moh…");
    }

    #[test]
    fn words_stay_whole_and_later_lines_hang() {
        let lines = wrap(&[Para::plain("satu dua tiga empat").hanging(2)], 9, &UNICODE);
        assert_eq!(lines.iter().map(|(_, l)| l.as_str()).collect::<Vec<_>>(), ["satu dua", "  tiga", "  empat"]);
        assert_eq!(wrap(&[Para::plain("")], 9, &UNICODE).len(), 1);
        assert_eq!(wrap(&[Para::plain("a\nb")], 9, &UNICODE).len(), 2);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_pane_and_no_word_is_lost(text in "[a-z 漢é]{0,60}", columns in 2..30_usize) {
            let lines = wrap(&[Para::plain(text.clone()).hanging(2)], columns, &UNICODE);
            for (_, line) in &lines {
                prop_assert!(width(line) <= columns, "{line:?} in {columns}");
            }
            let letters = |s: &str| s.chars().filter(|c| *c != ' ').collect::<String>();
            let all: String = lines.iter().map(|(_, line)| letters(line)).collect();
            prop_assert_eq!(all, letters(&text));
        }
    }
}

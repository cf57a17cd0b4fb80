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
    /// What stands beside it where there is room, and below it where there is none.
    pub beside: Option<Box<Beside>>,
}

/// The other side of a paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Beside {
    /// Its text.
    pub text: String,
    /// What the first side is called when they stand one below the other.
    pub first: String,
    /// What this side is called then.
    pub second: String,
}

/// From so many columns on two sides stand beside each other.
const BESIDE: usize = 78;

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
        Self { role, text: text.into(), ..Self::default() }
    }

    /// "Label  value", later lines under the value.
    pub fn labelled(label: &str, value: &str) -> Self {
        let label = format!("{label}: ");
        Self { hang: 2, text: format!("{label}{value}"), ..Self::default() }
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
        if let Some(beside) = &para.beside {
            sides(para, beside, columns, glyphs, &mut lines);
            continue;
        }
        for part in para.text.split('\n') {
            wrap_one(&clean(part, glyphs), para, columns.max(1), &mut lines);
        }
    }
    lines
}

/// Whether two sides stand beside each other in so many columns.
pub fn two_sides(columns: usize) -> bool {
    columns >= BESIDE
}

/// Both sides of a paragraph below each other, each with its name.
pub fn stacked(para: &Para) -> Vec<Para> {
    let Some(beside) = &para.beside else { return vec![para.clone()] };
    let named = |name: &str, text: &str| match name {
        "" => Para::of(para.role, text),
        name => Para { role: para.role, ..Para::labelled(name, text) },
    };
    vec![named(&beside.first, &para.text), named(&beside.second, &beside.text)]
}

/// Two texts beside each other with a bar between them; below each other, each with its name, where it is narrow.
fn sides(para: &Para, beside: &Beside, columns: usize, glyphs: &Glyphs, lines: &mut Vec<(Role, String)>) {
    if !two_sides(columns) {
        lines.extend(wrap(&stacked(para), columns, glyphs));
        return;
    }
    let room = (columns - 3) / 2;
    let one = wrap(&[Para::plain(para.text.clone())], room, glyphs);
    let other = wrap(&[Para::plain(beside.text.clone())], room, glyphs);
    for n in 0..one.len().max(other.len()) {
        let text = |lines: &[(Role, String)]| lines.get(n).map(|(_, line)| line.clone()).unwrap_or_default();
        let line = format!("{} {} {}", fit(&text(&one), room, glyphs), glyphs.bar, text(&other));
        lines.push((para.role, line.trim_end().to_owned()));
    }
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

    #[test]
    fn two_sides_stand_beside_each_other_where_there_is_room_and_below_where_there_is_none() {
        let beside = Beside { text: "beasiswa".into(), first: "Saya".into(), second: "Mereka".into() };
        let para = Para { beside: Some(Box::new(beside)), ..Para::plain("melamar ".repeat(8)) };
        let wide = wrap(std::slice::from_ref(&para), 80, &UNICODE);
        assert_eq!(wide.len(), 2);
        assert!(wide[0].1.starts_with("melamar melamar") && wide[0].1.ends_with("│ beasiswa"), "{wide:?}");
        assert!(wide[1].1.ends_with('│'), "{wide:?}");
        let narrow: Vec<String> = wrap(&[para], 40, &ASCII).into_iter().map(|(_, line)| line).collect();
        assert!(narrow[0].starts_with("Saya: melamar") && narrow.last().unwrap() == "Mereka: beasiswa", "{narrow:?}");
    }

    proptest! {
        #[test]
        fn two_sides_keep_to_their_pane_and_lose_no_word(
            one in "[a-z 漢é]{0,90}", other in "[a-z 漢é]{0,90}", columns in 20..120_usize,
        ) {
            let beside = Beside { text: other.clone(), ..Beside::default() };
            let para = Para { beside: Some(Box::new(beside)), ..Para::plain(one.clone()) };
            let lines = wrap(&[para], columns, &UNICODE);
            for (_, line) in &lines {
                prop_assert!(width(line) <= columns, "{line:?} in {columns}");
            }
            let letters = |s: &str| {
                let mut letters: Vec<char> = s.chars().filter(|c| !matches!(c, ' ' | '│' | ':')).collect();
                letters.sort_unstable();
                letters
            };
            let all: String = lines.iter().map(|(_, line)| line.as_str()).collect();
            prop_assert_eq!(letters(&all), letters(&format!("{one}{other}")));
        }

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

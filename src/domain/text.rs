//! Text from outside is hostile: cleaned at the door, by server and desk alike.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More combining marks than this on one letter are somebody's joke.
const MOST_MARKS: usize = 3;

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{61C}' | '\u{180E}'
        | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

fn clean(text: &str, keep: impl Fn(char) -> bool) -> String {
    let mut marks = 0;
    text.nfc()
        .filter_map(|c| match c {
            c if keep(c) => Some(c),
            '\t' | '\n' | '\r' => Some(' '),
            c if c.is_control() || is_invisible(c) => None,
            c => Some(c),
        })
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MOST_MARKS
        })
        .collect()
}

/// One line without controls, direction marks, invisible characters and heaps of accents; in NFC.
pub fn clean_line(text: &str) -> String {
    clean(text, |_| false)
}

/// The same for text of several lines: line feeds stay.
pub fn clean_lines(text: &str) -> String {
    clean(&text.replace("\r\n", "\n").replace('\r', "\n"), |c| c == '\n')
}

/// Cleans every text inside a JSON value, keys too. Used on whatever comes in from a stranger.
pub fn clean_value(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = clean_lines(text),
        serde_json::Value::Array(items) => items.iter_mut().for_each(clean_value),
        serde_json::Value::Object(fields) => {
            let old = std::mem::take(fields);
            fields.extend(old.into_iter().map(|(key, mut value)| {
                clean_value(&mut value);
                (clean_line(&key), value)
            }));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn nothing_from_outside_moves_the_cursor_or_turns_the_text_round() {
        assert_eq!(clean_line("a\u{1b}[31mb\u{7}\u{202e}c\u{200d}\u{9b}2Jd\u{7f}"), "a[31mbc2Jd");
        assert_eq!(clean_line("satu\r\ndua\ttiga"), "satu  dua tiga");
        assert_eq!(clean_lines("satu\r\ndua\rtiga"), "satu\ndua\ntiga");
        assert_eq!(clean_line(&format!("z{}", "\u{301}".repeat(50))).chars().count(), 4);
        assert_eq!(clean_line("Nuraini ꦤꦸ محمد é"), "Nuraini ꦤꦸ محمد é");
    }

    proptest! {
        #[test]
        fn cleaning_twice_is_cleaning_once(text in any::<String>()) {
            let once = clean_line(&text);
            prop_assert_eq!(clean_line(&once), once.clone());
            let control = once.chars().any(char::is_control);
            prop_assert!(!control);
        }
    }
}

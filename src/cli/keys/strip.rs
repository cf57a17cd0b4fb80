//! The strip: the keyboard's own rows with what each key does, in a left and a right part to be joined.

use super::{title, wrapped};
use crate::i18n::{Lang, Word, word};
use crate::tui::command::TABLE;
use crate::tui::keymap::Keymap;

/// The rows of a keyboard, left and right hand.
const ROWS: [(&str, &str); 4] = [("12345", "67890"), ("QWERT", "YUIOP"), ("ASDFG", "HJKL;"), ("ZXCVB", "NM,./")];
/// Columns of one key.
const KEY: usize = 14;
/// Lines of a key below its name.
const LABEL: usize = 3;

/// The strip.
pub fn lines(map: &Keymap, lang: Lang) -> Vec<String> {
    let mut lines = vec![word(lang, Word::StripTitle).to_owned(), String::new()];
    for (half, name) in [(0, Word::StripLeft), (1, Word::StripRight)] {
        lines.push(format!("({})", word(lang, name)));
        let edge = format!("+{}", format!("{}+", "-".repeat(KEY)).repeat(5));
        lines.push(edge.clone());
        for (left, right) in ROWS {
            let keys: Vec<char> = (if half == 0 { left } else { right }).chars().collect();
            let labels: Vec<Vec<String>> = keys.iter().map(|key| labels(*key, map, lang)).collect();
            lines.push(row(&keys.iter().map(char::to_string).collect::<Vec<_>>()));
            for line in 0..LABEL {
                let cells = labels.iter().map(|label| label.get(line).cloned().unwrap_or_default());
                lines.push(row(&cells.collect::<Vec<_>>()));
            }
            lines.push(edge.clone());
        }
        lines.push(String::new());
    }
    lines
}

fn row(cells: &[String]) -> String {
    let cells: String = cells.iter().map(|cell| format!(" {cell:0$}|", KEY - 1)).collect();
    format!("|{cells}")
}

/// What a key does, and below it what it does with Ctrl.
fn labels(key: char, map: &Keymap, lang: Lang) -> Vec<String> {
    let small = key.to_ascii_lowercase().to_string();
    let (mut alone, mut with_ctrl) = (Vec::new(), Vec::new());
    for command in TABLE {
        let text = title(command, lang).replace('/', "/ ");
        for keys in map.keys_of(command.id) {
            if keys == small || keys == key.to_string() {
                alone.extend(wrapped(&text, KEY - 2));
            } else if keys == format!("Ctrl-{key}") {
                with_ctrl.extend(wrapped(&format!("^{text}"), KEY - 2));
            }
        }
    }
    alone.extend(with_ctrl);
    alone
}

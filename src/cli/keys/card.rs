//! The card: every command with its keys in two columns, on one A4 page of plain text.

use super::{title, wrapped};
use crate::i18n::{Lang, Word, word};
use crate::tui::command::{Group, TABLE};
use crate::tui::keymap::Keymap;

/// Columns of one half.
const HALF: usize = 37;
/// Columns for the keys in it.
const KEYS: usize = 15;

/// The card.
pub fn lines(map: &Keymap, lang: Lang) -> Vec<String> {
    let groups: Vec<Vec<String>> = Group::ALL.iter().map(|(group, name)| block(*group, *name, map, lang)).collect();
    let all: usize = groups.iter().map(Vec::len).sum();
    let (mut left, mut right) = (Vec::new(), Vec::new());
    for group in groups {
        let side = if left.len() + group.len() / 2 < all.div_ceil(2) { &mut left } else { &mut right };
        side.extend(group);
    }
    let rule = "=".repeat(2 * HALF + 2);
    let mut lines = vec![word(lang, Word::CardTitle).to_uppercase(), rule.clone()];
    for row in 0..left.len().max(right.len()) {
        let cell = |side: &[String]| side.get(row).cloned().unwrap_or_default();
        lines.push(format!("{:HALF$}  {}", cell(&left), cell(&right)).trim_end().to_owned());
    }
    lines.push(rule);
    lines.extend([Word::CardDecide, Word::CardCase, Word::CardNever].map(|note| word(lang, note).to_owned()));
    lines
}

/// A heading and its commands.
fn block(group: Group, name: Word, map: &Keymap, lang: Lang) -> Vec<String> {
    let mut lines = vec![format!("-- {} --", word(lang, name))];
    for command in TABLE.iter().filter(|command| command.group() == group) {
        let mut keys = map.keys_of(command.id).join(" ");
        if keys.is_empty() {
            // Without a key it is typed.
            keys = format!(":{}", word(lang, command.title).split(' ').collect::<String>());
        }
        if keys.len() >= KEYS {
            lines.push(keys);
            keys = String::new();
        }
        for text in wrapped(title(command, lang), HALF - KEYS) {
            lines.push(format!("{keys:KEYS$}{text}"));
            keys = String::new();
        }
    }
    lines.push(String::new());
    lines.iter().map(|line| line.chars().take(HALF).collect()).collect()
}

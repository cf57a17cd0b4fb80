//! How keys are written: `t`, `Enter`, `Ctrl-K`, `g g`.

use crate::i18n::KeyFault;
use crate::tui::keys::{Code, Key};

/// Terminals and multiplexers take these.
const RESERVED: [char; 5] = ['q', 'i', 'm', 'b', 'a'];

/// What a terminal sends for these is another key's; Ctrl-C cancels everywhere.
const OTHERS: [(char, &str); 3] = [('h', "Backspace"), ('j', "Enter"), ('c', "Esc")];

const NAMES: [(&str, Code); 16] = [
    ("Enter", Code::Enter),
    ("Esc", Code::Esc),
    ("Tab", Code::Tab),
    ("Shift-Tab", Code::BackTab),
    ("Backspace", Code::Backspace),
    ("Delete", Code::Delete),
    ("Insert", Code::Insert),
    ("Space", Code::Char(' ')),
    ("Up", Code::Up),
    ("Down", Code::Down),
    ("Left", Code::Left),
    ("Right", Code::Right),
    ("Home", Code::Home),
    ("End", Code::End),
    ("PageUp", Code::PageUp),
    ("PageDown", Code::PageDown),
];

/// Keys that are pressed one after the other. Case never matters, but a command that only moves may have a
/// capital letter of its own.
pub fn read_keys(text: &str, moves: bool) -> Result<Vec<Key>, KeyFault> {
    let keys: Vec<Key> = text.split(' ').map(read_key).collect::<Result<_, _>>()?;
    Ok(if moves { keys } else { keys.into_iter().map(lower).collect() })
}

fn read_key(text: &str) -> Result<Key, KeyFault> {
    let (ctrl, name) = text.strip_prefix("Ctrl-").map_or((false, text), |rest| (true, rest));
    let mut chars = name.chars();
    let code = match (chars.next(), chars.as_str()) {
        // With Ctrl a terminal tells letters, and nothing else that is one character.
        (Some(c), "") if ctrl && c.is_ascii_alphabetic() => Some(Code::Char(c.to_ascii_lowercase())),
        (Some(c), "") if !ctrl && !c.is_control() => Some(Code::Char(c)),
        (Some('F'), number) if number.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n)) => {
            number.parse().ok().map(Code::F)
        }
        _ => NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code),
    };
    let Some(code) = code else { return Err(unknown(text)) };
    if let (Code::Char(c), true) = (code, ctrl) {
        if RESERVED.contains(&c) {
            return Err(KeyFault::Reserved(text.to_owned()));
        }
        if let Some((_, comes)) = OTHERS.iter().find(|(other, _)| *other == c) {
            return Err(KeyFault::ArrivesAs { key: text.to_owned(), comes });
        }
    }
    Ok(Key { code, ctrl })
}

fn unknown(text: &str) -> KeyFault {
    let small = text.to_lowercase();
    let control = small.strip_prefix("ctrl").map(|rest| rest.trim_start_matches(['-', '+', ' '])).or_else(|| {
        let short = small.strip_prefix("c-").or_else(|| small.strip_prefix('^'));
        short.filter(|rest| rest.len() == 1)
    });
    let like = match control {
        Some(letter) if letter.len() == 1 => Some(format!("Ctrl-{}", letter.to_uppercase())),
        _ => like(text, NAMES.iter().map(|(name, _)| *name)).map(str::to_owned),
    };
    KeyFault::UnknownKey { key: text.to_owned(), like }
}

/// The name that a mistyped one is nearest to, if one is near.
pub fn like(name: &str, known: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let small = name.to_lowercase();
    let most = (name.chars().count() / 3).clamp(1, 3);
    let (far, near) = known.map(|known| (distance(&small, &known.to_lowercase()), known)).min()?;
    (far <= most).then_some(near)
}

/// Edits from one name to another; two letters that changed places are one.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for (i, x) in a.iter().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (rows[i][j] + usize::from(x != y)).min(rows[i][j + 1] + 1).min(next[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            next.push(best);
        }
        rows.push(next);
    }
    rows[a.len()][b.len()]
}

/// A letter in its small form.
pub fn lower(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key { code: Code::Char(c.to_lowercase().next().unwrap_or(c)), ..key },
        _ => key,
    }
}

/// Keys as they are written in the footer and in the key file. A doubled letter is written as people say it.
pub fn describe_all(keys: &[Key]) -> String {
    let parts: Vec<String> = keys.iter().copied().map(describe).collect();
    parts.join(if parts.iter().all(|part| part.chars().count() == 1) { "" } else { " " })
}

/// A key as it is written in the footer and in the key file.
pub fn describe(key: Key) -> String {
    let name = match key.code {
        Code::Char(' ') => "Space".into(),
        Code::Char(c) if key.ctrl => c.to_uppercase().to_string(),
        Code::Char(c) => c.to_string(),
        Code::F(n) => format!("F{n}"),
        code => NAMES.iter().find(|(_, known)| *known == code).map_or("", |(name, _)| *name).to_owned(),
    };
    if key.ctrl { format!("Ctrl-{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_that_is_described_is_read_again() {
        for text in ["t", "+", "Enter", "Space", "Ctrl-K", "PageUp", "F1", "F12", "g g", "Shift-Tab", "Ctrl-Up"] {
            let keys = read_keys(text, true).unwrap();
            assert_eq!(describe_all(&keys).replace("gg", "g g"), text);
        }
    }

    #[test]
    fn a_mistyped_name_is_guessed_when_it_is_near() {
        assert_eq!(like("forwad", ["forward", "return"].into_iter()), Some("forward"));
        assert_eq!(like("edti", ["edit", "new"].into_iter()), Some("edit"));
        assert_eq!(like("Serahkan", ["forward", "return"].into_iter()), None);
        for (wrong, right) in [("Entr", "Enter"), ("ctrl+k", "Ctrl-K"), ("^k", "Ctrl-K"), ("C-x", "Ctrl-X")] {
            assert!(
                matches!(read_keys(wrong, false), Err(KeyFault::UnknownKey { like: Some(like), .. }) if like == right),
                "{wrong}"
            );
        }
        assert!(matches!(read_keys("Ctrl-1", false), Err(KeyFault::UnknownKey { .. })));
        assert!(matches!(read_keys("", false), Err(KeyFault::UnknownKey { like: None, .. })));
    }
}

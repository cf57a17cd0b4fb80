//! Keys → commands: what ships is embedded, an office's file replaces single lines.
//!
//! A letter works in either case. A key for two commands, an unknown name and a reserved key are errors that
//! name file and line.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::command::{self, CommandId, TABLE};
use super::keys::{Code, Key};

const SHIPPED: &str = include_str!("../../config/keymap.toml");

/// Terminals and multiplexers take these.
const RESERVED: [char; 5] = ['q', 'i', 'm', 'b', 'a'];

/// A key file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {what}")]
pub struct BadKeymap {
    /// Which file.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong, with a suggestion where there is one.
    pub what: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    keys: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

/// What some keys mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// This command.
    Command(CommandId),
    /// The beginning of a sequence.
    Begun,
    /// Nothing.
    Nothing,
}

/// The effective map.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: Vec<(Vec<Key>, CommandId)>,
}

/// Where a binding was written.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn bad(&self, at: usize, what: impl Into<String>) -> BadKeymap {
        let line = self.text.get(..at).unwrap_or("").matches('\n').count() + 1;
        BadKeymap { file: self.file.to_owned(), line, what: what.into() }
    }
}

impl Keymap {
    /// What ships, with the lines of a file put over it.
    ///
    /// # Errors
    /// [`BadKeymap`] names file and line.
    pub fn load(own: Option<(&str, &str)>) -> Result<Self, BadKeymap> {
        let shipped = Source { file: "keymap.toml", text: SHIPPED };
        let mut lines = read(&shipped)?;
        let mut map = Self { bound: Vec::new() };
        let own_source = own.map(|(file, text)| Source { file, text });
        let own_lines = own_source.as_ref().map(read).transpose()?.unwrap_or_default();
        lines.retain(|id, _| !own_lines.contains_key(id));
        for (source, lines) in [(Some(&shipped), lines), (own_source.as_ref(), own_lines)] {
            let Some(source) = source else { continue };
            for (id, keys) in lines {
                for (at, keys) in keys {
                    map.bind(source, at, keys, id)?;
                }
            }
        }
        Ok(map)
    }

    fn bind(&mut self, source: &Source<'_>, at: usize, keys: Vec<Key>, id: CommandId) -> Result<(), BadKeymap> {
        for (other, owner) in &self.bound {
            let clash = |same: fn(Key) -> Key| {
                let (a, b) = (other.iter().copied().map(same), keys.iter().copied().map(same));
                let (a, b) = (a.collect::<Vec<_>>(), b.collect::<Vec<_>>());
                a.starts_with(&b) || b.starts_with(&a)
            };
            let both_move = command::of(*owner).moves() && command::of(id).moves();
            if clash(|key| key) || !both_move && clash(lower) {
                let key = describe_all(&keys);
                return Err(source.bad(at, format!("{key} is taken by {}", command::of(*owner).name)));
            }
        }
        self.bound.push((keys, id));
        Ok(())
    }

    /// What these keys mean. A letter that is not bound as it is means its small form.
    pub fn find(&self, keys: &[Key]) -> Match {
        self.exact(keys).unwrap_or_else(|| {
            let small: Vec<Key> = keys.iter().copied().map(lower).collect();
            self.exact(&small).unwrap_or(Match::Nothing)
        })
    }

    fn exact(&self, keys: &[Key]) -> Option<Match> {
        let hit = self.bound.iter().find(|(bound, _)| bound == keys).map(|(_, id)| Match::Command(*id));
        hit.or_else(|| self.bound.iter().any(|(bound, _)| bound.starts_with(keys)).then_some(Match::Begun))
    }

    /// A command's keys in words, in the order of the file.
    pub fn keys_of(&self, id: CommandId) -> Vec<String> {
        self.bound.iter().filter(|(_, bound)| *bound == id).map(|(keys, _)| describe_all(keys)).collect()
    }

    /// Its first key, for the footer.
    pub fn first_key(&self, id: CommandId) -> Option<String> {
        self.bound.iter().find(|(_, bound)| *bound == id).map(|(keys, _)| describe_all(keys))
    }
}

type Lines = BTreeMap<CommandId, Vec<(usize, Vec<Key>)>>;

fn read(source: &Source<'_>) -> Result<Lines, BadKeymap> {
    let file: File = toml::from_str(source.text)
        .map_err(|error| source.bad(error.span().map_or(0, |span| span.start), error.message().to_owned()))?;
    let mut lines = Lines::new();
    for (name, keys) in file.keys {
        let at = name.span().start;
        let Some(command) = command::named(name.get_ref()) else {
            return Err(source.bad(at, format!("no command {}{}", name.get_ref(), suggestion(name.get_ref()))));
        };
        let mut bound = Vec::new();
        for key in keys {
            let at = key.span().start;
            bound.push((at, read_keys(key.get_ref()).map_err(|what| source.bad(at, what))?));
        }
        lines.insert(command.id, bound);
    }
    Ok(lines)
}

fn suggestion(name: &str) -> String {
    TABLE
        .iter()
        .map(|command| (distance(name, command.name), command.name))
        .min()
        .filter(|(far, _)| *far <= 3)
        .map(|(_, near)| format!("; did you mean {near}?"))
        .unwrap_or_default()
}

/// Edits from one name to another.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let best = (row[j] + usize::from(x != *y)).min(row[j + 1] + 1).min(next[j] + 1);
            next.push(best);
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

fn read_keys(text: &str) -> Result<Vec<Key>, String> {
    let keys: Vec<Key> = text.split(' ').map(read_key).collect::<Result<_, _>>()?;
    if keys.is_empty() { Err("no key".into()) } else { Ok(keys) }
}

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

fn read_key(text: &str) -> Result<Key, String> {
    let (ctrl, name) = text.strip_prefix("Ctrl-").map_or((false, text), |rest| (true, rest));
    let mut chars = name.chars();
    let code = match (chars.next(), chars.as_str()) {
        (Some(c), "") if ctrl => Code::Char(c.to_ascii_lowercase()),
        (Some(c), "") => Code::Char(c),
        (Some('F'), number) if number.parse::<u8>().is_ok_and(|n| (1..=12).contains(&n)) => {
            Code::F(number.parse().unwrap_or(1))
        }
        _ => {
            let known = NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code);
            known.ok_or_else(|| format!("no key {text}"))?
        }
    };
    match code {
        Code::Char(c) if ctrl && RESERVED.contains(&c) => Err(format!("{text} is reserved")),
        code => Ok(Key { code, ctrl }),
    }
}

fn lower(key: Key) -> Key {
    match key.code {
        Code::Char(c) => Key { code: Code::Char(c.to_lowercase().next().unwrap_or(c)), ..key },
        _ => key,
    }
}

fn describe_all(keys: &[Key]) -> String {
    // A doubled letter is written as people say it.
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
        code => NAMES.iter().find(|(_, known)| *known == code).map_or("?", |(name, _)| name).to_owned(),
    };
    if key.ctrl { format!("Ctrl-{name}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    fn error(text: &str) -> String {
        Keymap::load(Some(("mine.toml", text))).unwrap_err().to_string()
    }

    #[test]
    fn what_ships_is_a_keymap_for_every_command() {
        let map = Keymap::load(None).unwrap();
        for command in TABLE {
            let named = SHIPPED.lines().any(|line| line.starts_with(&format!("{} = ", command.name)));
            assert!(named, "{} is not in keymap.toml", command.name);
        }
        assert_eq!(map.find(&[press('t')]), Match::Command(CommandId::Forward));
        assert_eq!(map.find(&[press('T')]), Match::Command(CommandId::Forward));
        assert_eq!(map.find(&[press('g')]), Match::Begun);
        assert_eq!(map.find(&[press('g'), press('g')]), Match::Command(CommandId::Top));
        assert_eq!(map.find(&[press('G')]), Match::Command(CommandId::Bottom));
        assert_eq!(map.find(&[press('z')]), Match::Nothing);
        assert_eq!(map.keys_of(CommandId::Top), ["Home", "gg"]);
    }

    #[test]
    fn an_own_file_replaces_single_lines() {
        let map = Keymap::load(Some(("mine.toml", "[keys]\nforward = [\"n\"]\n"))).unwrap();
        assert_eq!(map.find(&[press('n')]), Match::Command(CommandId::Forward));
        assert_eq!(map.find(&[press('t')]), Match::Nothing);
        assert_eq!(map.find(&[press('r')]), Match::Command(CommandId::Return));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        assert_eq!(error("[keys]\n\nforwad = [\"n\"]\n"), "mine.toml:3: no command forwad; did you mean forward?");
        assert_eq!(error("[keys]\nforward = [\"r\"]\n"), "mine.toml:2: r is taken by return");
        assert_eq!(error("[keys]\nforward = [\"R\"]\n"), "mine.toml:2: R is taken by return");
        assert_eq!(error("[keys]\nforward = [\"g\"]\n"), "mine.toml:2: g is taken by top");
        assert_eq!(error("[keys]\nforward = [\"Ctrl-A\"]\n"), "mine.toml:2: Ctrl-A is reserved");
        assert_eq!(error("[keys]\nforward = [\"Entr\"]\n"), "mine.toml:2: no key Entr");
        assert!(error("[keys]\nforward = 3\n").starts_with("mine.toml:2: "));
        assert!(error("[keys]\nopen = [\"o\"]\nopen = [\"O\"]\n").starts_with("mine.toml:3: "));
    }
}

//! Keys → commands: what ships is embedded, a person's or an office's file replaces single lines.
//!
//! A letter works in either case. A key for two commands, an unknown name and a reserved key are errors; all of
//! a file are told at once, each with its line. Every binding remembers where it was written.

mod file;
mod names;

use super::command::{self, CommandId};
use super::keys::Key;
use crate::i18n::{KeyFault, Lang, key_fault};
use names::lower;
pub use names::{describe, describe_all};

const SHIPPED: &str = include_str!("../../config/keymap.toml");

/// A mistake in a key file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong, with a suggestion where there is one.
    pub what: KeyFault,
}

/// A key file that cannot be used, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadKeymap {
    /// Which file.
    pub file: String,
    /// The mistakes, by line.
    pub mistakes: Vec<Mistake>,
}

impl BadKeymap {
    /// A line a mistake: file, line, what is wrong and what to do.
    pub fn lines(&self, lang: Lang) -> Vec<String> {
        let told = |mistake: &Mistake| format!("{}:{}: {}.", self.file, mistake.line, key_fault(lang, &mistake.what));
        self.mistakes.iter().map(told).map(|line| line.replace("?.", "?")).collect()
    }
}

impl std::fmt::Display for BadKeymap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.lines(Lang::En).join("\n"))
    }
}

impl std::error::Error for BadKeymap {}

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

/// Where a binding was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// It ships with the program.
    Shipped,
    /// In the own file, on this line.
    Own(usize),
}

/// A binding: keys that are pressed one after the other, and what they mean.
#[derive(Clone, Debug)]
pub struct Bound {
    /// The keys.
    pub keys: Vec<Key>,
    /// Which command.
    pub id: CommandId,
    /// Where it was written.
    pub origin: Origin,
}

/// The effective map.
#[derive(Clone, Debug)]
pub struct Keymap {
    bound: Vec<Bound>,
}

impl Keymap {
    /// What ships, with the lines of a file put over it: its name and its text.
    ///
    /// # Errors
    /// [`BadKeymap`] tells every mistake with its line.
    pub fn load(own: Option<(&str, &str)>) -> Result<Self, BadKeymap> {
        let shipped = file::read(SHIPPED);
        let (name, text) = own.unwrap_or_default();
        let own = file::read(text);
        let mut map = Self { bound: Vec::new() };
        // The file that ships has no mistakes: a test reads it.
        let mut ignored = Vec::new();
        let kept = shipped.lines.into_iter().filter(|line| !own.lines.iter().any(|mine| mine.id == line.id));
        for (_, keys, id) in in_order(kept) {
            map.bind(Bound { keys, id, origin: Origin::Shipped }, 0, &mut ignored);
        }
        let mut faults = own.faults;
        for (line, keys, id) in in_order(own.lines) {
            map.bind(Bound { keys, id, origin: Origin::Own(line) }, line, &mut faults);
        }
        if faults.is_empty() {
            return Ok(map);
        }
        faults.sort_by_key(|(line, _)| *line);
        let mistakes = faults.into_iter().map(|(line, what)| Mistake { line, what }).collect();
        Err(BadKeymap { file: name.to_owned(), mistakes })
    }

    fn bind(&mut self, new: Bound, line: usize, faults: &mut Vec<(usize, KeyFault)>) {
        let fault = self.bound.iter().find_map(|old| clash(old, &new));
        match fault {
            Some(fault) => faults.push((line, fault)),
            None => self.bound.push(new),
        }
    }

    /// What these keys mean. A letter that is not bound as it is means its small form.
    pub fn find(&self, keys: &[Key]) -> Match {
        self.exact(keys).unwrap_or_else(|| {
            let small: Vec<Key> = keys.iter().copied().map(lower).collect();
            self.exact(&small).unwrap_or(Match::Nothing)
        })
    }

    fn exact(&self, keys: &[Key]) -> Option<Match> {
        let hit = self.bound.iter().find(|bound| bound.keys == keys).map(|bound| Match::Command(bound.id));
        hit.or_else(|| self.bound.iter().any(|bound| bound.keys.starts_with(keys)).then_some(Match::Begun))
    }

    /// A command's bindings, in the order of the file.
    pub fn bindings(&self, id: CommandId) -> impl Iterator<Item = &Bound> {
        self.bound.iter().filter(move |bound| bound.id == id)
    }

    /// A command's keys in words, in the order of the file.
    pub fn keys_of(&self, id: CommandId) -> Vec<String> {
        self.bindings(id).map(|bound| describe_all(&bound.keys)).collect()
    }

    /// Its first key, for the footer.
    pub fn first_key(&self, id: CommandId) -> Option<String> {
        self.bindings(id).next().map(|bound| describe_all(&bound.keys))
    }
}

/// By line, so that of two bindings that clash the later one is the mistake.
fn in_order(lines: impl IntoIterator<Item = file::Line>) -> Vec<(usize, Vec<Key>, CommandId)> {
    let keys = |line: file::Line| line.keys.into_iter().map(move |(at, keys)| (at, keys, line.id));
    let mut all: Vec<_> = lines.into_iter().flat_map(keys).collect();
    // Stable: on one line the first stays first.
    all.sort_by_key(|(at, ..)| *at);
    all
}

/// Why the two cannot both be.
fn clash(old: &Bound, new: &Bound) -> Option<KeyFault> {
    let (key, other) = (describe_all(&new.keys), describe_all(&old.keys));
    let by = command::of(old.id).name;
    let small = |keys: &[Key]| keys.iter().copied().map(lower).collect::<Vec<_>>();
    let like = |a: &[Key], b: &[Key]| a.starts_with(b) || b.starts_with(a);
    let both_move = command::of(old.id).moves() && command::of(new.id).moves();
    if old.keys == new.keys {
        Some(KeyFault::Taken { key, by })
    } else if like(&old.keys, &new.keys) {
        Some(KeyFault::BeginsLike { key, other, by })
    } else if both_move {
        None
    } else if small(&old.keys) == small(&new.keys) {
        Some(KeyFault::CaseOnly { key, other, by })
    } else {
        like(&small(&old.keys), &small(&new.keys)).then_some(KeyFault::BeginsLike { key, other, by })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::command::TABLE;
    use crate::tui::keys::Code;

    fn press(c: char) -> Key {
        Key::plain(Code::Char(c))
    }

    fn errors(text: &str) -> Vec<String> {
        Keymap::load(Some(("mine.toml", text))).unwrap_err().lines(Lang::En)
    }

    fn error(text: &str) -> String {
        let mut errors = errors(text);
        assert_eq!(errors.len(), 1, "{errors:?}");
        errors.remove(0)
    }

    #[test]
    fn what_ships_is_a_keymap_for_every_command() {
        assert!(file::read(SHIPPED).faults.is_empty());
        let all: usize = file::read(SHIPPED).lines.iter().map(|line| line.keys.len()).sum();
        let map = Keymap::load(None).unwrap();
        assert_eq!(map.bound.len(), all, "two commands of what ships have one key");
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
    fn an_own_file_replaces_single_lines_and_is_named_as_their_origin() {
        let map = Keymap::load(Some(("mine.toml", "[keys]\n\nforward = [\"O\"]\nrefuse = \"z\"\n"))).unwrap();
        for key in ['o', 'O'] {
            assert_eq!(map.find(&[press(key)]), Match::Command(CommandId::Forward), "{key}");
        }
        assert_eq!(map.find(&[press('z')]), Match::Command(CommandId::Refuse));
        assert_eq!(map.find(&[press('t')]), Match::Nothing);
        assert_eq!(map.find(&[press('r')]), Match::Command(CommandId::Return));
        let origin = |id| map.bindings(id).map(|bound| bound.origin).collect::<Vec<_>>();
        assert_eq!(origin(CommandId::Forward), [Origin::Own(3)]);
        assert_eq!(origin(CommandId::Return), [Origin::Shipped]);
        // Two commands may change places in one file.
        let swapped = Keymap::load(Some(("mine.toml", "[keys]\nforward = [\"r\"]\nreturn = [\"t\"]\n"))).unwrap();
        assert_eq!(swapped.find(&[press('r')]), Match::Command(CommandId::Forward));
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_what_may_have_been_meant() {
        let forward = |key: &str| error(&format!("[keys]\nforward = [\"{key}\"]\n"));
        assert_eq!(
            error("[keys]\n\nforwad = [\"n\"]\n"),
            "mine.toml:3: no command is called \"forwad\". Did you mean forward?"
        );
        for key in ["r", "R"] {
            assert!(forward(key).starts_with("mine.toml:2: r belongs to return."), "{}", forward(key));
        }
        assert!(forward("g").starts_with("mine.toml:2: g begins like gg of top."));
        assert!(error("[keys]\ntop = [\"Home\"]\nforward = [\"g\"]\n").starts_with("mine.toml:3: g differs from G"));
        assert!(forward("Entr").ends_with("Did you mean Enter?"));
        for key in ["Ctrl-Q", "Ctrl-I", "Ctrl-M", "Ctrl-B", "Ctrl-A", "Ctrl-a"] {
            assert!(forward(key).starts_with(&format!("mine.toml:2: {key} is taken by terminals")), "{key}");
        }
        assert!(forward("Ctrl-J").contains("arrives as Enter"));
        assert!(error("[keys]\nforward = 3\n").starts_with("mine.toml:2: forward takes a list"));
        assert!(error("[key]\n").starts_with("mine.toml:1: no part is called [key]"));
        assert!(error("[keys]\nopen = [\"o\"]\nopen = [\"O\"]\n").starts_with("mine.toml:3: "));
    }

    #[test]
    fn everything_that_is_wrong_is_told_at_once() {
        let text =
            "[keys]\nforwad = [\"n\"]\nreturn = [\"Ctrl-Q\", \"Entr\"]\nedit = [\"z\"]\nclaim = [\"Z\"]\n[more]\n";
        let lines: Vec<usize> =
            Keymap::load(Some(("mine.toml", text))).unwrap_err().mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [2, 3, 3, 5, 6]);
        assert_eq!(errors("[keys\nforward = t\nreturn = \"r\"\n\"").len(), 3);
    }

    #[test]
    fn every_mistake_is_said_in_both_languages_with_what_to_do() {
        let text = "[keys]\nforwad = [\"n\"]\nxyzzyx = []\nforward = [\"Ctrl-Q\", \"Entr\", \"Ctrl-J\", \"blah-blah\", 3, \"r\", \"G\"]\n\
                    top = [\"Home\", \"r r\"]\n[more]\n";
        let bad = Keymap::load(Some(("mine.toml", text))).unwrap_err();
        assert!(bad.mistakes.len() >= 9, "{bad}");
        for (id, en) in bad.lines(Lang::Id).into_iter().zip(bad.lines(Lang::En)) {
            assert_ne!(id, en);
            assert!(id.chars().count() <= 200 && en.chars().count() <= 200, "{id}\n{en}");
            let next = ["Pilih", "Tulis", "Mungkin", "Lihat", "Betulkan"].iter().any(|word| id.contains(word));
            assert!(next, "no next step: {id}");
        }
    }
}

//! A key file → commands with their keys, and every mistake in it.
//!
//! Reading goes on behind a mistake: whoever mends a file is told everything at once.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::names::{like, read_keys};
use crate::i18n::KeyFault;
use crate::tui::command::{self, CommandId, TABLE};
use crate::tui::keys::Key;

/// What a file says of one command.
pub struct Line {
    /// Which command.
    pub id: CommandId,
    /// Its keys, each with its line, from 1.
    pub keys: Vec<(usize, Vec<Key>)>,
}

/// What a file says, and what is wrong with it, by line.
#[derive(Default)]
pub struct Read {
    /// The commands it names.
    pub lines: Vec<Line>,
    /// What is wrong.
    pub faults: Vec<(usize, KeyFault)>,
}

/// Reads a file.
pub fn read(text: &str) -> Read {
    let line_of = |at: &Range<usize>| text.get(..at.start).unwrap_or("").matches('\n').count() + 1;
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut read = Read::default();
    for error in errors {
        let at = error.span().unwrap_or(0..0);
        read.faults.push((line_of(&at), KeyFault::Syntax(error.message().to_owned())));
    }
    // What the reader of TOML made up behind a mistake of its own is not judged a second time.
    if !read.faults.is_empty() {
        return read;
    }
    for (name, part) in table.get_ref() {
        let line = line_of(&name.span());
        match (name.get_ref().as_ref(), part.get_ref()) {
            ("keys", DeValue::Table(keys)) => {
                for (name, value) in keys {
                    take(&mut read, &line_of, name, value);
                }
            }
            (other, _) => read.faults.push((line, KeyFault::UnknownPart(other.to_owned()))),
        }
    }
    read
}

fn take(
    read: &mut Read,
    line_of: &impl Fn(&Range<usize>) -> usize,
    name: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
) {
    let line = line_of(&name.span());
    let Some(command) = command::named(name.get_ref()) else {
        let like = like(name.get_ref(), TABLE.iter().map(|command| command.name));
        return read.faults.push((line, KeyFault::UnknownCommand { name: name.get_ref().to_string(), like }));
    };
    let mut keys = Vec::new();
    let mut one = |value: &Spanned<DeValue<'_>>| {
        let line = line_of(&value.span());
        match value.get_ref().as_str().map(|text| read_keys(text, command.moves())) {
            Some(Ok(pressed)) => keys.push((line, pressed)),
            Some(Err(fault)) => read.faults.push((line, fault)),
            None => read.faults.push((line, KeyFault::NotKeys { command: command.name })),
        }
    };
    match value.get_ref() {
        DeValue::Array(values) => values.iter().for_each(&mut one),
        // One key may be written without brackets.
        _ => one(value),
    }
    read.lines.push(Line { id: command.id, keys });
}

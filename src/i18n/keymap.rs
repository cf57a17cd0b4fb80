//! What is wrong with a key file, and how it is said.

use super::{Lang, en, id};

/// What is wrong with a line of a key file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Not TOML. Technical text of the reader.
    Syntax(String),
    /// A part other than `[keys]`.
    UnknownPart(String),
    /// No command has this name.
    UnknownCommand {
        /// What was written.
        name: String,
        /// What may have been meant.
        like: Option<&'static str>,
    },
    /// Not a list of keys.
    NotKeys {
        /// The command.
        command: &'static str,
    },
    /// No key has this name.
    UnknownKey {
        /// What was written.
        key: String,
        /// What may have been meant.
        like: Option<String>,
    },
    /// Terminals and multiplexers take this key.
    Reserved(String),
    /// This key arrives as another one.
    ArrivesAs {
        /// What was written.
        key: String,
        /// What the terminal sends for it.
        comes: &'static str,
    },
    /// Another command has this key.
    Taken {
        /// The key.
        key: String,
        /// The other command's name.
        by: &'static str,
    },
    /// Another command has the same letter in the other case.
    CaseOnly {
        /// The key.
        key: String,
        /// The other command's key.
        other: String,
        /// The other command's name.
        by: &'static str,
    },
    /// One of the two would never be reached: one begins like the other.
    BeginsLike {
        /// The key.
        key: String,
        /// The other command's keys.
        other: String,
        /// The other command's name.
        by: &'static str,
    },
}

/// The sentence.
pub fn key_fault(lang: Lang, fault: &KeyFault) -> String {
    match lang {
        Lang::Id => id::key_fault(fault),
        Lang::En => en::key_fault(fault),
    }
}

//! What is wrong with a key file, in English.

use super::super::keymap::KeyFault;

/// The sentence.
pub fn key_fault(fault: &KeyFault) -> String {
    match fault {
        KeyFault::Syntax(what) => format!("cannot be read ({what}). Correct this line"),
        KeyFault::UnknownPart(name) => format!("no part is called [{name}]. Write below [keys]"),
        KeyFault::UnknownCommand { name, like: Some(like) } => {
            format!("no command is called \"{name}\". Did you mean {like}?")
        }
        KeyFault::UnknownCommand { name, like: None } => {
            format!("no command is called \"{name}\". See their names with serasi keys")
        }
        KeyFault::NotKeys { command } => format!("{command} takes a list of keys. Write {command} = [\"n\"]"),
        KeyFault::UnknownKey { key, like: Some(like) } => {
            format!("no key is called \"{key}\". Did you mean {like}?")
        }
        KeyFault::UnknownKey { key, like: None } => {
            format!("no key is called \"{key}\". Write t, Enter, Space, Ctrl-K, PageUp or F1")
        }
        KeyFault::Reserved(key) => format!("{key} is taken by terminals and never bound. Choose another key"),
        KeyFault::ArrivesAs { key, comes } => format!("{key} arrives as {comes}. Choose another key"),
        KeyFault::Taken { key, by } => {
            format!("{key} belongs to {by}. Choose another key, or give {by} another one as well")
        }
        KeyFault::CaseOnly { key, other, by } => {
            format!("{key} differs from {other} of {by} by case alone, which never matters here. Choose another key")
        }
        KeyFault::BeginsLike { key, other, by } => {
            format!("{key} begins like {other} of {by}. Choose another key")
        }
    }
}

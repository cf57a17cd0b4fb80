//! What the loop is asked to do.

use secrecy::SecretString;

use super::context::Credentials;
use super::event::ExitReason;
use crate::desk::{Command, Query, SignItem};

/// Something to do outside the app. Its answer is an [`super::event::Event`].
#[derive(Debug)]
pub enum Effect {
    /// Ask the store.
    Ask {
        /// For the answer.
        ticket: u64,
        /// What.
        query: Query,
    },
    /// Change something.
    Do {
        /// For the answer.
        ticket: u64,
        /// What.
        command: Command,
    },
    /// Log in, or unlock without a line.
    LogIn(Credentials),
    /// Set the PIN of whoever sits here.
    SetPin(SecretString),
    /// Nobody is at the desk any more.
    Lock,
    /// Somebody is at work: a line that rests may be tried.
    TryLine,
    /// Sign a batch.
    Sign {
        /// Tasks with what was read.
        items: Vec<SignItem>,
        /// For this batch only.
        passphrase: SecretString,
    },
    /// Stop after the current letter.
    CancelSign,
    /// Draw the whole screen again.
    Redraw,
    /// Give the terminal back, stop, and take it again when the shell makes the program go on.
    Suspend,
    /// Take the terminal again: others have used it.
    TakeTerminal,
    /// Send a text to the terminal's clipboard.
    Copy(String),
    /// Write a table into a new file of this name.
    Export {
        /// The file's name without its end.
        name: String,
        /// Its text.
        text: String,
    },
    /// End the program.
    Quit(ExitReason),
}

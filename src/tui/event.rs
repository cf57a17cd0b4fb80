//! What comes into the loop.

use super::keys::Typed;
use crate::desk::{DeskError, Done, Found, Query, SignStep, Who};

/// Why the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExitReason {
    /// The person left.
    Left,
    /// Nobody has logged in here yet, and the person wants to see the demo.
    Demo,
    /// A signal; the program exits with 128 + its number.
    Signal(i32),
    /// The terminal is gone.
    HungUp,
}

impl ExitReason {
    /// The exit code: 0, or 128 + the signal's number.
    pub fn code(self) -> i32 {
        match self {
            Self::Left | Self::Demo => 0,
            Self::Signal(signal) => 128 + signal,
            Self::HungUp => 128 + signal_hook::consts::SIGHUP,
        }
    }
}

/// Something happened.
#[derive(Debug)]
pub enum Event {
    /// A key or a paste.
    Typed(Typed),
    /// The terminal has another size.
    Resized(u16, u16),
    /// An answer to a question.
    Found {
        /// Which question.
        ticket: u64,
        /// What was asked.
        query: Query,
        /// What came back.
        result: Result<Found, DeskError>,
    },
    /// A question was not answered: a newer one of its kind waits behind it.
    PassedOver {
        /// Which question.
        ticket: u64,
    },
    /// A command is durable, or was not taken.
    Done {
        /// Which command.
        ticket: u64,
        /// What became of it.
        result: Result<Done, DeskError>,
    },
    /// Logging in has ended.
    LoggedIn(Result<Who, DeskError>),
    /// The PIN was set, or not.
    PinSet(Result<(), DeskError>),
    /// A signing batch goes on.
    Sign(SignStep),
    /// A signing batch could not be started.
    SignFailed(DeskError),
    /// A list was written to this file, or not: why.
    Exported(Result<std::path::PathBuf, String>),
    /// Something visible has changed in the store.
    Changed,
    /// Stop until the shell makes it go on: Ctrl-Z of somebody else.
    Suspend,
    /// It goes on after a stop that it did not make itself.
    Continued,
    /// Leave now.
    Stop(ExitReason),
}

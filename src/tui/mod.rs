//! The terminal desk: Elm with effects.
//!
//! [`run`] is the only loop. What comes in is an [`event::Event`]; [`app::App`] is pure and gives
//! [`effect::Effect`]s, which the worker's threads run on a [`port::Port`]. Screens are one file each, dialogs
//! are layers on top of them; [`command`] is the one table that keymap, footer, help and palette read. Only
//! `terminal`, `input`, `signals`, `jobs` and `backend` touch the terminal, only `effects` knows the client.
//! `plain` is the same desk line by line, on the same port.

// Over a screen nothing is printed, and what a verb prints goes through `out`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod app;
pub mod backend;
pub mod clipboard;
pub mod command;
pub mod context;
mod decision;
mod deed;
mod digits;
pub mod effect;
mod effects;
pub mod event;
mod export;
mod frame;
pub mod glyphs;
mod input;
mod jobs;
pub mod keymap;
pub mod keys;
mod layers;
mod layout;
mod marks;
mod options;
mod paint;
mod plain;
pub mod port;
mod run;
pub mod screens;
mod secret;
mod signals;
mod split;
mod terminal;
mod text;
pub mod theme;
mod widgets;
mod worker;

pub use effects::ClientPort;
pub use event::ExitReason;
pub use options::Options;
pub use plain::run_plain;
pub use run::run;
pub use screens::login::{FirstStart, KnownAccount};

/// Why the terminal desk could not run.
#[derive(Debug, thiserror::Error)]
pub enum TuiError {
    /// Input or output is no terminal.
    #[error("standard input and output are not a terminal")]
    NoTerminal,
    /// The key file cannot be used.
    #[error(transparent)]
    Keymap(#[from] keymap::BadKeymap),
    /// The terminal cannot be set up, or no thread made.
    #[error("terminal: {0}")]
    Io(#[from] std::io::Error),
}

//! SERASI, the letter desk of a government office.
//!
//! | Folder | What lives there |
//! | --- | --- |
//! | [`domain`] | the rules: pure, without I/O, clock or randomness |
//! | [`mod@env`] | clock, ids, randomness and kill points: the only door to them |
//! | [`wire`] | what travels between desk and server |
//! | [`desk`] | what a screen or a verb sees: plain data |
//! | [`i18n`] | every sentence, in Indonesian and English |
//! | [`config`] | what an office may change, and what is embedded |
//! | [`client`] | profile, outbox, cache and the sync machine |
//! | [`tui`] | the terminal desk |
//! | [`cli`] | the verbs, one file each |
//! | [`server`] | the protocol, its routes, stores, typesetting and signing |
//!
//! Arrows between these folders are listed in ARCHITECTURE.md and held by a test.

// A poison action is caught and the terminal is restored by Drop: both need unwinding.
#[cfg(panic = "abort")]
compile_error!("SERASI needs panic = \"unwind\"");

#[cfg(feature = "client")]
pub mod cli;
#[cfg(feature = "client")]
pub mod client;
pub mod config;
pub mod desk;
pub mod domain;
pub mod env;
pub mod i18n;
#[cfg(feature = "server")]
pub mod server;
#[cfg(feature = "client")]
pub mod tui;
pub mod wire;

//! The operator's desk behind the screen: profiles, a durable outbox, a local copy of the records, and the
//! sync machine that keeps both true.
//!
//! Screens and verbs use [`Client`] and [`Desk`] and nothing else of this folder. Nothing a person presses
//! waits for the network: only logging in, signing and fetching a file do.
//!
//! | File or folder | What lives there |
//! | --- | --- |
//! | `client`, `desk` | the facade |
//! | `home`, [`profile`], `verifier`, `session` | whose files, who gets in, and how |
//! | [`store`] | outbox, cache, overlay |
//! | `command`, `query` | what a person does, what a screen shows |
//! | [`sync`], `keeper` | the machine, its driver, and the thread it lives on |
//! | [`transport`] | the line to the server |
//! | `hub`, `peers` | telling screens and other processes |
//! | `sign` | a signing batch |
//! | `devices`, `export`, `typing` | other devices, a file of what is unsent, typing that was not taken |
//! | `station` | what belongs to the machine: the counter's letter, queue numbers |
//! | [`doctor`] | looks a desk over and changes nothing |

// Over a screen nothing is printed, and what a verb prints goes through `out`.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod blocking;
#[allow(clippy::module_inception)] // the noun of the folder
mod client;
pub mod command;
mod desk;
mod devices;
pub mod doctor;
mod export;
mod home;
mod hub;
mod keeper;
mod peers;
mod pin;
pub mod profile;
mod query;
mod session;
mod sign;
mod station;
mod status;
pub mod store;
pub mod sync;
pub mod transport;
mod typing;
mod verifier;

pub use client::Client;
pub use desk::Desk;
pub use hub::Changes;
pub use profile::ProfileInfo;
pub use sign::SignRun;

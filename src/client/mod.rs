//! The operator's desk behind the screen: profiles, a durable outbox, a local copy of the records, and the
//! sync machine that keeps both true.
//!
//! Screens and verbs use [`Client`] and [`Desk`] and nothing else of this folder. Nothing a person presses
//! waits for the network: only logging in, signing and fetching a file do.

mod desk;
mod peers;
mod profile;
pub mod store;
pub mod sync;
pub mod transport;
mod verifier;

pub use desk::{Changes, Client, Desk, SignRun};
pub use profile::{Home, Profile, ProfileInfo};

//! What a screen or a verb sees and asks: plain data, no storage, no network.
//!
//! A screen asks with a [`Query`] and gets [`Found`]; it changes things with a [`Command`] and gets [`Done`].
//! The same goes for the verbs, so that scripts and screens cannot drift apart.

mod command;
mod failure;
mod letters;
mod query;
mod requests;
mod residents;
mod sync;
mod table;
mod tasks;

pub use command::{Command, Done, SignStep};
pub use failure::DeskError;
pub use letters::{InboxRow, LetterView};
pub use query::{Found, Query, RequestFilter};
pub use requests::{ClaimView, FieldView, Oddity, Preview, RequestRow, RequestView, RequirementView};
pub use residents::{ResidentRow, ResidentView};
pub use sync::{Colleague, ItemState, Link, OtherWaiting, SyncItem, SyncStatus, Who};
pub use table::Table;
pub use tasks::{Group, LookAt, Step, TaskRow, TaskView};

pub use crate::wire::signatures::{SignItem, SignOutcome};

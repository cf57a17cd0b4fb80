//! What a profile keeps on disk, behind two threads: one owns the writing connections, the other read-only
//! ones that serve the screens, so that a key press never waits for a page of the feed.
//!
//! An action counts when it is in `outbox.db`. What `cache.db` shows of it is derived by [`overlay`] and made
//! again at every start.

pub mod cache;
pub mod chain;
pub mod discarded;
mod error;
pub mod made_on;
mod open;
pub mod outbox;
pub mod overlay;
pub mod private;
pub mod rows;
pub mod streams;
mod thread;
pub mod troubles;

pub mod drafts;
pub mod undo;
pub mod views;

pub use error::{StoreError, StoreResult};
pub use open::{Files, examine, station};
pub use thread::Store;

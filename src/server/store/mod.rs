//! What the server keeps: records, streams, actions and their results, numbers, accounts.
//!
//! Everything goes through [`Store::write`] and [`Store::read`]. A closure given to `write` may be run again,
//! so it has no effects outside its [`Tx`]; its answer comes back only after the commit. SQLite is the first
//! engine; the enum leaves room for PostgreSQL, and the conformance suite is written against [`Store`].

pub mod blobs;
mod error;
mod rows;
mod sqlite;
mod tx;

use std::path::Path;

pub use error::{StoreError, StoreResult};
pub use rows::{
    Account, Entry, Given, Head, Inserted, Meta, NewAction, Quarantined, SessionRow, Stored, StoredAction, StoredChange,
};
pub use tx::{ReadTx, Tx};

use crate::domain::stream::StreamId;

/// The server's store. Cloning gives another handle to the same one.
#[derive(Clone)]
pub enum Store {
    /// One file beside the program.
    Sqlite(sqlite::Sqlite),
}

impl Store {
    /// Opens or creates the SQLite database at `path`.
    ///
    /// # Errors
    /// When the file cannot be opened, is newer than this program, or the engine is too old.
    pub fn sqlite(path: &Path) -> StoreResult<Self> {
        sqlite::Sqlite::open(path).map(Self::Sqlite)
    }

    /// Runs `work` in a transaction. Its changes are kept when it gives `Ok`, and durable when this returns.
    /// It may be run again, so it must have no effects outside the transaction.
    ///
    /// # Errors
    /// The work's own, or [`StoreError`] turned into it.
    pub fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnMut(&mut dyn Tx) -> Result<T, E> + Send + 'static,
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
    {
        match self {
            Self::Sqlite(engine) => engine.write(work),
        }
    }

    /// Runs `work` on a consistent view of what was committed.
    ///
    /// # Errors
    /// The work's own, or [`StoreError`] turned into it.
    pub fn read<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: FnOnce(&dyn ReadTx) -> Result<T, E>,
        E: From<StoreError>,
    {
        match self {
            Self::Sqlite(engine) => engine.read(work),
        }
    }

    /// Calls `tell` with the streams that grew, after each commit. A hint for waiting readers, no more.
    pub fn on_commit(&self, tell: impl Fn(&[StreamId]) + Send + Sync + 'static) {
        match self {
            Self::Sqlite(engine) => engine.on_commit(Box::new(tell)),
        }
    }
}

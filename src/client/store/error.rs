//! What can go wrong with the local files.

use crate::desk::DeskError;

/// A failure of the local store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite said no.
    #[error("sqlite: {0}")]
    Sql(#[from] rusqlite::Error),
    /// A file could not be made, read or written.
    #[error("file: {0}")]
    File(#[from] std::io::Error),
    /// The SQLite linked in has a bug that loses commits.
    #[error("SQLite {0} is older than 3.51.3")]
    OldSqlite(String),
    /// Written by a newer program.
    #[error("{file} was written by a newer SERASI (form {found}, this program knows {known})")]
    Newer {
        /// Which file.
        file: &'static str,
        /// Its form.
        found: i64,
        /// The newest known here.
        known: i64,
    },
    /// `quick_check` found damage.
    #[error("{file} is damaged: {what}")]
    Damaged {
        /// Which file.
        file: &'static str,
        /// What SQLite found.
        what: String,
    },
    /// A file or directory is open to others.
    #[error("{0} can be read by others")]
    NotPrivate(String),
    /// Files that several processes share cannot lie there.
    #[error("{0} lies on a network disk")]
    NetworkDisk(String),
    /// A stored value is not of its form.
    #[error("stored value cannot be read: {0}")]
    Form(String),
    /// The thread that owns the files has ended.
    #[error("the store has been closed")]
    Closed,
}

impl From<serde_json::Error> for StoreError {
    fn from(error: serde_json::Error) -> Self {
        Self::Form(error.to_string())
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        Self::Storage(error.to_string())
    }
}

/// What the store's functions give.
pub type StoreResult<T> = Result<T, StoreError>;

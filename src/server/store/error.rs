//! What can go wrong below the protocol.

/// Why the store could not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// A constraint of the schema: the last fence behind the rules. Names the constraint.
    #[error("constraint {0}")]
    Constraint(String),
    /// The disk is full: nothing was written, and it may be tried again.
    #[error("disk full")]
    Full,
    /// Another process holds the database for too long: nothing was written, and it may be tried again.
    #[error("database busy")]
    Busy,
    /// The engine said no. Its words never hold data of a record.
    #[error("storage: {0}")]
    Engine(String),
    /// Stored bytes are not what this program wrote.
    #[error("stored data cannot be read: {0}")]
    Corrupt(String),
    /// The database was written by a newer program.
    #[error("database has schema {found}, this program knows {known}")]
    NewerSchema {
        /// What the file says.
        found: u32,
        /// What this program knows.
        known: u32,
    },
    /// The SQLite in this program is too old to be trusted with WAL.
    #[error("SQLite {0} is older than 3.51.3")]
    OldEngine(String),
    /// The database was not initialised.
    #[error("not initialised")]
    NotInitialised,
    /// The work panicked; nothing of it was kept.
    #[error("work panicked")]
    Panicked,
    /// The store is closing.
    #[error("closed")]
    Closed,
}

/// What every verb of the store gives.
pub type StoreResult<T> = Result<T, StoreError>;

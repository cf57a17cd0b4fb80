//! The protocol without HTTP: plain blocking code over the store.
//!
//! [`Core::batch`] takes a person's actions, [`Core::perform`] one that the server makes itself, [`import()`]
//! bulk data; [`feed`] gives what changed to who holds the stream. Every change goes through `append`,
//! so every stream is gap-free and chained, whoever wrote it.

pub mod actions;
mod answers;
mod append;
pub mod audit;
mod door;
pub mod feed;
mod import;
mod numbers;
mod perform;
pub mod scope;
mod settle;
pub mod wake;

use std::sync::Arc;

pub use import::import;
pub use perform::ServerAction;

use crate::domain::id::RecordId;
use crate::domain::record::Unreadable;
use crate::env::SharedEnv;
use crate::server::store::{Store, StoreError};

/// Says whether an attempt to sign this letter is under way or has succeeded: the ledger's answer.
pub type Signing = Arc<dyn Fn(RecordId) -> bool + Send + Sync>;

/// Why the core could not decide at all; nothing was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CoreError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A record that the decision needs was written by a newer program, or is damaged.
    #[error("record {0} cannot be read: {1}")]
    Unreadable(RecordId, Unreadable),
    /// Ledger, database and blobs do not agree yet: no number is given.
    #[error("numbers and signatures are locked")]
    SigningLocked,
    /// No sense can be made of this action; the reason holds no data.
    #[error("action cannot be carried out: {0}")]
    Poison(&'static str),
}

impl CoreError {
    /// What may be written in a log: what went wrong, and nothing of what was in a record.
    pub fn code(&self) -> String {
        match self {
            Self::Store(StoreError::Corrupt(_)) => "corrupt".into(),
            Self::Store(error) => error.to_string(),
            Self::Unreadable(id, Unreadable::Form(_)) => format!("record {id} cannot be read"),
            other => other.to_string(),
        }
    }
}

/// The protocol's shell: store, clock and the ledger's answer.
#[derive(Clone)]
pub struct Core {
    /// Where everything is kept.
    pub store: Store,
    /// Clock, ids and randomness.
    pub env: SharedEnv,
    signing: Signing,
}

impl Core {
    /// A core whose letters are never being signed.
    pub fn new(store: Store, env: SharedEnv) -> Self {
        Self { store, env, signing: Arc::new(|_| false) }
    }

    /// The same, asking this ledger.
    #[must_use]
    pub fn with_signing(self, signing: Signing) -> Self {
        Self { signing, ..self }
    }
}

//! What signing works with: the stores, the signer, the typesetter, and who is at what.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use uuid::Uuid;

use super::ledger::Ledger;
use super::signer::Signer;
use crate::domain::action::{Expects, What};
use crate::domain::id::{ActionId, PersonId, RecordId};
use crate::domain::letter::Letter;
use crate::domain::record::Body;
use crate::domain::task::Task;
use crate::env::SharedEnv;
use crate::server::core::{Core, CoreError, ServerAction};
use crate::server::store::StoreError;
use crate::server::store::blobs::Blobs;
use crate::server::typeset::Typesetter;
use crate::wire::actions::ActionResult;

/// What signing works with.
pub struct Signing {
    /// Records and actions.
    pub core: Core,
    /// Files.
    pub blobs: Blobs,
    /// Numbers given and signatures made.
    pub ledger: Arc<dyn Ledger>,
    /// Who makes signatures.
    pub signer: Arc<dyn Signer>,
    /// Who makes pages.
    pub typesetter: Arc<Typesetter>,
    /// Clock, ids, randomness and kill points.
    pub env: SharedEnv,
    /// Authorities in DER that a signer's certificate must lead to.
    pub trusted: Vec<Vec<u8>>,
    /// Address of the public pages, without a slash at its end.
    pub public_url: String,
    /// This process, as the ledger knows it.
    pub process: Uuid,
    /// Tasks whose signer is being called now.
    pub in_flight: InFlight,
    /// How far the ledger was seen to hold the numbers.
    pub entered: Entered,
}

/// The last number of which this process knows that it and all before it are in the ledger.
#[derive(Default)]
pub struct Entered(AtomicU64);

impl Entered {
    /// Its place in the order in which numbers were given.
    pub fn get(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// It is at least this one.
    pub fn raise(&self, seq: u64) {
        self.0.fetch_max(seq, Ordering::Relaxed);
    }
}

/// Tasks whose attempt is in the hands of a thread of this process.
#[derive(Default)]
pub struct InFlight(Mutex<BTreeSet<RecordId>>);

impl InFlight {
    fn lock(&self) -> MutexGuard<'_, BTreeSet<RecordId>> {
        // A set is whole whatever its holder was doing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a thread has this task.
    pub fn has(&self, task: RecordId) -> bool {
        self.lock().contains(&task)
    }

    /// Takes a task until the answer is dropped.
    pub fn take(&self, task: RecordId) -> Taken<'_> {
        self.lock().insert(task);
        Taken { all: self, task }
    }
}

/// Holds a task as being in flight.
pub struct Taken<'a> {
    all: &'a InFlight,
    task: RecordId,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.all.lock().remove(&self.task);
    }
}

impl Signing {
    /// An action that the server makes itself, decided by the rules on the record as it is now.
    ///
    /// # Errors
    /// When the store fails; then nothing was changed.
    pub fn decide(
        &self,
        id: ActionId,
        actor: Option<PersonId>,
        record: RecordId,
        what: What,
    ) -> Result<ActionResult, CoreError> {
        let core = self.core.clone();
        self.core.store.write(move |tx| {
            // What a signature rests on is the hash of its content, which the rules compare themselves.
            let expects = tx.load(record)?.map_or(Expects::New, |stored| Expects::Version(stored.version));
            core.perform_in(tx, &ServerAction { id, actor, record, expects, what: what.clone() })
        })
    }

    /// A record as it is now.
    ///
    /// # Errors
    /// When the store fails or the record cannot be read.
    pub fn body(&self, id: RecordId) -> Result<Option<(u64, Body)>, StoreError> {
        self.core.store.read(|tx| match tx.load(id)? {
            Some(stored) => {
                let record = stored.record().map_err(|error| StoreError::Corrupt(error.to_string()))?;
                Ok(Some((record.version, record.body)))
            }
            None => Ok(None),
        })
    }

    /// A task as it is now.
    ///
    /// # Errors
    /// When the store fails.
    pub fn task(&self, id: RecordId) -> Result<Option<Task>, StoreError> {
        Ok(match self.body(id)? {
            Some((_, Body::Task(task))) => Some(task),
            _ => None,
        })
    }

    /// A letter as it is now.
    ///
    /// # Errors
    /// When the store fails.
    pub fn letter(&self, id: RecordId) -> Result<Option<Letter>, StoreError> {
        Ok(match self.body(id)? {
            Some((_, Body::Letter(letter))) => Some(letter),
            _ => None,
        })
    }
}

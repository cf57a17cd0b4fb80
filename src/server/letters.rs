//! What makes letters of records: drafts, signatures and public pages, brought to the server as one part.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use super::app::{Addition, Base};
use super::core::Core;
use super::render::{Bell, Drafts, Worker};
use super::routes;
use super::sign::authorities;
use super::sign::batch::Batches;
use super::sign::ledger::{Ledger, LedgerError};
use super::sign::ledger_sqlite::SqliteLedger;
use super::sign::local::LocalSigner;
use super::sign::roll_forward::{RollError, When, roll_forward};
use super::sign::signing::Signing;
use super::typeset::Typesetter;
use crate::domain::id::RecordId;

/// The ledger's file in the data directory. Never in the backup of the others.
const LEDGER: &str = "ledger.db";
/// The signers' keys.
pub(super) const KEYS: &str = "keys";
/// Certificates of authorities whose signatures are believed.
pub(super) const AUTHORITIES: &str = "ca";
/// A letter that is being signed when the server stops has this long.
const LAST_LETTER: Duration = Duration::from_secs(60);
/// Previews at a time: they share the typesetter with drafts and signatures.
const PREVIEWS: usize = 4;
/// Uploads that are checked at a time: anybody may bring one.
const UPLOADS: usize = 2;

/// Why letters cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum NoLetters {
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// What a crash left behind could not be looked at.
    #[error(transparent)]
    Roll(#[from] RollError),
    /// Files or threads.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

/// What the routes of this part work with.
pub struct Letters {
    /// The six steps.
    pub signing: Arc<Signing>,
    /// Batches that run or ran.
    pub batches: Arc<Batches>,
    /// Turns for previews.
    pub previews: Semaphore,
    /// Turns for checking what anybody brings.
    pub uploads: Semaphore,
}

/// Ends with the server: no batch begins any more, and the letters that are being signed are finished.
struct Closing {
    batches: Arc<Batches>,
    _worker: Worker,
}

impl Drop for Closing {
    fn drop(&mut self) {
        self.batches.close(LAST_LETTER);
    }
}

/// Opens the ledger, carries on what a crash left behind, and starts making drafts.
///
/// # Errors
/// [`NoLetters`]: the server must not run then, or a letter might be signed twice.
pub fn addition(base: &Base) -> Result<Addition, NoLetters> {
    let ledger: Arc<dyn Ledger> = Arc::new(SqliteLedger::open(&base.data.join(LEDGER))?);
    let asked = Arc::clone(&ledger);
    // A ledger that cannot be read has not said no.
    let being_signed: super::core::Signing =
        Arc::new(move |letter: RecordId| asked.being_signed(letter).unwrap_or(true));
    let core = Core::new(base.store.clone(), Arc::clone(&base.env)).with_signing(Arc::clone(&being_signed));
    let typesetter = Arc::new(Typesetter::new(&base.worker, &["typeset"]));
    let signing = Arc::new(Signing {
        core: core.clone(),
        blobs: base.blobs.clone(),
        ledger,
        signer: Arc::new(LocalSigner::new(base.data.join(KEYS))),
        typesetter: Arc::clone(&typesetter),
        env: Arc::clone(&base.env),
        trusted: authorities(&base.data.join(AUTHORITIES))?,
        public_url: base.public_url.clone(),
        process: base.env.new_id(),
        in_flight: Default::default(),
        entered: Default::default(),
    });
    report(&roll_forward(&signing, When::Start)?);
    let worker = drafts(base, Drafts { core, blobs: base.blobs.clone(), typesetter })?;
    let batches = Arc::new(Batches::default());
    let closing = Closing { batches: Arc::clone(&batches), _worker: worker };
    let (previews, uploads) = (Semaphore::new(PREVIEWS), Semaphore::new(UPLOADS));
    let letters = Letters { signing: Arc::clone(&signing), batches, previews, uploads };
    Ok(Addition {
        routes: routes::letters(Arc::new(letters)),
        signing: Some(being_signed),
        chores: vec![Arc::new(move |_| {
            let _until_the_server_ends = &closing;
            match roll_forward(&signing, When::Later) {
                Ok(found) => report(&found),
                Err(error) => tracing::error!(%error, "rolling forward failed"),
            }
        })],
        features: vec!["sign".into(), "typeset".into()],
    })
}

fn drafts(base: &Base, drafts: Drafts) -> std::io::Result<Worker> {
    let bell = Arc::new(Bell::default());
    let rung = Arc::clone(&bell);
    base.wake.listen(move |streams| rung.ring(streams));
    Worker::start(drafts, bell)
}

fn report(found: &[super::sign::Disagreement]) {
    for disagreement in found {
        tracing::error!(?disagreement, "ledger, database and files do not agree: numbers and signatures are locked");
    }
}

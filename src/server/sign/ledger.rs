//! The ledger: every number given, and every attempt to sign, in a store of its own.
//!
//! It never lies in the same file, database or backup as the main store: after a restore of either, the
//! other one still knows what has left the house. At most one attempt per task is not `failed`, ever; a row
//! that is `signed` or `failed` never changes again.

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::id::{ContentHash, OfficeId, PersonId, RecordId};
use crate::domain::policy::Policy;
use crate::server::store::Given;
use crate::server::typeset::Area;

/// The fixed bytes that every attempt of a task signs.
#[derive(Clone, Debug, PartialEq)]
pub struct Prepared {
    /// Their hash; they lie in the blob store.
    pub pdf: ContentHash,
    /// Hash of what was filled in: number, date and signature block.
    pub filled: ContentHash,
    /// Where the signature's field lies.
    pub area: Option<Area>,
}

/// What is written before a signer is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Intent {
    /// Which step of which chain.
    pub task: RecordId,
    /// Which letter.
    pub letter: RecordId,
    /// Whose signature.
    pub signer: PersonId,
    /// The content that was approved.
    pub snapshot: ContentHash,
    /// Hash of the bytes to be signed.
    pub prepared: ContentHash,
    /// How it is signed: the ledger holds electronic signatures only.
    pub policy: Policy,
    /// In which batch.
    pub batch: Uuid,
    /// Whether the signer had read it to its last line, as their desk says.
    pub read: bool,
    /// Which process.
    pub process: Uuid,
    /// When.
    pub opened: Timestamp,
    /// After this moment an open row is in doubt.
    pub deadline: Timestamp,
}

/// Where an attempt is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// The signer was or will be called.
    Open {
        /// Hash of checked bytes that were about to be kept: whether they are is for the blob store to say.
        keeping: Option<ContentHash>,
    },
    /// The signed file is kept.
    Signed {
        /// Its hash.
        pdf: ContentHash,
    },
    /// For certain there is no signature.
    Failed {
        /// Why; a stable code.
        code: String,
    },
}

/// One attempt to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its row.
    pub id: i64,
    /// What was intended.
    pub intent: Intent,
    /// The first of its task is 1.
    pub attempt: u32,
    /// Where it is.
    pub state: AttemptState,
}

impl Attempt {
    /// Whether it is under way or has succeeded.
    pub fn is_live(&self) -> bool {
        !matches!(self.state, AttemptState::Failed { .. })
    }
}

/// Why the ledger did not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LedgerError {
    /// There is an attempt on this task that has not failed.
    #[error("there is an attempt on this task that has not failed")]
    Taken,
    /// The ledger holds electronic signatures only.
    #[error("what is signed in ink has no row in the ledger")]
    Ink,
    /// The number belongs to another letter, or the letter's number reads otherwise.
    #[error("the number belongs to another letter")]
    NumberTaken,
    /// The row is not open: another process has dealt with it.
    #[error("the attempt is closed")]
    Closed,
    /// The file is one of a newer program.
    #[error("the ledger was written by a newer program")]
    Newer,
    /// The store failed; what it says holds no personal data.
    #[error("the ledger cannot be read or written: {0}")]
    Storage(String),
}

/// A result of the ledger.
pub type Ledgered<T> = Result<T, LedgerError>;

/// The ledger. Every call is durable when it returns.
pub trait Ledger: Send + Sync {
    /// Enters numbers; entering one again changes nothing.
    ///
    /// # Errors
    /// [`LedgerError::NumberTaken`] when another letter has one of them: then none is entered.
    fn enter_numbers(&self, given: &[Given]) -> Ledgered<()>;

    /// The highest number of each counter: office, counter, year, number.
    ///
    /// # Errors
    /// When the store fails.
    fn highest_numbers(&self) -> Ledgered<Vec<(OfficeId, String, i16, u32)>>;

    /// Remembers the bytes that a task signs, unless some are remembered already; gives those that hold.
    ///
    /// # Errors
    /// When the store fails.
    fn remember_prepared(&self, task: RecordId, snapshot: ContentHash, prepared: &Prepared) -> Ledgered<Prepared>;

    /// The bytes that a task signs, once they were prepared.
    ///
    /// # Errors
    /// When the store fails.
    fn prepared(&self, task: RecordId, snapshot: ContentHash) -> Ledgered<Option<Prepared>>;

    /// Opens an attempt.
    ///
    /// # Errors
    /// [`LedgerError::Taken`] while another one has not failed; [`LedgerError::Ink`].
    fn open(&self, intent: &Intent) -> Ledgered<Attempt>;

    /// Notes the hash of the checked bytes that will now be kept.
    ///
    /// # Errors
    /// [`LedgerError::Closed`] when the attempt is not open.
    fn keeping(&self, attempt: i64, pdf: ContentHash) -> Ledgered<()>;

    /// Closes an attempt whose signed bytes are kept.
    ///
    /// # Errors
    /// [`LedgerError::Closed`] when it is not open.
    fn signed(&self, attempt: i64, pdf: ContentHash) -> Ledgered<()>;

    /// Closes an attempt that surely brought no signature.
    ///
    /// # Errors
    /// [`LedgerError::Closed`] when it is not open.
    fn failed(&self, attempt: i64, code: &str) -> Ledgered<()>;

    /// The letter of a signed attempt is issued: it need not be looked at every minute.
    ///
    /// # Errors
    /// When the store fails.
    fn settled(&self, attempt: i64) -> Ledgered<()>;

    /// All attempts on a task, the first first.
    ///
    /// # Errors
    /// When the store fails.
    fn attempts(&self, task: RecordId) -> Ledgered<Vec<Attempt>>;

    /// How many attempts on a task have failed.
    ///
    /// # Errors
    /// When the store fails.
    fn failures(&self, task: RecordId) -> Ledgered<u32>;

    /// Whether an attempt to sign this letter is under way or has succeeded.
    ///
    /// # Errors
    /// When the store fails.
    fn being_signed(&self, letter: RecordId) -> Ledgered<bool>;

    /// Attempts that are open, and signed ones that are not settled.
    ///
    /// # Errors
    /// When the store fails.
    fn unsettled(&self) -> Ledgered<Vec<Attempt>>;

    /// Signed attempts after this row, at most `limit`: for walking them all.
    ///
    /// # Errors
    /// When the store fails.
    fn signed_after(&self, row: i64, limit: u32) -> Ledgered<Vec<Attempt>>;

    /// Begins a batch of a person.
    ///
    /// # Errors
    /// When the store fails.
    fn begin_batch(&self, batch: Uuid, person: PersonId, at: Timestamp) -> Ledgered<BatchBegin>;
}

/// Whether a batch is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchBegin {
    /// It is.
    New,
    /// This person began it before: nothing of it is signed again.
    Known,
    /// Somebody else began it.
    NotYours,
}

//! The facade: what screens and verbs call.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::time::Duration;

use secrecy::SecretString;
use uuid::Uuid;

use super::profile::ProfileInfo;
use crate::desk::{Command, DeskError, Done, Found, Query, SignStep, SyncStatus};
use crate::domain::id::RecordId;
use crate::env::SharedEnv;
use crate::wire::signatures::{Resolution, SignItem};

/// A home: the profiles of everybody who works on this machine.
#[derive(Clone)]
pub struct Client {
    home: PathBuf,
}

impl Client {
    /// Opens (and makes) a home, private to its owner.
    ///
    /// # Errors
    /// When it cannot be made or others can read it.
    pub fn open(home: &Path, _env: SharedEnv) -> Result<Self, DeskError> {
        Ok(Self { home: home.to_owned() })
    }

    /// `$XDG_DATA_HOME/serasi`.
    ///
    /// # Errors
    /// When there is no home directory.
    pub fn default_home() -> Result<PathBuf, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Where it is.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Who has logged in here, by account name.
    ///
    /// # Errors
    /// When the home cannot be read.
    pub fn profiles(&self) -> Result<Vec<ProfileInfo>, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Logs in and opens the desk. Who logged in here within 14 days gets in without a line too.
    ///
    /// # Errors
    /// `wrong_password`, or `offline` for a stranger without a line.
    pub fn login(&self, _address: &str, _account: &str, _password: &SecretString) -> Result<Desk, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Opens a known person's desk with their password, without asking the server.
    ///
    /// # Errors
    /// `wrong_password`, or `logged_out` after 14 days.
    pub fn unlock(&self, _profile: &ProfileInfo, _password: &SecretString) -> Result<Desk, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Opens a profile by account name for a verb; without a name the only one, or the one last used.
    ///
    /// # Errors
    /// `logged_out` when there is none.
    pub fn select(&self, _account: Option<&str>) -> Result<Desk, DeskError> {
        Err(DeskError::NotHere)
    }
}

/// One person's desk. Cheap to clone; all clones are the same desk.
#[derive(Clone)]
pub struct Desk {}

impl Desk {
    /// Keeps this profile in sync for as long as the desk is open, unless another process does already; then
    /// takes over when that one ends.
    pub fn stay_in_sync(&self) {}

    /// Answers from the local store, with pending actions applied.
    ///
    /// # Errors
    /// `not_here` when the record has not arrived.
    pub fn query(&self, _query: Query) -> Result<Found, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Does it: durable when this returns.
    ///
    /// # Errors
    /// A refusal that is certain here (nothing was queued), `changed` when the screen showed other content.
    pub fn perform(&self, _command: Command) -> Result<Done, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Signs a batch with one passphrase. Steps arrive as they happen.
    ///
    /// # Errors
    /// `offline`, `too_many`, `logged_out`.
    pub fn sign(&self, _items: Vec<SignItem>, _passphrase: SecretString) -> Result<SignRun, DeskError> {
        Err(DeskError::Offline)
    }

    /// Stops a batch after its current letter.
    ///
    /// # Errors
    /// `offline`.
    pub fn cancel_sign(&self, _batch: Uuid) -> Result<(), DeskError> {
        Err(DeskError::Offline)
    }

    /// Says what became of a signature whose outcome is in doubt, with evidence.
    ///
    /// # Errors
    /// `offline`, or the server's refusal.
    pub fn resolve(&self, _task: RecordId, _resolution: Resolution) -> Result<(), DeskError> {
        Err(DeskError::Offline)
    }

    /// Sends what waits and reads what is new, or wakes the process that does; at most for `wait`.
    ///
    /// # Errors
    /// `storage`. That the line is down is said in the status.
    pub fn sync_now(&self, _wait: Duration) -> Result<SyncStatus, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Wakes whenever something visible has changed, also by another process.
    pub fn changes(&self) -> Changes {
        let (_, receiver) = std::sync::mpsc::sync_channel(1);
        Changes { receiver }
    }

    /// A letter's PDF: the kept file, or fetched now.
    ///
    /// # Errors
    /// `not_here` when it has none yet, `offline` when it must be fetched.
    pub fn letter_pdf(&self, _letter: RecordId) -> Result<Vec<u8>, DeskError> {
        Err(DeskError::NotHere)
    }

    /// A request's letter typeset by the server as a draft, marked as such.
    ///
    /// # Errors
    /// `offline`, or the server's refusal.
    pub fn preview_pdf(&self, _request: RecordId) -> Result<Vec<u8>, DeskError> {
        Err(DeskError::NotHere)
    }

    /// Ends the session here and on the server; the outbox stays.
    ///
    /// # Errors
    /// `storage`.
    pub fn logout(&self) -> Result<(), DeskError> {
        Err(DeskError::NotHere)
    }
}

/// A receiver that wakes when something changed; several changes are one wake.
pub struct Changes {
    receiver: Receiver<()>,
}

impl Changes {
    /// Blocks until something changed. False when the desk was closed.
    pub fn wait(&self) -> bool {
        self.receiver.recv().is_ok()
    }

    /// Blocks at most so long. True when something changed.
    pub fn wait_for(&self, longest: Duration) -> bool {
        self.receiver.recv_timeout(longest).is_ok()
    }
}

/// A signing batch under way.
pub struct SignRun {
    /// Its id, for [`Desk::cancel_sign`].
    pub batch: Uuid,
    /// What happens; [`SignStep::Ended`] is the last.
    pub steps: Receiver<SignStep>,
}

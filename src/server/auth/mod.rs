//! Who is there: passwords, sessions, and how often somebody may try.
//!
//! A token is 256 random bits, bound to a person and a device; the store has its SHA-256 only. A name that
//! does not exist is answered like a wrong password, and takes as long.

mod delay;
pub mod password;
mod session;

use std::time::Duration;

use tokio::sync::Semaphore;

use self::delay::Delays;
pub use self::password::{Cost, hash};
use crate::domain::id::PersonId;
use crate::env::Env;
use crate::server::core::CoreError;
use crate::server::store::{Store, StoreError};

/// Why somebody does not get in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthError {
    /// Name or password: which one is not said.
    #[error("name or password is wrong")]
    Wrong,
    /// Too many wrong ones for this name.
    #[error("too often; wait {0:?}")]
    TooOften(Duration),
    /// The store.
    #[error(transparent)]
    Core(#[from] CoreError),
}

impl From<StoreError> for AuthError {
    fn from(error: StoreError) -> Self {
        Self::Core(error.into())
    }
}

/// Checks passwords and keeps count of the wrong ones.
pub struct Auth {
    delays: Delays,
    /// What an unknown name is checked against, so that it takes as long.
    nobody: String,
    hashing: Semaphore,
    session_days: i64,
}

impl Auth {
    /// Passwords cost this much; at most as many are checked at a time as there are cores.
    ///
    /// # Errors
    /// When the cost is none that Argon2 knows.
    pub fn new(cost: Cost, session_days: i64, env: &dyn Env) -> Result<Self, password::BadCost> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let nobody = hash("", cost, env)?;
        Ok(Self { delays: Delays::default(), nobody, hashing: Semaphore::new(cores), session_days })
    }

    /// Checks a password under a name, counting wrong ones. Blocks while it is computed: take a turn with
    /// [`Auth::turn`] first.
    ///
    /// # Errors
    /// When it is wrong, or asked too often.
    pub fn check(&self, store: &Store, env: &dyn Env, name: &str, password: &str) -> Result<PersonId, AuthError> {
        let name = account_name(name);
        self.delays.may_try(&name, env.monotonic()).map_err(AuthError::TooOften)?;
        let account = store.read(|tx| tx.account(&name))?;
        let stored = account.as_ref().map_or(self.nobody.as_str(), |account| account.password.as_str());
        let right = password::verify(password, stored);
        match account.filter(|account| right && !account.disabled) {
            Some(account) => {
                self.delays.right(&name);
                Ok(account.person)
            }
            None => {
                self.delays.wrong(&name, env.monotonic());
                Err(AuthError::Wrong)
            }
        }
    }

    /// The same for a person who is named by their id: the second person beside an open session.
    ///
    /// # Errors
    /// As [`Auth::check`].
    pub fn check_person(
        &self,
        store: &Store,
        env: &dyn Env,
        person: PersonId,
        password: &str,
    ) -> Result<(), AuthError> {
        let account = store.read(|tx| tx.account_of(person))?;
        let name = account.map(|account| account.name).unwrap_or_default();
        self.check(store, env, &name, password).map(|_| ())
    }

    /// Waits for a turn to compute; keep it until the check is done.
    pub async fn turn(&self) -> Option<tokio::sync::SemaphorePermit<'_>> {
        self.hashing.acquire().await.ok()
    }
}

/// How a name is stored and looked up.
pub fn account_name(name: &str) -> String {
    crate::domain::text::clean_line(name).trim().to_lowercase()
}

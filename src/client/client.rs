//! A home: the profiles of everybody who works on this machine.

use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::BaseStrategy;
use jiff::SignedDuration;
use secrecy::SecretString;

use super::desk::Desk;
use super::home::Home;
use super::profile::ProfileInfo;
use super::session::{Door, NewSession};
use super::transport::{self, Dial};
use crate::desk::DeskError;
use crate::env::SharedEnv;

/// A home.
#[derive(Clone)]
pub struct Client {
    pub(super) home: Home,
    pub(super) env: SharedEnv,
    pub(super) dial: Dial,
    pub(super) rest: SignedDuration,
}

impl Client {
    /// Opens (and makes) a home, private to its owner.
    ///
    /// # Errors
    /// `storage` when it cannot be made, others can read it, or it lies on a network disk.
    pub fn open(home: &Path, env: SharedEnv) -> Result<Self, DeskError> {
        Self::open_with(home, env, transport::dial())
    }

    /// The same over another kind of line, for tests.
    ///
    /// # Errors
    /// As [`Client::open`].
    pub fn open_with(home: &Path, env: SharedEnv, dial: Dial) -> Result<Self, DeskError> {
        Ok(Self { home: Home::open(home)?, env, dial, rest: SignedDuration::ZERO })
    }

    /// The same, whose desks let what hands work on rest for so long before it is sent, so that it can be taken
    /// back without a trace. Verbs do not: they act by id and end.
    #[must_use]
    pub fn resting(self, rest: Duration) -> Self {
        Self { rest: SignedDuration::try_from(rest).unwrap_or(SignedDuration::ZERO), ..self }
    }

    /// `$XDG_DATA_HOME/serasi`.
    ///
    /// # Errors
    /// `storage` when there is no home directory.
    pub fn default_home() -> Result<PathBuf, DeskError> {
        let base = etcetera::choose_base_strategy().map_err(|error| DeskError::Storage(error.to_string()))?;
        Ok(base.data_dir().join("serasi"))
    }

    /// `$XDG_CONFIG_HOME/serasi/serasi.toml`; none where there is no home directory.
    pub fn default_config() -> Option<PathBuf> {
        let base = etcetera::choose_base_strategy().ok()?;
        Some(base.config_dir().join("serasi").join("serasi.toml"))
    }

    /// Where it is.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The server of this profile is reached elsewhere from now on: a demo's has another port each time.
    ///
    /// # Errors
    /// `storage`.
    pub fn set_address(&self, profile: &ProfileInfo, address: &str) -> Result<(), DeskError> {
        Ok(self.home.set_server(profile.server, &profile.server_name, address)?)
    }

    /// Who has logged in here, by account name.
    ///
    /// # Errors
    /// `storage`.
    pub fn profiles(&self) -> Result<Vec<ProfileInfo>, DeskError> {
        let profiles = self.home.profiles()?;
        Ok(profiles.iter().map(|profile| profile.info(self.env.now())).collect::<Result<_, _>>()?)
    }

    fn door(&self) -> Door<'_> {
        Door { home: &self.home, dial: &self.dial, env: self.env.as_ref() }
    }

    /// Logs in and opens the desk. Who logged in here within 14 days gets in without a line too.
    ///
    /// # Errors
    /// `wrong_password`, or `offline` for a stranger without a line.
    pub fn login(&self, address: &str, account: &str, password: &SecretString) -> Result<Desk, DeskError> {
        let (profile, session) = self.door().log_in(address, account, password)?;
        Desk::open(self, profile, session)
    }

    /// Opens a known person's desk with their password, without asking the server.
    ///
    /// # Errors
    /// `wrong_password`, or `logged_out` after 14 days.
    pub fn unlock(&self, profile: &ProfileInfo, password: &SecretString) -> Result<Desk, DeskError> {
        let profile = self.home.profile(profile.server, profile.person)?;
        self.door().unlock(&profile, password)?;
        Desk::open(self, profile, NewSession::No)
    }

    /// Opens a profile by account name for a verb; without a name the one opened last, or the only one.
    ///
    /// # Errors
    /// `logged_out` when there is none.
    pub fn select(&self, account: Option<&str>) -> Result<Desk, DeskError> {
        let profiles = self.home.profiles()?;
        let found = match account {
            Some(account) => {
                let mut named = profiles.into_iter().filter(|profile| profile.account().is_ok_and(|a| a == account));
                named.next()
            }
            None => match self.home.last()? {
                Some(last) => Some(last),
                None if profiles.len() == 1 => profiles.into_iter().next(),
                None => None,
            },
        };
        Desk::open(self, found.ok_or(DeskError::LoggedOut)?, NewSession::No)
    }
}

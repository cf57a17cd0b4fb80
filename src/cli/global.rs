//! What every verb takes.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;

use super::CliError;
use super::desk::Look;
use crate::client::{Client, Desk};
use crate::config::desk::DeskConfig;
use crate::env::{SharedEnv, System};
use crate::i18n::{Lang, Said};

/// Flags before or behind any verb.
#[derive(Args)]
pub struct Global {
    /// Rumah data; bila tidak disebut: $XDG_DATA_HOME/serasi
    #[arg(long, global = true, env = "SERASI_HOME", value_name = "FOLDER")]
    pub home: Option<PathBuf>,

    /// Nama akun; bila tidak disebut: yang satu-satunya, atau yang terakhir masuk
    #[arg(long, global = true, value_name = "NAMA")]
    pub user: Option<String>,

    /// Bahasa: id atau en
    #[arg(long, global = true, default_value = "id", value_name = "BAHASA")]
    pub lang: Lang,

    /// Satu dokumen JSON, untuk skrip
    #[arg(long, global = true)]
    pub json: bool,

    /// How the screens look.
    #[command(flatten)]
    pub look: Look,
}

impl Global {
    /// What the office has set for its desks.
    pub fn config(&self) -> Result<DeskConfig, CliError> {
        let file = match std::env::var_os("SERASI_CONFIG").filter(|name| !name.is_empty()) {
            Some(named) => Some(PathBuf::from(named)),
            None => Client::default_config().filter(|file| file.exists()),
        };
        DeskConfig::load(file.as_deref())
            .map_err(|error| CliError::File(Said::File { file: error.file, error: error.problem }))
    }

    /// Where the home is.
    pub fn home_path(&self) -> Result<PathBuf, CliError> {
        Ok(match &self.home {
            Some(home) => home.clone(),
            None => Client::default_home()?,
        })
    }

    /// Opens the home.
    pub fn client(&self) -> Result<Client, CliError> {
        Ok(Client::open(&self.home_path()?, env())?)
    }

    /// How long what a person hands on at the desk rests before it is sent: as said for this start, else as set.
    pub fn rest(&self) -> Result<Duration, CliError> {
        match self.look.rest {
            Some(seconds) => Ok(Duration::from_secs(seconds.into())),
            None => Ok(self.config()?.outbox.rest()),
        }
    }

    /// Opens the desk of the chosen person.
    pub fn desk(&self) -> Result<Desk, CliError> {
        Ok(self.client()?.select(self.user.as_deref())?)
    }
}

/// The real world.
pub(super) fn env() -> SharedEnv {
    Arc::new(System::new())
}

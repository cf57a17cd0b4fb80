//! The verbs of `serasi-server`, one file each. Their exit codes are part of what they promise.

pub mod audit_verify;
mod command_line;
pub mod init;
pub mod reference;
pub mod serve;
pub mod user_add;

use std::process::ExitCode;

pub use self::command_line::main;
use super::ServeError;
use super::auth::password::BadCost;
use super::core::CoreError;
use super::store::StoreError;
use crate::config::BadConfig;

/// Why a verb did not do it.
#[derive(Debug, thiserror::Error)]
pub enum AdminError {
    /// The configuration.
    #[error(transparent)]
    Config(#[from] BadConfig),
    /// The server.
    #[error(transparent)]
    Serve(#[from] ServeError),
    /// The core.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The password.
    #[error(transparent)]
    Password(#[from] BadCost),
    /// What was said on the command line.
    #[error("{0}")]
    Said(String),
    /// It is there already.
    #[error("{0} is there already")]
    Already(String),
    /// Input or output.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<StoreError> for AdminError {
    fn from(error: StoreError) -> Self {
        Self::Serve(error.into())
    }
}

impl AdminError {
    /// 1: failed. 2: said wrongly. 3: nothing was initialised here. 4: there already. (5: the audit found something.)
    pub fn exit_code(&self) -> ExitCode {
        ExitCode::from(match self {
            Self::Said(_) | Self::Config(_) => 2,
            Self::Serve(ServeError::NotInitialised) => 3,
            Self::Already(_) => 4,
            _ => 1,
        })
    }
}

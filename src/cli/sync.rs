//! `serasi sync`: sends what waits and reads what is new.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::out::Out;
use super::{CliError, Global, status};
use crate::desk::{DeskError, Link};

/// Mengirim yang belum terkirim dan mengambil yang baru
#[derive(Args)]
pub struct Sync {
    /// Menunggu paling lama sekian detik
    #[arg(long, default_value_t = 60, value_name = "DETIK")]
    wait: u64,
}

impl Sync {
    /// Does it once.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let synced = desk.sync_now(Duration::from_secs(self.wait))?;
        match synced.link {
            Link::Offline { .. } | Link::Unknown => return Err(DeskError::Offline.into()),
            Link::LoggedOut => return Err(DeskError::LoggedOut.into()),
            Link::TooOld => return Err(DeskError::Server("too old".into()).into()),
            Link::Online => {}
        }
        status::show(&desk, &synced, out)?;
        Ok(ExitCode::SUCCESS)
    }
}

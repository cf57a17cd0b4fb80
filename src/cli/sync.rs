//! `serasi sync`: sends what waits and reads what is new.

use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};

use super::out::Out;
use super::{CliError, Global, doctor, status, sync_items};
use crate::desk::{DeskError, Grade, Link, Topic};

/// Mengirim yang belum terkirim dan mengambil yang baru
#[derive(Args)]
pub struct Sync {
    /// Menunggu paling lama sekian detik
    #[arg(long, default_value_t = 60, value_name = "DETIK")]
    wait: u64,

    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Subcommand)]
enum What {
    Doctor(Compare),
    List(sync_items::List),
    Show(sync_items::Show),
    Resolve(sync_items::Resolve),
    Discarded(sync_items::Discarded),
    TakeUp(sync_items::TakeUp),
    Export(sync_items::ExportTo),
}

/// Membandingkan data di komputer ini dengan server; tidak mengubah apa pun
#[derive(Args)]
struct Compare {}

impl Compare {
    /// Of the whole examination what is about line, session and copy.
    fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let mut found = doctor::examine(global)?;
        found.retain(|one| one.topic() != Topic::Files || one.grade() == Grade::Bad);
        Ok(doctor::tell(&found, out))
    }
}

impl Sync {
    /// Does it once.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        match &self.what {
            Some(What::Doctor(verb)) => return verb.run(global, out),
            Some(What::List(verb)) => return verb.run(global, out),
            Some(What::Show(verb)) => return verb.run(global, out),
            Some(What::Resolve(verb)) => return verb.run(global, out),
            Some(What::Discarded(verb)) => return verb.run(global, out),
            Some(What::TakeUp(verb)) => return verb.run(global, out),
            Some(What::Export(verb)) => return verb.run(global, out),
            None => {}
        }
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

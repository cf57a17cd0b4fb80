//! `serasi tunggu`: blocks until something comes, for a light or a bell at the counter.
//!
//! It sleeps until the desk says that something changed. Between two calls nothing is missed when the second
//! one is told since when (`--sejak`), as the answer says it.

use std::collections::HashSet;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;

use super::global::env;
use super::out::Out;
use super::{CliError, Global, find, view};
use crate::client::{Changes, Desk};
use crate::desk::{DeskError, Link, RequestFilter, RequestRow};
use crate::domain::id::RecordId;

/// How long the line may take before what is here counts as known.
const FIRST_SYNC: Duration = Duration::from_secs(10);
/// Without a change the session is looked at once in this time: it ends by itself, and says nothing.
const LOOK_AGAIN: Duration = Duration::from_secs(300);

/// Menunggu sampai ada yang datang, misalnya untuk lampu atau bel di loket
#[derive(Args)]
pub struct Wait {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    #[command(alias = "requests")]
    Permohonan(Requests),
}

/// Permohonan surat yang masuk antrean: yang baru, dan yang kembali
#[derive(Args)]
struct Requests {
    /// Yang datang sejak saat ini, misalnya 2026-11-20T10:42:00+07:00; bila tidak disebut: mulai sekarang
    #[arg(long, alias = "since", value_name = "WAKTU")]
    sejak: Option<Timestamp>,

    /// Menunggu paling lama sekian detik; bila tidak disebut: terus
    #[arg(long, value_name = "DETIK")]
    timeout: Option<u64>,
}

impl Wait {
    /// Waits.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let What::Permohonan(requests) = &self.what;
        requests.run(&global.desk()?, out)
    }
}

impl Requests {
    fn run(&self, desk: &Desk, out: &Out) -> Result<ExitCode, CliError> {
        let env = env();
        let end = self.timeout.map(|seconds| env.monotonic() + Duration::from_secs(seconds));
        let left = || end.map(|end| end.saturating_sub(env.monotonic()));
        // Listened to from before the first look: what comes in between wakes this.
        let changes = desk.changes();
        let known: HashSet<RecordId> = match self.sejak {
            Some(_) => HashSet::new(),
            None => {
                desk.sync_now(left().unwrap_or(FIRST_SYNC).min(FIRST_SYNC))?;
                find::requests(desk, RequestFilter::Queue)?.iter().map(|row| row.id).collect()
            }
        };
        desk.stay_in_sync();
        loop {
            let came = self.came(desk, &known)?;
            if !came.is_empty() {
                tell(&came, env.now(), out);
                return Ok(ExitCode::SUCCESS);
            }
            if super::status::link(desk)? == Link::LoggedOut {
                return Err(DeskError::LoggedOut.into());
            }
            if left().is_some_and(|left| left.is_zero()) {
                return Err(CliError::NothingCame);
            }
            rest(&changes, left());
        }
    }

    /// What is in the queue and was not before, or was submitted since.
    fn came(&self, desk: &Desk, known: &HashSet<RecordId>) -> Result<Vec<RequestRow>, CliError> {
        let mut rows = find::requests(desk, RequestFilter::Queue)?;
        rows.retain(|row| match self.sejak {
            Some(since) => row.since.is_some_and(|at| at > since),
            None => !known.contains(&row.id),
        });
        Ok(rows)
    }
}

fn rest(changes: &Changes, left: Option<Duration>) {
    changes.wait_for(left.unwrap_or(LOOK_AGAIN).min(LOOK_AGAIN));
}

/// What came, and the moment to go on from.
fn tell(rows: &[RequestRow], now: Timestamp, out: &Out) {
    let next = rows.iter().filter_map(|row| row.since).max().unwrap_or(now);
    let document = json!({
        "requests": rows.iter().map(view::requests::row).collect::<Vec<_>>(),
        "since": next,
    });
    out.answer(document, || {
        view::columns(&rows.iter().map(|row| view::requests::cells(out.lang, row)).collect::<Vec<_>>())
    });
}

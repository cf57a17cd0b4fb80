//! How the line is, for the header: kept in memory, and in the cache for the other processes on the profile.

use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::event;
use crate::client::store::{Files, StoreResult, cache};
use crate::desk;

/// An uneventful sync is written down at most this often: an idle desk leaves the disk alone.
const WRITTEN_EVERY: SignedDuration = SignedDuration::from_mins(5);
const FACT: &str = "line";

/// As it is written down.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Written {
    link: Stored,
    last_sync: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Stored {
    #[default]
    Unknown,
    Online,
    Offline(Timestamp),
    LoggedOut,
    TooOld,
}

/// How the line is.
#[derive(Debug, Default)]
pub struct Line {
    now: Mutex<Known>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Known {
    line: Written,
    /// This process is the one that knows.
    own: bool,
    written: Option<Timestamp>,
}

fn shown(link: Stored) -> desk::Link {
    match link {
        Stored::Unknown => desk::Link::Unknown,
        Stored::Online => desk::Link::Online,
        Stored::Offline(since) => desk::Link::Offline { since },
        Stored::LoggedOut => desk::Link::LoggedOut,
        Stored::TooOld => desk::Link::TooOld,
    }
}

impl Line {
    fn known(&self) -> std::sync::MutexGuard<'_, Known> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The machine says how the line is. Gives what is to be written down.
    pub(super) fn say(&self, link: event::Link, now: Timestamp) -> impl FnOnce(&mut Files) -> StoreResult<()> + use<> {
        let mut known = self.known();
        known.own = true;
        known.line.link = match (link, known.line.link) {
            (event::Link::Offline, Stored::Offline(since)) => Stored::Offline(since),
            (event::Link::Offline, _) => Stored::Offline(now),
            (event::Link::Online, _) => Stored::Online,
            (event::Link::LoggedOut, _) => Stored::LoggedOut,
            (event::Link::TooOld, _) => Stored::TooOld,
            (event::Link::Unknown, _) => Stored::Unknown,
        };
        // What is written now lacks the time of the exchange under way: its end is due to be written too.
        known.written = None;
        write(known.line)
    }

    /// Everything has been exchanged up to now. Gives what is to be written down, if anything.
    pub(super) fn in_sync(
        &self,
        now: Timestamp,
        moved: bool,
    ) -> Option<impl FnOnce(&mut Files) -> StoreResult<()> + use<>> {
        let mut known = self.known();
        known.own = true;
        known.line.last_sync = Some(now);
        let due = known.written.is_none_or(|written| now.duration_since(written) >= WRITTEN_EVERY);
        if !moved && !due {
            return None;
        }
        known.written = Some(now);
        Some(write(known.line))
    }

    /// Somebody else syncs from now on, or nobody.
    pub(crate) fn leave(&self) {
        self.known().own = false;
    }

    /// Link and last complete exchange: what this process knows, or what was written down.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) fn read(&self, files: &Files) -> StoreResult<(desk::Link, Option<Timestamp>)> {
        let known = *self.known();
        let line = if known.own {
            known.line
        } else {
            let text = cache::fact(&files.cache, FACT)?;
            text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
        };
        Ok((shown(line.link), line.last_sync))
    }
}

fn write(line: Written) -> impl FnOnce(&mut Files) -> StoreResult<()> + use<> {
    move |files| cache::remember(&files.cache, FACT, &serde_json::to_string(&line)?)
}

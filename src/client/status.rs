//! The header's sync state, put together.

use super::home::Home;
use super::profile::Profile;
use super::store::{Files, StoreResult, cache, chain, outbox, streams};
use super::sync::Line;
use crate::desk::{OtherWaiting, SyncStatus};

/// The state of a profile's sync.
///
/// # Errors
/// When the store cannot be read.
pub(super) fn read(files: &Files, line: &Line, home: &Home, own: &Profile) -> StoreResult<SyncStatus> {
    let (link, last_sync) = line.read(files)?;
    Ok(SyncStatus {
        link,
        last_sync,
        unsent: outbox::count(&files.outbox, "unsent")?,
        resting: outbox::resting(&files.outbox)?,
        oldest_unsent: outbox::oldest_queued(&files.outbox)?,
        attention: chain::count(&files.outbox)?,
        unreadable: cache::count_unreadable(&files.cache)?,
        catching_up: !streams::all_complete(&files.cache)?,
        others: others(home, own)?,
    })
}

/// Whose work of this machine waits besides this person's.
fn others(home: &Home, own: &Profile) -> StoreResult<Vec<OtherWaiting>> {
    let mut waiting = Vec::new();
    for profile in home.profiles()?.into_iter().filter(|profile| profile != own) {
        let actions = profile.unsent()?;
        if actions > 0 {
            waiting.push(OtherWaiting { name: profile.name()?, actions });
        }
    }
    Ok(waiting)
}

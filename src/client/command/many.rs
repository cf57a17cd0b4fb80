//! One wish that is several actions: each is judged and queued for itself, and none hangs on another.

use jiff::SignedDuration;

use super::{Actor, queue};
use crate::client::query::{Look, counter};
use crate::client::store::rows::claims;
use crate::client::store::rows::requests::Shelf;
use crate::client::store::{Files, StoreResult};
use crate::client::sync::page;
use crate::desk::{Command, DeskError, Done};
use crate::domain::id::{PersonId, RecordId};
use crate::domain::request::Claim;
use crate::env::Env;

/// End of shift: everything of one's own that is not with an approver goes to a colleague.
pub(super) fn assign_all(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    rest: SignedDuration,
    to: PersonId,
    note: &str,
) -> Result<Done, DeskError> {
    let own = own(files, actor, env, counter::movable)?;
    each(own, |request| {
        let command = Command::Assign { request, to, note: note.to_owned() };
        queue::queue(files, actor, env, rest, &command, None)
    })
}

/// Leaving: whatever one is at is free for others. A claim that has lapsed hinders nobody; it still says whose
/// work came back.
pub(super) fn release_all(files: &mut Files, actor: Actor, env: &dyn Env) -> Result<Done, DeskError> {
    let own = own(files, actor, env, at_hand)?;
    each(own, |request| queue::queue_by_itself(files, actor, env, &Command::Release { request }))
}

fn at_hand(look: &Look<'_>) -> StoreResult<Vec<RecordId>> {
    let mut own = Vec::new();
    for request in claims::of_person(look.cache, look.actor.person, Shelf::Counter)? {
        let claim = look.claim(Claim::id_for(request))?;
        own.extend(claim.is_some_and(|claim| !claim.lapsed(look.now)).then_some(request));
    }
    Ok(own)
}

fn own(
    files: &Files,
    actor: Actor,
    env: &dyn Env,
    which: impl FnOnce(&Look<'_>) -> StoreResult<Vec<RecordId>>,
) -> Result<Vec<RecordId>, DeskError> {
    // No file is looked at here.
    let nowhere = std::path::Path::new("");
    let now = page::server_time(&files.cache, env.now())?;
    Ok(which(&Look::new(&files.outbox, &files.cache, actor, now, nowhere))?)
}

fn each(
    requests: Vec<RecordId>,
    mut queue: impl FnMut(RecordId) -> Result<Done, DeskError>,
) -> Result<Done, DeskError> {
    let (mut queued, mut refused) = (Vec::new(), 0);
    for request in requests {
        match queue(request) {
            Ok(Done::Queued { action, .. }) => queued.push(action),
            Ok(_) => {}
            Err(DeskError::Refused(_) | DeskError::Changed | DeskError::TooNew | DeskError::NotHere) => refused += 1,
            Err(error) => return Err(error),
        }
    }
    Ok(Done::Many { queued, refused })
}

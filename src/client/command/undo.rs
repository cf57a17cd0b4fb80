//! Taking back the last action, and doing it again.

use jiff::SignedDuration;
use rusqlite::{Connection, TransactionBehavior};

use super::queue::{Because, Wanted, queue_with};
use super::{Actor, storage};
use crate::client::store::outbox::Item;
use crate::client::store::{Files, StoreResult, cache, overlay, undo};
use crate::desk::{DeskError, Done};
use crate::domain::action::What;
use crate::domain::id::{ActionId, RecordId};
use crate::domain::record::{Body, Record};
use crate::domain::refusal::Refusal;
use crate::domain::request::Claim;
use crate::domain::undo::{Around, inverse};
use crate::env::Env;

/// Older than a shift, an action is not taken back by a key that is pressed by mistake.
pub const LASTS: SignedDuration = SignedDuration::from_hours(12);

/// The last action of this person that still counts as their last.
///
/// # Errors
/// When the store cannot be read.
pub fn last(outbox: &Connection, now: jiff::Timestamp) -> StoreResult<Option<Item>> {
    Ok(recent(undo::last(outbox)?, now))
}

fn recent(item: Option<Item>, now: jiff::Timestamp) -> Option<Item> {
    item.filter(|item| now.duration_since(item.action.client_time) < LASTS)
}

/// What was taken back last and may be done again.
///
/// # Errors
/// When the store cannot be read.
pub fn last_undone(outbox: &Connection, now: jiff::Timestamp) -> StoreResult<Option<undo::Undone>> {
    Ok(undo::last_undone(outbox)?.filter(|undone| now.duration_since(undone.at) < LASTS))
}

/// Takes back what the screen `named`, or the last action: without a trace while nothing of it has left, else by
/// the action that puts it back.
pub(super) fn undo(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    rest: SignedDuration,
    named: Option<ActionId>,
) -> Result<Done, DeskError> {
    if delete_resting(files, env, named)? {
        env.reached("action deleted");
        // The action is gone; what is shown of it is derived, and made again at the next start.
        if let Err(error) = overlay::rebuild(files) {
            tracing::warn!(%error, "a deleted action is still shown");
        }
        return Ok(Done::Kept);
    }
    queue_with(files, actor, env, rest, |outbox, cache| {
        let last = meant(outbox, env, named)?;
        let what = way_back(outbox, cache, actor, &last)?.map_err(DeskError::Refused)?;
        Ok(Wanted { record: last.action.record, what, because: Because::Undoes(Box::new(last)) })
    })
}

/// What the screen named is taken back and nothing else, also when something was done since: the rules judge
/// whether that is still possible.
fn meant(outbox: &Connection, env: &dyn Env, named: Option<ActionId>) -> Result<Item, DeskError> {
    match named {
        Some(named) => recent(undo::standing(outbox, named)?, env.now()).ok_or(DeskError::Changed),
        None => last(outbox, env.now())?.ok_or(DeskError::NothingToUndo),
    }
}

/// In one transaction: whoever composes a push meanwhile sees the action either whole or not at all.
fn delete_resting(files: &mut Files, env: &dyn Env, named: Option<ActionId>) -> Result<bool, DeskError> {
    let outbox = files.outbox.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let last = meant(&outbox, env, named)?;
    if !undo::leaves_no_trace(&outbox, &last)? {
        return Ok(false);
    }
    undo::delete(&outbox, &last, env.now())?;
    outbox.commit().map_err(storage)?;
    Ok(true)
}

/// The action that puts this one back now, or why there is none.
///
/// # Errors
/// When the store cannot be read.
pub fn way_back(
    outbox: &Connection,
    cache: &Connection,
    actor: Actor,
    last: &Item,
) -> StoreResult<Result<What, Refusal>> {
    let cannot = || Refusal::NotUndoable { kind: last.action.kind.clone() };
    let (Some(action), Some(now)) = (last.read(), body(cache, last.action.record)?) else {
        return Ok(Err(cannot()));
    };
    let before = undo::before(outbox, last.action.id)?;
    let before = before.and_then(|bytes| Body::read(now.kind(), &bytes).ok());
    let claim = match body(cache, Claim::id_for(last.action.record))? {
        Some(Body::Claim(claim)) => Some(claim),
        _ => None,
    };
    let around = Around { actor: actor.person, before: before.as_ref(), now: &now, claim: claim.as_ref() };
    Ok(inverse(&action.what, around))
}

fn body(cache: &Connection, id: RecordId) -> StoreResult<Option<Body>> {
    let record = cache::get(cache, id)?.and_then(|stored| stored.record());
    Ok(record.map(|Record { body, .. }| body))
}

/// Does again what was taken back last, with the very data it had: what was approved then is what is approved now.
pub(super) fn redo(files: &mut Files, actor: Actor, env: &dyn Env, rest: SignedDuration) -> Result<Done, DeskError> {
    queue_with(files, actor, env, rest, |outbox, _| {
        let undone = last_undone(outbox, env.now())?.ok_or(DeskError::NothingToUndo)?;
        Ok(Wanted { record: undone.record, what: undone.what.clone(), because: Because::Redoes(undone) })
    })
}

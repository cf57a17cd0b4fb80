//! What can be taken back, and what was: kept with the actions, so that it is known after a crash too.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::error::StoreResult;
use super::outbox::{self, Item};
use crate::domain::action::{What, read};
use crate::domain::id::{ActionId, RecordId};

/// Something that the person did, and that was neither taken back, nor is itself a taking back, nor was refused.
const STANDS: &str = "by_itself = 0 AND state IN ('queued', 'applied') AND undone_by IS NULL
    AND NOT EXISTS (SELECT 1 FROM action AS earlier WHERE earlier.undone_by = action.id)";

/// Keeps the body that an action's record had before it.
///
/// # Errors
/// When it cannot be stored.
pub fn keep_before(outbox: &Connection, id: ActionId, body: &[u8]) -> StoreResult<()> {
    outbox
        .prepare_cached("UPDATE action SET before = ?2 WHERE id = ?1")?
        .execute(params![id.0.as_bytes().as_slice(), body])?;
    Ok(())
}

/// The program did it for the person: it is none of what they take back.
///
/// # Errors
/// When it cannot be stored.
pub fn by_itself(outbox: &Connection, id: ActionId) -> StoreResult<()> {
    outbox.prepare_cached("UPDATE action SET by_itself = 1 WHERE id = ?1")?.execute([id.0.as_bytes().as_slice()])?;
    Ok(())
}

/// The body that an action's record had before it, where it was kept.
///
/// # Errors
/// When it cannot be read.
pub fn before(outbox: &Connection, id: ActionId) -> StoreResult<Option<Vec<u8>>> {
    Ok(outbox
        .prepare_cached("SELECT before FROM action WHERE id = ?1")?
        .query_row([id.0.as_bytes().as_slice()], |row| row.get(0))
        .optional()?
        .flatten())
}

/// The last thing that this person did, if it stands.
///
/// # Errors
/// When it cannot be read.
pub fn last(outbox: &Connection) -> StoreResult<Option<Item>> {
    let last = format!("SELECT id FROM action WHERE {STANDS} ORDER BY seq DESC LIMIT 1");
    let found: Option<[u8; 16]> = outbox.prepare_cached(&last)?.query_row([], |row| row.get(0)).optional()?;
    match found {
        Some(id) => outbox::get(outbox, ActionId(Uuid::from_bytes(id))),
        None => Ok(None),
    }
}

/// One thing that this person did, if it stands.
///
/// # Errors
/// When it cannot be read.
pub fn standing(outbox: &Connection, id: ActionId) -> StoreResult<Option<Item>> {
    let stands = format!("SELECT EXISTS (SELECT 1 FROM action WHERE id = ?1 AND {STANDS})");
    let stands: bool = outbox.prepare_cached(&stands)?.query_row([id.0.as_bytes().as_slice()], |row| row.get(0))?;
    if stands { outbox::get(outbox, id) } else { Ok(None) }
}

/// Whether it can still be deleted: nothing of it has left this device, and nothing waits for it.
///
/// # Errors
/// When it cannot be read.
pub fn leaves_no_trace(outbox: &Connection, item: &Item) -> StoreResult<bool> {
    if item.result.is_some() || item.not_before.as_millisecond() == 0 {
        return Ok(false);
    }
    let id = item.action.id;
    let queued = outbox::queued(outbox)?;
    Ok(!queued
        .iter()
        .any(|other| other.depends_on == Some(id) || other.action.expects == crate::domain::action::Expects::After(id)))
}

/// Deletes a resting action. Inside a transaction that holds the outbox for writing, after [`leaves_no_trace`]
/// was asked in it: what is on its way stays.
///
/// # Errors
/// When it cannot be stored.
pub fn delete(outbox: &Connection, item: &Item, now: Timestamp) -> StoreResult<()> {
    outbox.execute(
        "DELETE FROM action WHERE id = ?1 AND state = 'queued' AND not_before > 0",
        [item.action.id.0.as_bytes().as_slice()],
    )?;
    push(outbox, item, now)
}

/// An action was taken back by a later one.
///
/// # Errors
/// When it cannot be stored.
pub fn undone(outbox: &Connection, item: &Item, by: ActionId, now: Timestamp) -> StoreResult<()> {
    outbox.execute(
        "UPDATE action SET undone_by = ?2 WHERE id = ?1",
        params![item.action.id.0.as_bytes().as_slice(), by.0.as_bytes().as_slice()],
    )?;
    push(outbox, item, now)
}

fn push(outbox: &Connection, item: &Item, now: Timestamp) -> StoreResult<()> {
    let action = &item.action;
    outbox.execute(
        "INSERT INTO undone (record, kind, v, data, undone_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            action.record.0.as_bytes().as_slice(),
            action.kind,
            action.v,
            action.data.as_bytes(),
            now.as_millisecond()
        ],
    )?;
    Ok(())
}

/// What was taken back last and can be done again.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    n: i64,
    /// Its record.
    pub record: RecordId,
    /// The same data as before.
    pub what: What,
    /// When it was taken back.
    pub at: Timestamp,
}

/// What was taken back last; none when something was done since.
///
/// # Errors
/// When it cannot be read.
pub fn last_undone(outbox: &Connection) -> StoreResult<Option<Undone>> {
    let found = outbox
        .prepare_cached("SELECT n, record, kind, v, data, undone_at FROM undone ORDER BY n DESC LIMIT 1")?
        .query_row([], |row| {
            let kind: String = row.get(2)?;
            let data: Vec<u8> = row.get(4)?;
            let what = read(&kind, row.get(3)?, &data).ok();
            Ok(what.map(|what| (row.get(0), row.get(1), what, row.get(5))))
        })
        .optional()?
        .flatten();
    let Some((n, record, what, at)) = found else { return Ok(None) };
    let record: [u8; 16] = record?;
    let at = Timestamp::from_millisecond(at?).unwrap_or(Timestamp::MIN);
    Ok(Some(Undone { n: n?, record: RecordId(Uuid::from_bytes(record)), what, at }))
}

/// It was done again.
///
/// # Errors
/// When it cannot be stored.
pub fn redone(outbox: &Connection, undone: &Undone) -> StoreResult<()> {
    outbox.execute("DELETE FROM undone WHERE n = ?1", [undone.n])?;
    Ok(())
}

/// Something else was done: what was taken back before stays taken back.
///
/// # Errors
/// When it cannot be stored.
pub fn forget_undone(outbox: &Connection) -> StoreResult<()> {
    outbox.prepare_cached("DELETE FROM undone")?.execute([])?;
    Ok(())
}

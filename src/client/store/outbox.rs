//! The outbox: actions with the exact bytes of their data, and what became of each.
//!
//! A row leaves `queued` only by a stored answer. Applied rows stay for ninety days, so that they can be given
//! to a server that was restored; the others stay until their person gives them up.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::{StoreError, StoreResult};
use crate::domain::action;
use crate::domain::id::{ActionId, DeviceId, PersonId, RecordId};
use crate::domain::stream::StreamId;
use crate::wire::actions::{Action, ActionResult};

/// How long applied actions are kept.
const KEPT: SignedDuration = SignedDuration::from_hours(90 * 24);

/// An action of the outbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// As it travels.
    pub action: Action,
    /// An action on another record that must be applied first.
    pub depends_on: Option<ActionId>,
    /// Not sent before this moment.
    pub not_before: Timestamp,
    /// The stored answer.
    pub result: Option<ActionResult>,
}

impl Item {
    /// The action as the rules read it; none when a newer program queued it.
    pub fn read(&self) -> Option<action::Action> {
        let what = action::read(&self.action.kind, self.action.v, self.action.data.as_bytes()).ok()?;
        Some(action::Action {
            id: self.action.id,
            device: self.action.device,
            device_seq: self.action.device_seq,
            actor: self.action.actor,
            record: self.action.record,
            expects: self.action.expects,
            what,
            client_time: self.action.client_time,
        })
    }
}

/// Gives this profile its device id, unless it has one; says which it has.
///
/// # Errors
/// When it cannot be stored.
pub fn make_device(outbox: &Connection, id: DeviceId) -> StoreResult<DeviceId> {
    outbox.execute("INSERT OR IGNORE INTO device VALUES (1, ?1, 1)", params![id.0.as_bytes().as_slice()])?;
    device(outbox)?.ok_or(StoreError::Closed)
}

/// The device id of this profile, once it has one.
///
/// # Errors
/// When it cannot be read.
pub fn device(outbox: &Connection) -> StoreResult<Option<DeviceId>> {
    Ok(outbox.query_row("SELECT id FROM device", [], |row| uuid(row, 0)).optional()?.map(DeviceId))
}

/// Takes the device's next running number. Inside the transaction that adds the action.
///
/// # Errors
/// When it cannot be stored.
pub fn next_seq(outbox: &Connection) -> StoreResult<u64> {
    let next: i64 =
        outbox.query_row("UPDATE device SET next_seq = next_seq + 1 RETURNING next_seq - 1", [], |row| row.get(0))?;
    Ok(next.unsigned_abs())
}

/// Adds an action. It counts when the transaction has committed.
///
/// # Errors
/// When it cannot be stored.
pub fn add(outbox: &Connection, item: &Item) -> StoreResult<()> {
    let action = &item.action;
    outbox
        .prepare_cached(
            "INSERT INTO action (seq, id, actor, record, expects, kind, v, data, client_time, depends_on, not_before)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            i64::try_from(action.device_seq).unwrap_or(i64::MAX),
            action.id.0.as_bytes().as_slice(),
            action.actor.0.as_bytes().as_slice(),
            action.record.0.as_bytes().as_slice(),
            serde_json::to_string(&action.expects)?,
            action.kind,
            action.v,
            action.data.as_bytes(),
            action.client_time.to_string(),
            item.depends_on.map(|id| id.0.as_bytes().to_vec()),
            item.not_before.as_millisecond(),
        ])?;
    Ok(())
}

const COLUMNS: &str = "action.seq, action.id, action.actor, action.record, action.expects, action.kind, action.v,
    action.data, action.client_time, action.depends_on, action.not_before, action.result,
    (SELECT device.id FROM device)";

pub(super) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    let bytes: [u8; 16] = row.get(column)?;
    Ok(Uuid::from_bytes(bytes))
}

fn bad(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}

fn item(row: &Row<'_>) -> rusqlite::Result<Item> {
    let data: Vec<u8> = row.get(7)?;
    let time: String = row.get(8)?;
    let expects: String = row.get(4)?;
    let result: Option<String> = row.get(11)?;
    let depends_on: Option<[u8; 16]> = row.get(9)?;
    Ok(Item {
        action: Action {
            id: ActionId(uuid(row, 1)?),
            device: DeviceId(uuid(row, 12)?),
            device_seq: row.get::<_, i64>(0)?.unsigned_abs(),
            actor: PersonId(uuid(row, 2)?),
            record: RecordId(uuid(row, 3)?),
            expects: serde_json::from_str(&expects).map_err(|e| bad(4, e))?,
            kind: row.get(5)?,
            v: row.get(6)?,
            data: String::from_utf8(data).map_err(|e| bad(7, e))?,
            client_time: time.parse().map_err(|e: jiff::Error| bad(8, e))?,
        },
        depends_on: depends_on.map(|id| ActionId(Uuid::from_bytes(id))),
        not_before: Timestamp::from_millisecond(row.get(10)?).unwrap_or(Timestamp::MAX),
        result: result.map(|text| serde_json::from_str(&text)).transpose().map_err(|e| bad(11, e))?,
    })
}

fn list(outbox: &Connection, which: &str) -> StoreResult<Vec<Item>> {
    let mut statement = outbox.prepare_cached(&format!("SELECT {COLUMNS} FROM action {which} ORDER BY action.seq"))?;
    Ok(statement.query_map([], item)?.collect::<Result<_, _>>()?)
}

/// Actions without an answer, in order.
///
/// # Errors
/// When they cannot be read.
pub fn queued(outbox: &Connection) -> StoreResult<Vec<Item>> {
    list(outbox, "INDEXED BY action_queued WHERE state = 'queued'")
}

/// Applied actions whose changes the feed has not brought yet, in order.
///
/// # Errors
/// When they cannot be read.
pub fn unpassed(outbox: &Connection) -> StoreResult<Vec<Item>> {
    list(outbox, "INDEXED BY action_unpassed WHERE state = 'applied' AND passed = 0")
}

/// Actions that need the person, in order.
///
/// # Errors
/// When they cannot be read.
pub fn failed(outbox: &Connection) -> StoreResult<Vec<Item>> {
    list(outbox, "INDEXED BY action_failed WHERE state NOT IN ('queued', 'applied')")
}

/// One action, if it is in the outbox.
///
/// # Errors
/// When it cannot be read.
pub fn get(outbox: &Connection, id: ActionId) -> StoreResult<Option<Item>> {
    let mut statement = outbox.prepare_cached(&format!("SELECT {COLUMNS} FROM action WHERE id = ?1"))?;
    Ok(statement.query_row([id.0.as_bytes().as_slice()], item).optional()?)
}

/// The name under which an answer is stored; none for `held`, which leaves the action queued.
fn state_of(result: &ActionResult) -> Option<&'static str> {
    match result {
        ActionResult::Applied { .. } => Some("applied"),
        ActionResult::Refused { .. } => Some("refused"),
        ActionResult::Conflict { .. } => Some("conflict"),
        ActionResult::Blocked { .. } => Some("blocked"),
        ActionResult::Quarantined { .. } => Some("quarantined"),
        ActionResult::Reused => Some("reused"),
        ActionResult::Held { .. } => None,
    }
}

/// Stores an answer. A second answer for the same action changes nothing. What was queued to depend on a
/// failed action is blocked with it: it is not sent any more.
///
/// # Errors
/// When it cannot be stored.
pub fn answer(outbox: &Connection, id: ActionId, result: &ActionResult, now: Timestamp) -> StoreResult<bool> {
    let Some(state) = state_of(result) else { return Ok(false) };
    let changed = outbox
        .prepare_cached(
            "UPDATE action SET state = ?2, result = ?3, answered_at = ?4 WHERE id = ?1 AND state = 'queued'",
        )?
        .execute(params![id.0.as_bytes().as_slice(), state, serde_json::to_string(result)?, now.as_millisecond()])?;
    if changed > 0 && state != "applied" {
        for dependent in dependents(outbox, id)? {
            answer(outbox, dependent, &ActionResult::Blocked { by: id }, now)?;
        }
    }
    Ok(changed > 0)
}

fn dependents(outbox: &Connection, id: ActionId) -> StoreResult<Vec<ActionId>> {
    let mut statement = outbox.prepare_cached("SELECT id FROM action WHERE depends_on = ?1 AND state = 'queued'")?;
    let ids = statement.query_map([id.0.as_bytes().as_slice()], |row| uuid(row, 0))?;
    Ok(ids.map(|id| id.map(ActionId)).collect::<Result<_, _>>()?)
}

/// Marks applied actions as brought by the feed.
///
/// # Errors
/// When it cannot be stored.
pub fn pass(outbox: &Connection, ids: &[ActionId]) -> StoreResult<()> {
    for id in ids {
        outbox.prepare_cached("UPDATE action SET passed = 1 WHERE id = ?1")?.execute([id.0.as_bytes().as_slice()])?;
    }
    Ok(())
}

/// Marks all applied actions that changed a stream as brought by it: a server that was rolled back counts its
/// positions anew, and the old ones would never be reached.
///
/// # Errors
/// When it cannot be stored.
pub fn pass_stream(outbox: &Connection, stream: StreamId) -> StoreResult<()> {
    let changed = |item: &Item| match &item.result {
        Some(ActionResult::Applied { positions, .. }) => positions.iter().any(|(of, _)| *of == stream),
        _ => false,
    };
    let ids: Vec<ActionId> = unpassed(outbox)?.iter().filter(|item| changed(item)).map(|item| item.action.id).collect();
    pass(outbox, &ids)
}

/// A kept counter: `unsent` or `attention`.
///
/// # Errors
/// When it cannot be read.
pub fn count(outbox: &Connection, name: &str) -> StoreResult<u32> {
    Ok(outbox.prepare_cached("SELECT n FROM counter WHERE name = ?1")?.query_row([name], |row| row.get(0))?)
}

/// When the oldest action without an answer was made, by this device's clock.
///
/// # Errors
/// When it cannot be read.
pub fn oldest_queued(outbox: &Connection) -> StoreResult<Option<Timestamp>> {
    let mut statement = outbox.prepare_cached(
        "SELECT client_time FROM action INDEXED BY action_queued WHERE state = 'queued' ORDER BY seq LIMIT 1",
    )?;
    let text: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Lets go of applied actions that are older than ninety days.
///
/// # Errors
/// When it cannot be stored.
pub fn forget_old(outbox: &Connection, now: Timestamp) -> StoreResult<()> {
    outbox.execute(
        "DELETE FROM action WHERE state = 'applied' AND passed = 1 AND answered_at < ?1",
        [(now - KEPT).as_millisecond()],
    )?;
    Ok(())
}

/// Forgets that actions rest: they go as soon as they can. Says how many did.
///
/// # Errors
/// When it cannot be stored.
pub fn release(outbox: &Connection) -> StoreResult<usize> {
    Ok(outbox.execute("UPDATE action SET not_before = 0 WHERE state = 'queued' AND not_before > 0", [])?)
}

/// These are about to be sent: from here on none of them can be taken back without a trace.
///
/// # Errors
/// When it cannot be stored.
pub fn set_out(outbox: &Connection, ids: impl Iterator<Item = ActionId>) -> StoreResult<()> {
    for id in ids {
        outbox
            .prepare_cached("UPDATE action SET not_before = 0 WHERE id = ?1")?
            .execute([id.0.as_bytes().as_slice()])?;
    }
    Ok(())
}

/// How many actions rest.
///
/// # Errors
/// When it cannot be read.
pub fn resting(outbox: &Connection) -> StoreResult<u32> {
    let sql = "SELECT count(*) FROM action INDEXED BY action_queued WHERE state = 'queued' AND not_before > 0";
    Ok(outbox.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// The last action on this record that is not answered, or not brought by the feed yet.
///
/// # Errors
/// When it cannot be read.
pub fn last_pending_on(outbox: &Connection, record: RecordId) -> StoreResult<Option<ActionId>> {
    Ok(outbox
        .prepare_cached(
            "SELECT id FROM action WHERE record = ?1 AND (state = 'queued' OR (state = 'applied' AND passed = 0))
             ORDER BY seq DESC LIMIT 1",
        )?
        .query_row([record.0.as_bytes()], |row| uuid(row, 0))
        .optional()?
        .map(ActionId))
}

/// Whether the first of two actions was queued after the second.
///
/// # Errors
/// When it cannot be read.
pub fn is_after(outbox: &Connection, one: ActionId, other: ActionId) -> StoreResult<bool> {
    Ok(outbox
        .prepare_cached("SELECT (SELECT seq FROM action WHERE id = ?1) > (SELECT seq FROM action WHERE id = ?2)")?
        .query_row([one.0.as_bytes(), other.0.as_bytes()], |row| row.get::<_, Option<bool>>(0))?
        .unwrap_or(false))
}

/// The data of the last request typed in here, whatever became of it.
///
/// # Errors
/// When it cannot be read.
pub fn last_submit(outbox: &Connection) -> StoreResult<Option<action::Submit>> {
    let mut statement = outbox.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM action INDEXED BY action_submit WHERE kind = 'submit' ORDER BY seq DESC LIMIT 1"
    ))?;
    let last = statement.query_row([], item).optional()?;
    Ok(last.and_then(|item| item.read()).and_then(|action| match action.what {
        action::What::Submit(data) => Some(data),
        _ => None,
    }))
}

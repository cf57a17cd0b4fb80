//! What the server did not take and a person has settled: kept with both sides, for ever.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::cache::Stored;
use super::chain::Chain;
use super::error::StoreResult;
use super::made_on;
use super::outbox::uuid;
use crate::domain::action::{self, What};
use crate::domain::id::{ActionId, PersonId, RecordId};
use crate::domain::record::Body;
use crate::wire::actions::ActionResult;

/// How it was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Theirs stays; what was typed became a draft.
    GivenUp,
    /// Sent again on top of theirs.
    Again,
    /// Merged part by part and sent.
    Merged,
    /// Kept as a remark on the record.
    Noted,
    /// It stood behind one that went again, and could not go with it.
    Aside,
}

const WAYS: [(Way, &str); 5] = [
    (Way::GivenUp, "given_up"),
    (Way::Again, "again"),
    (Way::Merged, "merged"),
    (Way::Noted, "noted"),
    (Way::Aside, "aside"),
];

impl Way {
    /// Its stable name.
    pub fn name(self) -> &'static str {
        WAYS.iter().find(|(way, _)| *way == self).map_or("given_up", |(_, name)| name)
    }

    fn named(name: &str) -> Self {
        WAYS.iter().find(|(_, other)| *other == name).map_or(Self::GivenUp, |(way, _)| *way)
    }
}

/// An action that was settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Discarded {
    /// Which.
    pub id: ActionId,
    /// The first of the chain it was settled with.
    pub head: ActionId,
    /// What it was about.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// The version of its data, and the data.
    pub data: (u32, Vec<u8>),
    /// When it was made, by this device's clock.
    pub made: Timestamp,
    /// What the server had said.
    pub result: Option<ActionResult>,
    /// How it was settled.
    pub way: Way,
    /// In the person's words.
    pub reason: String,
    /// The record it was made on.
    pub base: Option<Body>,
    /// The record as it was when it was settled.
    pub theirs: Option<Body>,
    /// Who had changed it last then.
    pub their_actor: Option<PersonId>,
    /// And when.
    pub their_time: Option<Timestamp>,
    /// When it was settled.
    pub at: Timestamp,
}

impl Discarded {
    /// What it was, where this program can read it.
    pub fn what(&self) -> Option<What> {
        action::read(&self.kind, self.data.0, &self.data.1).ok()
    }
}

/// Moves one action out of the outbox.
pub struct Settled<'a> {
    /// Its chain.
    pub chain: &'a Chain,
    /// The record as it is now.
    pub theirs: Option<&'a Stored>,
    /// In the person's words.
    pub reason: &'a str,
    /// When.
    pub now: Timestamp,
}

impl Settled<'_> {
    /// Moves one action of the chain. Inside the transaction that queues what takes its place.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn put(&self, outbox: &Connection, id: ActionId, way: Way, became: Option<ActionId>) -> StoreResult<()> {
        let base = made_on::bytes(outbox, id)?;
        let key = id.0.as_bytes().as_slice();
        outbox.execute(
            "INSERT INTO discarded (seq, id, head, record, kind, v, data, client_time, result, way, reason, became,
                base_kind, base, theirs_kind, theirs, their_actor, their_time, discarded_at)
             SELECT seq, id, ?2, record, kind, v, data, client_time, result, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12
             FROM action WHERE id = ?1",
            params![
                key,
                self.chain.head.action.id.0.as_bytes().as_slice(),
                way.name(),
                self.reason,
                became.map(|id| id.0.as_bytes().to_vec()),
                base.as_ref().map(|(kind, _)| kind),
                base.as_ref().map(|(_, bytes)| bytes),
                self.theirs.map(|stored| stored.kind.as_str()),
                self.theirs.map(|stored| stored.bytes.as_slice()),
                self.theirs.and_then(|stored| stored.actor).map(|person| *person.0.as_bytes()),
                self.theirs.and_then(|stored| stored.at).map(Timestamp::as_millisecond),
                self.now.as_millisecond(),
            ],
        )?;
        outbox.execute("DELETE FROM action WHERE id = ?1", [key])?;
        Ok(())
    }
}

const COLUMNS: &str = "id, head, record, kind, v, data, client_time, result, way, reason, base_kind, base,
    theirs_kind, theirs, discarded_at, their_actor, their_time";

fn body(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Body>> {
    let (kind, bytes): (Option<String>, Option<Vec<u8>>) = (row.get(column)?, row.get(column + 1)?);
    Ok(kind.zip(bytes).and_then(|(kind, bytes)| Body::read(&kind, &bytes).ok()))
}

fn discarded(row: &Row<'_>) -> rusqlite::Result<Discarded> {
    let made: String = row.get(6)?;
    let result: Option<String> = row.get(7)?;
    let way: String = row.get(8)?;
    let at = Timestamp::from_millisecond(row.get(14)?).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok(Discarded {
        id: ActionId(uuid(row, 0)?),
        head: ActionId(uuid(row, 1)?),
        record: RecordId(uuid(row, 2)?),
        kind: row.get(3)?,
        data: (row.get(4)?, row.get(5)?),
        made: made.parse().unwrap_or(at),
        result: result.and_then(|text| serde_json::from_str(&text).ok()),
        way: Way::named(&way),
        reason: row.get(9)?,
        base: body(row, 10)?,
        theirs: body(row, 12)?,
        their_actor: row.get::<_, Option<[u8; 16]>>(15)?.map(|id| PersonId(Uuid::from_bytes(id))),
        their_time: row.get::<_, Option<i64>>(16)?.and_then(|at| Timestamp::from_millisecond(at).ok()),
        at,
    })
}

/// The newest ones first, each chain by its head; at most so many.
///
/// # Errors
/// When they cannot be read.
pub fn newest(outbox: &Connection, most: u32) -> StoreResult<Vec<Discarded>> {
    let mut statement = outbox.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM discarded WHERE id = head ORDER BY discarded_at DESC, seq DESC LIMIT ?1"
    ))?;
    Ok(statement.query_map([most], discarded)?.collect::<Result<_, _>>()?)
}

/// All of the chain that was settled with this head, in order.
///
/// # Errors
/// When they cannot be read.
pub fn chain(outbox: &Connection, head: ActionId) -> StoreResult<Vec<Discarded>> {
    let mut statement =
        outbox.prepare_cached(&format!("SELECT {COLUMNS} FROM discarded WHERE head = ?1 ORDER BY seq"))?;
    Ok(statement.query_map([head.0.as_bytes().as_slice()], discarded)?.collect::<Result<_, _>>()?)
}

/// The head of the chain with which an action was settled.
///
/// # Errors
/// When it cannot be read.
pub fn head_of(outbox: &Connection, id: ActionId) -> StoreResult<Option<ActionId>> {
    Ok(outbox
        .prepare_cached("SELECT head FROM discarded WHERE id = ?1")?
        .query_row([id.0.as_bytes().as_slice()], |row| uuid(row, 0))
        .optional()?
        .map(ActionId))
}

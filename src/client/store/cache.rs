//! Records as the screens see them, and the server's own rows beneath those that pending actions changed.
//!
//! [`receive`] is the only door for what the server sends, [`cover`] the only one for what pending actions
//! make of it. A body this program cannot read is kept and shown read-only.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::error::StoreResult;
use super::rows;
use crate::domain::id::{PersonId, RecordId};
use crate::domain::record::{Body, Record};

/// A stored record.
#[derive(Clone, Debug, PartialEq)]
pub struct Stored {
    /// Its kind.
    pub kind: String,
    /// Its version.
    pub version: u64,
    /// Its body's exact bytes.
    pub bytes: Vec<u8>,
    /// Who made this version.
    pub actor: Option<PersonId>,
    /// When, by the server's clock; none for what is only applied here.
    pub at: Option<Timestamp>,
    /// Whether this program cannot read it.
    pub unreadable: bool,
}

impl Stored {
    /// The record, if this program can read it.
    pub fn record(&self) -> Option<Record> {
        let body = Body::read(&self.kind, &self.bytes).ok()?;
        Some(Record { version: self.version, body })
    }
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    let actor: Option<[u8; 16]> = row.get(3)?;
    let at: Option<i64> = row.get(4)?;
    Ok(Stored {
        kind: row.get(0)?,
        version: row.get::<_, i64>(1)?.unsigned_abs(),
        bytes: row.get(2)?,
        actor: actor.map(|id| PersonId(Uuid::from_bytes(id))),
        at: at.and_then(|at| Timestamp::from_millisecond(at).ok()),
        unreadable: row.get(5)?,
    })
}

fn key(id: RecordId) -> [u8; 16] {
    *id.0.as_bytes()
}

/// A record with pending actions applied.
///
/// # Errors
/// When it cannot be read.
pub fn get(cache: &Connection, id: RecordId) -> StoreResult<Option<Stored>> {
    Ok(cache
        .prepare_cached("SELECT kind, version, body, actor, at, unreadable FROM record WHERE id = ?1")?
        .query_row([key(id)], stored)
        .optional()?)
}

/// The version of a record that the server sent last; none when it sent none.
///
/// # Errors
/// When it cannot be read.
pub fn base_version(cache: &Connection, id: RecordId) -> StoreResult<Option<u64>> {
    let covered: Option<Option<i64>> = cache
        .prepare_cached("SELECT version FROM base WHERE id = ?1")?
        .query_row([key(id)], |row| row.get(0))
        .optional()?;
    match covered {
        Some(version) => Ok(version.map(i64::unsigned_abs)),
        None => Ok(get(cache, id)?.map(|stored| stored.version)),
    }
}

fn put(cache: &Connection, id: RecordId, stored: &Stored, body: Option<&Body>) -> StoreResult<()> {
    cache
        .prepare_cached(
            "INSERT INTO record (id, kind, version, body, actor, at, unreadable) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET kind = ?2, version = ?3, body = ?4, actor = ?5, at = ?6, unreadable = ?7",
        )?
        .execute(params![
            key(id),
            stored.kind,
            i64::try_from(stored.version).unwrap_or(i64::MAX),
            stored.bytes,
            stored.actor.map(|person| *person.0.as_bytes()),
            stored.at.map(Timestamp::as_millisecond),
            stored.unreadable,
        ])?;
    match body {
        Some(body) => rows::index(cache, body),
        None => Ok(()),
    }
}

/// Takes a record from the server. Only while nothing covers it ([`uncover_all`]); an older version than the
/// one here changes nothing.
///
/// # Errors
/// When it cannot be stored.
pub fn receive(cache: &Connection, id: RecordId, mut record: Stored) -> StoreResult<bool> {
    if get(cache, id)?.is_some_and(|old| old.version >= record.version) {
        return Ok(false);
    }
    let body = Body::read(&record.kind, &record.bytes).ok();
    record.unreadable = body.is_none();
    put(cache, id, &record, body.as_ref())?;
    Ok(true)
}

/// Shows what a pending action makes of a record. The server's row is kept beneath.
///
/// # Errors
/// When it cannot be stored.
pub fn cover(cache: &Connection, version: u64, body: &Body, actor: PersonId) -> StoreResult<()> {
    let id = body.id();
    cache
        .prepare_cached(
            "INSERT OR IGNORE INTO base (id, kind, version, body, actor, at, unreadable)
             SELECT ?1, record.kind, record.version, record.body, record.actor, record.at, record.unreadable
             FROM (SELECT 1) LEFT JOIN record ON record.id = ?1",
        )?
        .execute([key(id)])?;
    let stored = Stored {
        kind: body.kind().to_owned(),
        version,
        bytes: body.write(),
        actor: Some(actor),
        at: None,
        unreadable: false,
    };
    put(cache, id, &stored, Some(body))
}

/// Puts every covered record back to the server's row.
///
/// # Errors
/// When it cannot be stored.
pub fn uncover_all(cache: &Connection) -> StoreResult<()> {
    let covered: Vec<(RecordId, Option<Stored>)> = {
        let mut statement = cache.prepare_cached("SELECT kind, version, body, actor, at, unreadable, id FROM base")?;
        let rows = statement.query_map([], |row| {
            let there: Option<String> = row.get(0)?;
            let id = RecordId(Uuid::from_bytes(row.get(6)?));
            Ok((id, there.map(|_| stored(row)).transpose()?))
        })?;
        rows.collect::<Result<_, _>>()?
    };
    for (id, base) in covered {
        match base {
            Some(base) => {
                let body = Body::read(&base.kind, &base.bytes).ok();
                put(cache, id, &base, body.as_ref())?;
            }
            None => {
                let gone = get(cache, id)?.and_then(|stored| stored.record());
                cache.prepare_cached("DELETE FROM record WHERE id = ?1")?.execute([key(id)])?;
                rows::forget(cache, id)?;
                if let Some(gone) = gone {
                    rows::gone(cache, &gone.body)?;
                }
            }
        }
    }
    cache.execute("DELETE FROM base", [])?;
    Ok(())
}

/// How many records a newer program wrote.
///
/// # Errors
/// When the store cannot be read.
pub fn count_unreadable(cache: &Connection) -> StoreResult<u32> {
    let mut statement = cache.prepare_cached("SELECT count(*) FROM record WHERE unreadable = 1")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// A remembered fact.
///
/// # Errors
/// When it cannot be read.
pub fn fact(cache: &Connection, name: &str) -> StoreResult<Option<String>> {
    Ok(cache
        .prepare_cached("SELECT value FROM fact WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Remembers a fact.
///
/// # Errors
/// When it cannot be stored.
pub fn remember(cache: &Connection, name: &str, value: &str) -> StoreResult<()> {
    cache
        .prepare_cached("INSERT INTO fact VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")?
        .execute([name, value])?;
    Ok(())
}

//! Where each stream has been read to. A page and its cursor are stored in one transaction.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreResult;
use crate::domain::id::RecordId;
use crate::domain::stream::StreamId;
use crate::wire::chain::Link;
use crate::wire::feed::{Cursor, Digest, ResyncReason, digest_of};
use crate::wire::session::Me;

/// A stream is begun again for the same reason at most once in this time.
const RESYNC_REST: SignedDuration = SignedDuration::from_hours(1);

/// The fact that holds who this is, as the server said last.
pub const ME: &str = "me";

/// Where this desk stands in a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Counts up when a server was restored.
    pub epoch: u64,
    /// Last position read upwards.
    pub position: u64,
    /// The chain hash there.
    pub link: Link,
    /// Read on downwards from below this position.
    pub below: Option<u64>,
    /// The bottom was reached.
    pub bottom: bool,
}

impl Place {
    /// The cursor to ask with.
    pub fn cursor(&self) -> Cursor {
        Cursor::at(self.epoch, self.position, &self.link)
    }
}

fn signed(n: u64) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

/// The place in a stream; none when it was never begun.
///
/// # Errors
/// When it cannot be read.
pub fn place(cache: &Connection, stream: StreamId) -> StoreResult<Option<Place>> {
    Ok(cache
        .prepare_cached("SELECT epoch, position, link, below, bottom FROM stream WHERE name = ?1")?
        .query_row([stream.to_string()], |row| {
            Ok(Place {
                epoch: row.get::<_, i64>(0)?.unsigned_abs(),
                position: row.get::<_, i64>(1)?.unsigned_abs(),
                link: row.get(2)?,
                below: row.get::<_, Option<i64>>(3)?.map(i64::unsigned_abs),
                bottom: row.get(4)?,
            })
        })
        .optional()?)
}

/// The streams this person holds, as the server said last.
///
/// # Errors
/// When they cannot be read.
pub fn held(cache: &Connection) -> StoreResult<Vec<StreamId>> {
    let me = super::cache::fact(cache, ME)?;
    Ok(me.and_then(|text| serde_json::from_str::<Me>(&text).ok()).map_or_else(Vec::new, |me| me.streams))
}

/// Whether every begun stream was read to its bottom, and one was begun at all.
///
/// # Errors
/// When it cannot be read.
pub fn all_complete(cache: &Connection) -> StoreResult<bool> {
    let least: Option<bool> =
        cache.prepare_cached("SELECT min(bottom) FROM stream")?.query_row([], |row| row.get(0))?;
    Ok(least == Some(true))
}

/// Begins a stream at the head it was given, trusted this once.
///
/// # Errors
/// When it cannot be stored.
pub fn begin(cache: &Connection, stream: StreamId, cursor: Cursor, link: &Link) -> StoreResult<()> {
    let bottom = cursor.position == 0;
    cache.execute(
        "INSERT OR IGNORE INTO stream (name, epoch, position, link, below, bottom, sum)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, zeroblob(16))",
        params![
            stream.to_string(),
            signed(cursor.epoch),
            signed(cursor.position),
            link.as_slice(),
            (!bottom).then_some(signed(cursor.position) + 1),
            bottom
        ],
    )?;
    Ok(())
}

/// Moves the cursor up.
///
/// # Errors
/// When it cannot be stored.
pub fn advance(cache: &Connection, stream: StreamId, position: u64, link: &Link) -> StoreResult<()> {
    cache
        .prepare_cached("UPDATE stream SET position = ?2, link = ?3 WHERE name = ?1 AND position < ?2")?
        .execute(params![stream.to_string(), signed(position), link.as_slice()])?;
    Ok(())
}

/// Moves the lower end down; none is the bottom.
///
/// # Errors
/// When it cannot be stored.
pub fn lower(cache: &Connection, stream: StreamId, below: Option<u64>) -> StoreResult<()> {
    cache.execute(
        "UPDATE stream SET below = ?2, bottom = ?3 WHERE name = ?1",
        params![stream.to_string(), below.map(signed), below.is_none()],
    )?;
    Ok(())
}

/// Forgets the place in a stream, so that it is begun again. Its records stay until newer ones come.
/// False when that was done for this reason within the hour.
///
/// # Errors
/// When it cannot be stored.
pub fn restart(cache: &Connection, stream: StreamId, reason: ResyncReason, now: Timestamp) -> StoreResult<bool> {
    let name = stream.to_string();
    let reason = format!("{reason:?}").to_lowercase();
    let last: Option<i64> = cache
        .query_row("SELECT at FROM resync WHERE stream = ?1 AND reason = ?2", [&name, &reason], |row| row.get(0))
        .optional()?;
    if last.is_some_and(|last| now.as_millisecond() - last < i64::try_from(RESYNC_REST.as_millis()).unwrap_or(0)) {
        return Ok(false);
    }
    cache.execute(
        "INSERT INTO resync VALUES (?1, ?2, ?3) ON CONFLICT (stream, reason) DO UPDATE SET at = ?3",
        params![name, reason, now.as_millisecond()],
    )?;
    cache.execute("DELETE FROM held WHERE stream = ?1", [&name])?;
    cache.execute("DELETE FROM stream WHERE name = ?1", [&name])?;
    Ok(true)
}

/// Notes that a stream gave this version of a record. False when it has given this or a newer one before.
///
/// # Errors
/// When it cannot be stored.
pub fn hold(cache: &Connection, stream: StreamId, record: RecordId, version: u64) -> StoreResult<bool> {
    let name = stream.to_string();
    let key = record.0.as_bytes().as_slice();
    let old: Option<i64> = cache
        .prepare_cached("SELECT version FROM held WHERE stream = ?1 AND record = ?2")?
        .query_row(params![name, key], |row| row.get(0))
        .optional()?;
    let old = old.map(i64::unsigned_abs);
    if old.is_some_and(|old| old >= version) {
        return Ok(false);
    }
    cache
        .prepare_cached("INSERT INTO held VALUES (?1, ?2, ?3) ON CONFLICT (stream, record) DO UPDATE SET version = ?3")?
        .execute(params![name, key, signed(version)])?;
    let sum = sum(cache, &name)? ^ old.map_or(0, |old| digest_of(record, old)) ^ digest_of(record, version);
    cache.prepare_cached("UPDATE stream SET count = count + ?2, sum = ?3 WHERE name = ?1")?.execute(params![
        name,
        i64::from(old.is_none()),
        sum.to_be_bytes()
    ])?;
    Ok(true)
}

fn sum(cache: &Connection, name: &str) -> StoreResult<u128> {
    let sum: Option<[u8; 16]> = cache
        .prepare_cached("SELECT sum FROM stream WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(sum.map_or(0, u128::from_be_bytes))
}

/// Count and digest of what a stream has given.
///
/// # Errors
/// When it cannot be read.
pub fn digest(cache: &Connection, stream: StreamId) -> StoreResult<Digest> {
    let name = stream.to_string();
    let count: Option<i64> =
        cache.query_row("SELECT count FROM stream WHERE name = ?1", [&name], |row| row.get(0)).optional()?;
    Ok(Digest { count: count.unwrap_or(0).unsigned_abs(), sum: uuid::Uuid::from_u128(sum(cache, &name)?) })
}

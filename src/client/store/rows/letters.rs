//! Letters that came in, newest first, and the files that are wanted here.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use super::{WINDOW, count, ids};
use crate::domain::counters::Count;
use crate::domain::id::{ContentHash, PersonId, RecordId};
use crate::domain::letter::{Letter, LetterState};
use crate::domain::office::date_of;

pub(super) const NEWEST: &str = "SELECT id FROM incoming ORDER BY received DESC, agenda DESC, id DESC LIMIT ?1";
pub(super) const COUNT_OPEN: &str = "SELECT count(*), min(received) FROM incoming WHERE open = 1";
pub(super) const COUNT_SINCE: &str =
    "SELECT count(*), min(received) FROM incoming WHERE received >= ?1 AND received < ?2";
const COUNT_UNREAD: &str = "SELECT count(*), min(received) FROM incoming
    WHERE NOT EXISTS (SELECT 1 FROM mark WHERE mark.record = incoming.id AND mark.person = ?1)";
pub(super) const WANTED: &str =
    "SELECT hash FROM wanted WHERE not_before <= ?1 ORDER BY newest DESC, hash DESC LIMIT 1";
pub(super) const OF_TOKEN: &str = "SELECT id FROM issued WHERE token = ?1 ORDER BY id";

/// Files of letters are fetched ahead for this long after the letter's date.
const AHEAD: SignedDuration = SignedDuration::from_hours(90 * 24);

pub(super) fn index(cache: &Connection, letter: &Letter) -> StoreResult<()> {
    if let Some(arrival) = &letter.arrival {
        cache
            .prepare_cached(
                "INSERT INTO incoming (id, received, agenda, open) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET received = ?2, agenda = ?3, open = ?4",
            )?
            .execute(params![
                letter.id.0.as_bytes(),
                arrival.received.map_or(i64::MAX, Timestamp::as_millisecond),
                arrival.agenda,
                letter.state == LetterState::Received,
            ])?;
    }
    if let Some(token) = &letter.token {
        cache
            .prepare_cached("INSERT INTO issued (id, token) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET token = ?2")?
            .execute(params![letter.id.0.as_bytes(), token])?;
    }
    Ok(())
}

/// The letter whose public page has this token.
///
/// # Errors
/// When it cannot be read.
pub fn of_token(cache: &Connection, token: &str) -> StoreResult<Option<RecordId>> {
    Ok(ids(cache, OF_TOKEN, params![token])?.first().copied())
}

/// Whether a letter's file should be on this device before anybody asks: open work, and the last 90 days.
pub fn wants_file(letter: &Letter, now: Timestamp) -> bool {
    letter.state == LetterState::Received || letter.date.is_some_and(|date| date >= date_of(now - AHEAD))
}

/// Notes that a file is wanted.
///
/// # Errors
/// When it cannot be stored.
pub fn want(cache: &Connection, letter: &Letter) -> StoreResult<()> {
    let (Some(hash), newest) = (letter.pdf, letter.arrival.as_ref().and_then(|arrival| arrival.received)) else {
        return Ok(());
    };
    let newest = newest.map_or(0, Timestamp::as_millisecond);
    cache
        .prepare_cached(
            "INSERT INTO wanted (hash, newest) VALUES (?1, ?2)
             ON CONFLICT (hash) DO UPDATE SET newest = max(newest, ?2)",
        )?
        .execute(params![hash.0, newest])?;
    Ok(())
}

/// The next file to fetch.
///
/// # Errors
/// When it cannot be read.
pub fn next_wanted(cache: &Connection, now: Timestamp) -> StoreResult<Option<ContentHash>> {
    let mut statement = cache.prepare_cached(WANTED)?;
    let mut rows = statement.query([now.as_millisecond()])?;
    Ok(rows.next()?.map(|row| row.get(0)).transpose()?.map(ContentHash))
}

/// The file is here, or the server has none for us.
///
/// # Errors
/// When it cannot be stored.
pub fn got(cache: &Connection, hash: ContentHash) -> StoreResult<()> {
    cache.execute("DELETE FROM wanted WHERE hash = ?1", [hash.0])?;
    Ok(())
}

/// The inbox.
///
/// # Errors
/// When it cannot be read.
pub fn newest(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, NEWEST, [WINDOW])
}

/// How many were not followed up.
///
/// # Errors
/// When they cannot be read.
pub fn count_open(cache: &Connection) -> StoreResult<Count> {
    count(cache, COUNT_OPEN, [])
}

/// How many came between two moments.
///
/// # Errors
/// When they cannot be read.
pub fn count_since(cache: &Connection, from: Timestamp, until: Timestamp) -> StoreResult<Count> {
    count(cache, COUNT_SINCE, params![from.as_millisecond(), until.as_millisecond()])
}

/// How many a person has not read. One look into an index for each letter that ever came.
///
/// # Errors
/// When they cannot be read.
pub fn count_unread(cache: &Connection, person: PersonId) -> StoreResult<Count> {
    count(cache, COUNT_UNREAD, params![person.0.as_bytes()])
}

/// The file cannot be had now.
///
/// # Errors
/// When it cannot be stored.
pub fn put_off(cache: &Connection, hash: ContentHash, until: Timestamp) -> StoreResult<()> {
    cache.execute("UPDATE wanted SET not_before = ?2 WHERE hash = ?1", params![hash.0, until.as_millisecond()])?;
    Ok(())
}

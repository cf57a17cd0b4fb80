//! Requests in queue order: people in the room first, then by time left of the promise.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::cache;
use super::super::error::StoreResult;
use super::{WINDOW, count, ids, wordings};
use crate::domain::counters::Count;
use crate::domain::id::RecordId;
use crate::domain::letter_type::LetterType;
use crate::domain::queue_number::QueueNumber;
use crate::domain::record::{Body, Record};
use crate::domain::request::{Channel, Owner, Request, RequestState};

pub(super) const QUEUE: &str = "SELECT id FROM request WHERE queued = 1 ORDER BY elsewhere, due, id LIMIT ?1";
pub(super) const QUEUE_AT: &str =
    "SELECT id FROM request WHERE queued = 1 AND elsewhere = ?1 ORDER BY due, id LIMIT ?2";
pub(super) const OVERDUE: &str = "SELECT id FROM request WHERE runs = 1 AND due < ?1 ORDER BY due, id LIMIT ?2";
pub(super) const IN_STATE: &str = "SELECT id FROM request WHERE state = ?1 ORDER BY submitted, id LIMIT ?2";
pub(super) const COUNT_QUEUE: &str = "SELECT count(*), min(submitted) FROM request WHERE queued = 1 AND elsewhere = ?1";
pub(super) const COUNT_DUE: &str = "SELECT count(*), min(due) FROM request WHERE runs = 1 AND due >= ?1 AND due < ?2";
pub(super) const COUNT_STATE: &str = "SELECT count(*), min(submitted) FROM request WHERE state = ?1";
pub(super) const OF_APPLICANT: &str = "SELECT id FROM request WHERE applicant = ?1 ORDER BY submitted DESC LIMIT ?2";
pub(super) const OF_SUBJECT: &str = "SELECT id FROM request WHERE subject = ?1 ORDER BY submitted DESC LIMIT ?2";
pub(super) const SINCE: &str = "SELECT number FROM request WHERE submitted >= ?1 ORDER BY submitted DESC LIMIT ?2";
pub(super) const WAITING: &str = "SELECT number FROM request WHERE queued = 1 ORDER BY elsewhere, due, id LIMIT ?1";
pub(super) const NEWEST: &str = "SELECT id FROM request ORDER BY submitted DESC, id DESC LIMIT ?1";

pub(super) const SHELF: &str = "SELECT id FROM request WHERE shelf = ?1 ORDER BY placed, id LIMIT ?2";
pub(super) const UNFETCHED: &str =
    "SELECT id FROM request WHERE shelf = 4 AND placed <= ?1 ORDER BY placed, id LIMIT ?2";
pub(super) const OF_NUMBER: &str = "SELECT id FROM request WHERE number = ?1 ORDER BY submitted DESC LIMIT ?2";

/// Where a request lies, by who must act now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// With the operator.
    Counter = 1,
    /// Waits for its applicant or another office.
    Waiting = 2,
    /// With a verifier or the signer.
    Approval = 3,
    /// Finished, and not fetched.
    Ready = 4,
}

fn shelf(state: &RequestState) -> Option<Shelf> {
    Some(match state.owner() {
        Owner::Operator if state.with_operator() => Shelf::Counter,
        Owner::Operator => Shelf::Ready,
        Owner::Applicant | Owner::OtherOffice => Shelf::Waiting,
        Owner::Verifier | Owner::Signer | Owner::Resolver => Shelf::Approval,
        Owner::Nobody => return None,
    })
}

/// Since when it lies there; what the server has not seen yet comes last.
fn placed(request: &Request) -> i64 {
    let since = match &request.state {
        RequestState::WaitingApplicant(why) | RequestState::WaitingOffice(why) => why.at,
        RequestState::Issued => request.ready,
        _ => request.submitted,
    };
    since.map_or(i64::MAX, Timestamp::as_millisecond)
}

/// When the promise runs out. A request whose time the server has not given yet comes last.
fn due(request: &Request, promise_minutes: u32) -> i64 {
    request.due(promise_minutes).map_or(i64::MAX, Timestamp::as_millisecond)
}

fn promise(cache: &Connection, letter_type: RecordId) -> StoreResult<u32> {
    let stored = cache::get(cache, letter_type)?.and_then(|stored| stored.record());
    Ok(match stored {
        Some(Record { body: Body::LetterType(letter_type), .. }) => letter_type.promise_minutes,
        _ => 0,
    })
}

pub(super) fn index(cache: &Connection, request: &Request) -> StoreResult<()> {
    // What is signed and waits to be fetched is the operator's too, but not in the queue.
    let shelf = shelf(&request.state);
    cache
        .prepare_cached(
            "INSERT INTO request (id, letter_type, queued, elsewhere, due, submitted, applicant, subject, shelf, placed,
                 state, runs, number)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
             ON CONFLICT (id) DO UPDATE SET letter_type = ?2, queued = ?3, elsewhere = ?4, due = ?5, submitted = ?6,
                 applicant = ?7, subject = ?8, shelf = ?9, placed = ?10, state = ?11, runs = ?12, number = ?13",
        )?
        .execute(params![
            request.id.0.as_bytes(),
            request.letter_type.0.as_bytes(),
            shelf == Some(Shelf::Counter),
            request.channel != Channel::Counter,
            due(request, promise(cache, request.letter_type)?),
            request.submitted.map_or(i64::MAX, Timestamp::as_millisecond),
            request.applicant.0.as_bytes(),
            request.subject.0.as_bytes(),
            shelf.map_or(0, |shelf| shelf as u8),
            placed(request),
            request.state.name(),
            request.state.promise_runs(),
            QueueNumber::canonical(&request.queue),
        ])?;
    wordings::index(cache, request)
}

/// A letter type arrived or changed: its requests have another time to keep.
pub(super) fn promise_changed(cache: &Connection, letter_type: &LetterType) -> StoreResult<()> {
    cache.execute(
        "UPDATE request SET due = submitted + ?2 WHERE letter_type = ?1 AND submitted < ?3",
        params![letter_type.id.0.as_bytes(), i64::from(letter_type.promise_minutes) * 60_000, i64::MAX],
    )?;
    Ok(())
}

/// What the operator must act on.
///
/// # Errors
/// When it cannot be read.
pub fn queue(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, QUEUE, [WINDOW])
}

/// Those of a shelf, longest there first.
///
/// # Errors
/// When they cannot be read.
pub fn on_shelf(cache: &Connection, shelf: Shelf) -> StoreResult<Vec<RecordId>> {
    ids(cache, SHELF, params![shelf as u8, WINDOW])
}

/// Finished ones that have lain there since before a moment, oldest first.
///
/// # Errors
/// When they cannot be read.
pub fn unfetched(cache: &Connection, before: Timestamp) -> StoreResult<Vec<RecordId>> {
    ids(cache, UNFETCHED, params![before.as_millisecond(), WINDOW])
}

/// Those with this queue number, newest first.
///
/// # Errors
/// When they cannot be read.
pub fn of_number(cache: &Connection, number: QueueNumber) -> StoreResult<Vec<RecordId>> {
    ids(cache, OF_NUMBER, params![number.to_string(), WINDOW])
}

/// How many lie on a shelf.
///
/// # Errors
/// When it cannot be read.
pub fn count_on(cache: &Connection, shelf: Shelf) -> StoreResult<usize> {
    let count = "SELECT count(*) FROM request WHERE shelf = ?1";
    let count: i64 = cache.prepare_cached(count)?.query_row([shelf as u8], |row| row.get(0))?;
    Ok(usize::try_from(count).unwrap_or(0))
}

/// The part of the queue that stands at the counter, or the other part.
///
/// # Errors
/// When it cannot be read.
pub fn queue_at(cache: &Connection, elsewhere: bool) -> StoreResult<Vec<RecordId>> {
    ids(cache, QUEUE_AT, params![elsewhere, WINDOW])
}

/// Those whose promise ran out before a moment, longest ago first.
///
/// # Errors
/// When they cannot be read.
pub fn overdue(cache: &Connection, now: Timestamp) -> StoreResult<Vec<RecordId>> {
    ids(cache, OVERDUE, params![now.as_millisecond(), WINDOW])
}

/// Those in a state, by its name, oldest first.
///
/// # Errors
/// When they cannot be read.
pub fn in_state(cache: &Connection, state: &str) -> StoreResult<Vec<RecordId>> {
    ids(cache, IN_STATE, params![state, WINDOW])
}

/// How many of the queue stand at the counter, or elsewhere.
///
/// # Errors
/// When they cannot be read.
pub fn count_queue(cache: &Connection, elsewhere: bool) -> StoreResult<Count> {
    count(cache, COUNT_QUEUE, params![elsewhere])
}

/// How many are in a state.
///
/// # Errors
/// When they cannot be read.
pub fn count_state(cache: &Connection, state: &str) -> StoreResult<Count> {
    count(cache, COUNT_STATE, params![state])
}

/// How many promises run out between two moments; the oldest is the first of them.
///
/// # Errors
/// When they cannot be read.
pub fn count_due(cache: &Connection, from: Timestamp, until: Timestamp) -> StoreResult<Count> {
    count(cache, COUNT_DUE, params![from.as_millisecond(), until.as_millisecond()])
}

/// All, newest first.
///
/// # Errors
/// When they cannot be read.
pub fn newest(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, NEWEST, [WINDOW])
}

/// Requests that a person made or that are about them, in no order.
///
/// # Errors
/// When they cannot be read.
pub fn of_person(cache: &Connection, person: RecordId) -> StoreResult<Vec<RecordId>> {
    let mut found = ids(cache, OF_APPLICANT, params![person.0.as_bytes(), WINDOW])?;
    found.extend(ids(cache, OF_SUBJECT, params![person.0.as_bytes(), WINDOW])?);
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// Requests about a person, newest first.
///
/// # Errors
/// When they cannot be read.
pub fn about(cache: &Connection, subject: RecordId) -> StoreResult<Vec<RecordId>> {
    ids(cache, OF_SUBJECT, params![subject.0.as_bytes(), WINDOW])
}

/// Queue numbers given since a moment, and made here without a time yet; newest first.
///
/// # Errors
/// When they cannot be read.
pub fn numbers_since(cache: &Connection, moment: Timestamp) -> StoreResult<Vec<QueueNumber>> {
    numbers(cache, SINCE, params![moment.as_millisecond(), WINDOW])
}

/// Queue numbers of what waits for the operator, in the order of the queue.
///
/// # Errors
/// When they cannot be read.
pub fn numbers_waiting(cache: &Connection) -> StoreResult<Vec<QueueNumber>> {
    numbers(cache, WAITING, [WINDOW])
}

fn numbers(cache: &Connection, query: &str, params: impl rusqlite::Params) -> StoreResult<Vec<QueueNumber>> {
    let mut statement = cache.prepare_cached(query)?;
    let written: Vec<String> = statement.query_map(params, |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(written.iter().filter_map(|number| QueueNumber::read(number)).collect())
}

/// Kinds of letters with how often each was asked for here.
///
/// # Errors
/// When they cannot be read.
pub fn kinds(cache: &Connection) -> StoreResult<Vec<(RecordId, u32)>> {
    let mut statement = cache.prepare_cached("SELECT letter_type, count(*) FROM request GROUP BY letter_type")?;
    let rows = statement.query_map([], |row| Ok((RecordId(uuid::Uuid::from_bytes(row.get(0)?)), row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

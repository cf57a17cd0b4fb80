//! Claims: whose request it is, and what came to somebody from a colleague.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use super::{WINDOW, ids};
use crate::domain::id::{PersonId, RecordId};
use crate::domain::request::Claim;

// A request is asked for its claim, never the other way round: open ones are few, a person's claims are not.
pub(super) const MINE: &str = "SELECT request.id FROM request CROSS JOIN claim INDEXED BY claim_of_request
     ON claim.request = request.id AND claim.person = ?1 AND claim.released = 0
     WHERE request.shelf = ?2 ORDER BY request.placed, request.id LIMIT ?3";
pub(super) const PASSED: &str = "SELECT id FROM claim WHERE passed > ?1 ORDER BY passed, id LIMIT ?2";

pub(super) fn index(cache: &Connection, claim: &Claim) -> StoreResult<()> {
    // What the server has not timed yet is the person's own doing: no news to them.
    let passed = claim.passed.as_ref().and_then(|passed| passed.at).map(Timestamp::as_millisecond);
    cache
        .prepare_cached(
            "INSERT INTO claim (id, request, person, released, passed) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (id) DO UPDATE SET request = ?2, person = ?3, released = ?4, passed = ?5",
        )?
        .execute(params![
            claim.id.0.as_bytes(),
            claim.request.0.as_bytes(),
            claim.person.0.as_bytes(),
            claim.released,
            passed,
        ])?;
    Ok(())
}

/// Requests of a shelf that a person has claimed and not given back, longest there first. A claim that has
/// lapsed is still one: nobody else has the request.
///
/// # Errors
/// When they cannot be read.
pub fn of_person(cache: &Connection, person: PersonId, shelf: super::requests::Shelf) -> StoreResult<Vec<RecordId>> {
    ids(cache, MINE, params![person.0.as_bytes(), shelf as u8, WINDOW])
}

/// Claims that came to somebody from a colleague after a moment, oldest first.
///
/// # Errors
/// When they cannot be read.
pub fn passed_after(cache: &Connection, after: Timestamp) -> StoreResult<Vec<RecordId>> {
    ids(cache, PASSED, params![after.as_millisecond(), WINDOW])
}

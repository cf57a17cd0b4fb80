//! The record that an action was made on, kept beside the action until it is applied.

use rusqlite::{Connection, OptionalExtension, params};

use super::cache::Stored;
use super::error::StoreResult;
use crate::domain::id::ActionId;
use crate::domain::record::Body;

/// Keeps the record as it is shown now. Inside the transaction that adds the action.
///
/// # Errors
/// When it cannot be stored.
pub fn keep(outbox: &Connection, action: ActionId, shown: &Stored) -> StoreResult<()> {
    outbox.prepare_cached("INSERT OR REPLACE INTO made_on VALUES (?1, ?2, ?3)")?.execute(params![
        action.0.as_bytes().as_slice(),
        shown.kind,
        shown.bytes
    ])?;
    Ok(())
}

/// Its kind and bytes, where they were kept.
///
/// # Errors
/// When it cannot be read.
pub fn bytes(outbox: &Connection, action: ActionId) -> StoreResult<Option<(String, Vec<u8>)>> {
    Ok(outbox
        .prepare_cached("SELECT kind, body FROM made_on WHERE action = ?1")?
        .query_row([action.0.as_bytes().as_slice()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// The record itself, where it was kept and can be read.
///
/// # Errors
/// When it cannot be read.
pub fn body(outbox: &Connection, action: ActionId) -> StoreResult<Option<Body>> {
    Ok(bytes(outbox, action)?.and_then(|(kind, bytes)| Body::read(&kind, &bytes).ok()))
}

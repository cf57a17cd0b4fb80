//! Kinds of letters and what they are called. There are some dozens; the table keeps a list of them from reading
//! every record.

use rusqlite::{Connection, OptionalExtension, params};

use super::super::error::StoreResult;
use super::ids;
use crate::domain::id::RecordId;
use crate::domain::letter_type::LetterType;

pub(super) fn index(cache: &Connection, letter_type: &LetterType) -> StoreResult<()> {
    cache
        .prepare_cached(
            "INSERT INTO letter_type (id, name, classification) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET name = ?2, classification = ?3",
        )?
        .execute(params![letter_type.id.0.as_bytes(), letter_type.name, letter_type.classification])?;
    Ok(())
}

/// Name and classification of one, if it has arrived.
pub(super) fn named(cache: &Connection, id: RecordId) -> StoreResult<Option<(String, String)>> {
    Ok(cache
        .prepare_cached("SELECT name, classification FROM letter_type WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// All that have arrived.
///
/// # Errors
/// When they cannot be read.
pub fn all(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, "SELECT id FROM letter_type ORDER BY id", [])
}

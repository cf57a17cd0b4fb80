//! Kinds of letters. There are some dozens; the table keeps a list of them from reading every record.

use rusqlite::Connection;

use super::super::error::StoreResult;
use super::ids;
use crate::domain::id::RecordId;
use crate::domain::letter_type::LetterType;

pub(super) fn index(cache: &Connection, letter_type: &LetterType) -> StoreResult<()> {
    cache
        .prepare_cached("INSERT OR IGNORE INTO letter_type (id) VALUES (?1)")?
        .execute([letter_type.id.0.as_bytes()])?;
    Ok(())
}

/// All that have arrived.
///
/// # Errors
/// When they cannot be read.
pub fn all(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, "SELECT id FROM letter_type ORDER BY id", [])
}

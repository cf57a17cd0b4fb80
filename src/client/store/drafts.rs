//! Unfinished typing, keyed by form and record. It lives beside the outbox: it exists only here.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreResult;
use crate::domain::id::RecordId;

fn key(record: Option<RecordId>) -> Vec<u8> {
    record.map_or_else(Vec::new, |record| record.0.as_bytes().to_vec())
}

/// Keeps what was typed; an empty text removes it.
///
/// # Errors
/// When it cannot be stored.
pub fn save(outbox: &Connection, form: &str, record: Option<RecordId>, text: &str, now: Timestamp) -> StoreResult<()> {
    if text.is_empty() {
        outbox
            .prepare_cached("DELETE FROM draft WHERE form = ?1 AND record = ?2")?
            .execute(params![form, key(record)])?;
    } else {
        outbox
            .prepare_cached(
                "INSERT INTO draft (form, record, text, saved_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (form, record) DO UPDATE SET text = ?3, saved_at = ?4",
            )?
            .execute(params![form, key(record), text, now.as_millisecond()])?;
    }
    Ok(())
}

/// What was typed, if anything was.
///
/// # Errors
/// When it cannot be read.
pub fn load(outbox: &Connection, form: &str, record: Option<RecordId>) -> StoreResult<Option<String>> {
    Ok(outbox
        .prepare_cached("SELECT text FROM draft WHERE form = ?1 AND record = ?2")?
        .query_row(params![form, key(record)], |row| row.get(0))
        .optional()?)
}

/// A draft of a form as it was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Of which record.
    pub record: Option<RecordId>,
    /// What was typed, in the form's own way.
    pub text: String,
    /// When.
    pub saved: Timestamp,
}

/// All drafts of a form, newest first.
///
/// # Errors
/// When they cannot be read.
pub fn of_form(outbox: &Connection, form: &str) -> StoreResult<Vec<Kept>> {
    let mut statement = outbox.prepare_cached("SELECT record, text, saved_at FROM draft WHERE form = ?1")?;
    let kept = statement.query_map([form], |row| {
        let record: Vec<u8> = row.get(0)?;
        Ok(Kept {
            record: uuid::Uuid::from_slice(&record).ok().map(RecordId),
            text: row.get(1)?,
            saved: Timestamp::from_millisecond(row.get(2)?).unwrap_or(Timestamp::UNIX_EPOCH),
        })
    })?;
    let mut kept: Vec<Kept> = kept.collect::<Result<_, _>>()?;
    kept.sort_by_key(|kept| (std::cmp::Reverse(kept.saved), kept.record));
    Ok(kept)
}

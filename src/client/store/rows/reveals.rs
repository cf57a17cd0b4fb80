//! The office's log, newest first: only its admin's desk has all of it.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use super::{WINDOW, ids};
use crate::domain::id::RecordId;
use crate::domain::reveal::Reveal;

pub(super) const NEWEST: &str = "SELECT id FROM reveal ORDER BY at DESC, id DESC LIMIT ?1";

pub(super) fn index(cache: &Connection, reveal: &Reveal) -> StoreResult<()> {
    cache
        .prepare_cached("INSERT INTO reveal (id, at) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET at = ?2")?
        .execute(params![reveal.id.0.as_bytes(), reveal.at.map_or(i64::MAX, Timestamp::as_millisecond)])?;
    Ok(())
}

/// The newest entries.
///
/// # Errors
/// When they cannot be read.
pub fn newest(cache: &Connection) -> StoreResult<Vec<RecordId>> {
    ids(cache, NEWEST, [WINDOW])
}

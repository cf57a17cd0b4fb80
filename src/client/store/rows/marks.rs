//! What a person has read.

use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use crate::domain::letter::Mark;

pub(super) fn index(cache: &Connection, mark: &Mark) -> StoreResult<()> {
    cache
        .prepare_cached(
            "INSERT INTO mark (id, person, record) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET person = ?2, record = ?3",
        )?
        .execute(params![mark.id.0.as_bytes(), mark.person.0.as_bytes(), mark.record.0.as_bytes()])?;
    Ok(())
}

//! Signature tasks that are asked of a person now.

use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use super::{WINDOW, ids};
use crate::domain::id::{PersonId, RecordId};
use crate::domain::task::{Task, TaskState};

pub(super) const ASKED: &str = "SELECT id FROM task WHERE person = ?1 AND asked = 1 ORDER BY id LIMIT ?2";

pub(super) fn index(cache: &Connection, task: &Task) -> StoreResult<()> {
    let asked = matches!(task.state, TaskState::Open | TaskState::InDoubt { .. });
    cache
        .prepare_cached(
            "INSERT INTO task (id, person, asked) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET person = ?2, asked = ?3",
        )?
        .execute(params![task.id.0.as_bytes(), task.person.0.as_bytes(), asked])?;
    Ok(())
}

/// Open and in doubt, of one person.
///
/// # Errors
/// When they cannot be read.
pub fn asked_of(cache: &Connection, person: PersonId) -> StoreResult<Vec<RecordId>> {
    ids(cache, ASKED, params![person.0.as_bytes(), WINDOW])
}

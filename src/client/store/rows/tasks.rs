//! Signature tasks: those that are asked of a person now, and those that were signed.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::super::error::StoreResult;
use super::{WINDOW, ids, moment};
use crate::domain::counters::Count;
use crate::domain::id::{PersonId, RecordId};
use crate::domain::policy::Policy;
use crate::domain::task::{Task, TaskKind, TaskState};
use crate::domain::turnaround::Issued;

pub(super) const SIGNED: &str = "SELECT signed, submitted, due FROM task INDEXED BY task_signed
    JOIN request ON request.id = task.request WHERE signed >= ?1 AND submitted < ?2";
pub(super) const ASKED: &str = "SELECT id FROM task WHERE person = ?1 AND asked = 1 ORDER BY id LIMIT ?2";

pub(super) fn index(cache: &Connection, task: &Task) -> StoreResult<()> {
    let signs = task.kind == TaskKind::Sign;
    let doubt = matches!(task.state, TaskState::InDoubt { .. });
    let signed = match task.state {
        TaskState::Done { at, .. } if signs => at.map(Timestamp::as_millisecond),
        _ => None,
    };
    cache
        .prepare_cached(
            "INSERT INTO task (id, person, asked, signs, ink, doubt, request, signed, since)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET person = ?2, asked = ?3, signs = ?4, ink = ?5, doubt = ?6, request = ?7,
                 signed = ?8, since = ?9",
        )?
        .execute(params![
            task.id.0.as_bytes(),
            task.person.0.as_bytes(),
            doubt || task.state == TaskState::Open,
            signs,
            task.policy == Policy::Ink,
            doubt,
            task.request.map(|request| *request.0.as_bytes()),
            signed,
            task.since.map(Timestamp::as_millisecond),
        ])?;
    Ok(())
}

/// Open tasks of one person that are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AskedOf {
    /// Of whom.
    pub person: PersonId,
    /// A signature, not paraf.
    pub signs: bool,
    /// In ink.
    pub ink: bool,
    /// Nobody knows yet.
    pub doubt: bool,
    /// How many, and since when.
    pub count: Count,
}

/// What is asked of everybody. Reads the few tasks that are open; since when they wait is in their records.
///
/// # Errors
/// When they cannot be read.
pub fn asked(cache: &Connection) -> StoreResult<Vec<AskedOf>> {
    let mut statement = cache.prepare_cached(
        "SELECT task.person, signs, ink, doubt, count(*), min(coalesce(task.since, record.at)) FROM task INDEXED BY task_asked
         LEFT JOIN record ON record.id = task.id WHERE asked = 1
         GROUP BY task.person, signs, ink, doubt ORDER BY task.person, signs, ink, doubt",
    )?;
    let rows = statement.query_map([], |row| {
        let oldest: Option<i64> = row.get(5)?;
        Ok(AskedOf {
            person: PersonId(uuid::Uuid::from_bytes(row.get(0)?)),
            signs: row.get(1)?,
            ink: row.get(2)?,
            doubt: row.get(3)?,
            count: Count { count: row.get(4)?, oldest: oldest.and_then(moment) },
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What was signed since a moment, with the times of its request.
///
/// # Errors
/// When it cannot be read.
pub fn signed_since(cache: &Connection, from: Timestamp) -> StoreResult<Vec<Issued>> {
    let mut statement = cache.prepare_cached(SIGNED)?;
    let rows = statement.query_map([from.as_millisecond(), i64::MAX], |row| {
        Ok((moment(row.get(0)?), moment(row.get(1)?), moment(row.get(2)?)))
    })?;
    let mut issued = Vec::new();
    for row in rows {
        if let (Some(signed), Some(submitted), Some(promised)) = row? {
            issued.push(Issued { submitted, signed, promised });
        }
    }
    Ok(issued)
}

/// Open and in doubt, of one person.
///
/// # Errors
/// When they cannot be read.
pub fn asked_of(cache: &Connection, person: PersonId) -> StoreResult<Vec<RecordId>> {
    ids(cache, ASKED, params![person.0.as_bytes(), WINDOW])
}

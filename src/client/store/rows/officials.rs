//! Positions by office and by person.

use rusqlite::{Connection, params};

use super::super::cache;
use super::super::error::StoreResult;
use super::ids;
use crate::domain::id::{OfficeId, PersonId};
use crate::domain::office::Official;
use crate::domain::record::{Body, Record};

pub(super) const OF_OFFICE: &str = "SELECT id FROM official WHERE office = ?1 ORDER BY id";
const OF_PERSON: &str = "SELECT id FROM official WHERE person = ?1 ORDER BY id";

pub(super) fn index(cache: &Connection, official: &Official) -> StoreResult<()> {
    cache
        .prepare_cached(
            "INSERT INTO official (id, office, person) VALUES (?1, ?2, ?3)
             ON CONFLICT (id) DO UPDATE SET office = ?2, person = ?3",
        )?
        .execute(params![official.id.0.as_bytes(), official.office.0.as_bytes(), official.person.0.as_bytes()])?;
    Ok(())
}

fn read(cache: &Connection, query: &str, owner: uuid::Uuid) -> StoreResult<Vec<Official>> {
    let mut found = Vec::new();
    for id in ids(cache, query, params![owner.as_bytes()])? {
        if let Some(Record { body: Body::Official(official), .. }) =
            cache::get(cache, id)?.and_then(|stored| stored.record())
        {
            found.push(official);
        }
    }
    Ok(found)
}

/// All positions of an office, those that have ended too.
///
/// # Errors
/// When they cannot be read.
pub fn of_office(cache: &Connection, office: OfficeId) -> StoreResult<Vec<Official>> {
    read(cache, OF_OFFICE, office.0)
}

/// All positions of a person.
///
/// # Errors
/// When they cannot be read.
pub fn of_person(cache: &Connection, person: PersonId) -> StoreResult<Vec<Official>> {
    read(cache, OF_PERSON, person.0)
}

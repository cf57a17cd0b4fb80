//! Residents by family, and by any fragment of name, number or address.

use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::super::error::StoreResult;
use super::ids;
use crate::desk::ResidentRow;
use crate::domain::id::RecordId;
use crate::domain::resident::Resident;

pub(super) const OF_FAMILY: &str = "SELECT id FROM resident WHERE kk = ?1 ORDER BY id";

pub(super) const OF_NIK: &str = "SELECT id FROM resident WHERE nik = ?1";

pub(super) fn index(cache: &Connection, resident: &Resident) -> StoreResult<()> {
    let name = resident.name.to_lowercase();
    let (nik, kk) = (resident.nik.in_full(), resident.kk.in_full());
    let words = format!("{name} {nik} {kk} {}", resident.address().to_lowercase());
    cache
        .prepare_cached(
            "INSERT INTO resident (id, kk, nik, name, label, words) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (id) DO UPDATE SET kk = ?2, nik = ?3, name = ?4, label = ?5, words = ?6",
        )?
        .execute(params![resident.id.0.as_bytes(), kk, nik, name, resident.name, words])?;
    Ok(())
}

/// Name and NIK of a resident, if they have arrived.
pub(super) fn named(cache: &Connection, id: RecordId) -> StoreResult<Option<(String, String)>> {
    Ok(cache
        .prepare_cached("SELECT label, nik FROM resident WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

/// Everybody on a family card.
///
/// # Errors
/// When they cannot be read.
pub fn of_family(cache: &Connection, kk: &str) -> StoreResult<Vec<RecordId>> {
    ids(cache, OF_FAMILY, params![kk])
}

/// Who has this NIK: one person, unless the data are wrong.
///
/// # Errors
/// When they cannot be read.
pub fn of_nik(cache: &Connection, nik: &str) -> StoreResult<Vec<RecordId>> {
    ids(cache, OF_NIK, params![nik])
}

/// Whose data hold all these fragments: names that begin with the first one first, then by name. A village
/// has some ten thousand people at most, so reading their narrow rows takes a few milliseconds.
///
/// # Errors
/// When they cannot be read.
pub fn search(cache: &Connection, fragments: &str) -> StoreResult<Vec<RecordId>> {
    let fragments: Vec<String> = fragments.split_whitespace().map(str::to_lowercase).collect();
    let Some(first) = fragments.first() else { return Ok(Vec::new()) };
    let holds: Vec<String> = (1..=fragments.len()).map(|n| format!("instr(words, ?{n}) > 0")).collect();
    let query = format!(
        "SELECT id FROM resident WHERE {} ORDER BY substr(name, 1, {}) != ?1, name, id LIMIT {}",
        holds.join(" AND "),
        first.chars().count(),
        ResidentRow::MOST_SHOWN,
    );
    ids(cache, &query, params_from_iter(&fragments))
}

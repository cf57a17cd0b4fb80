//! Residents, from any fragment, and one of them with family and letters.

use super::{Look, requests};
use crate::client::store::{StoreResult, rows};
use crate::desk::{DeskError, RequestRow, ResidentRow, ResidentView};
use crate::domain::id::RecordId;
use crate::domain::nik::Kk;
use crate::domain::quality::{self, Around};
use crate::domain::record::{Body, Record};
use crate::domain::resident::{HEAD_OF_FAMILY, Resident};

/// Who all these fragments are of.
pub(super) fn search(look: &Look<'_>, fragments: &str) -> Result<Vec<ResidentRow>, DeskError> {
    Ok(read(look, &rows::residents::search(look.cache, fragments)?)?.iter().map(row).collect())
}

/// One resident.
pub(super) fn view(look: &Look<'_>, id: RecordId) -> Result<ResidentView, DeskError> {
    let Some(found) = read(look, &[id])?.pop() else { return Err(look.missing(id)?) };
    let family = family(look, &found.1.kk)?;
    let around = Around {
        same_nik: rows::residents::of_nik(look.cache, found.1.nik.in_full())?.len().saturating_sub(1),
        heads: family.iter().filter(|(_, member)| quality::heads(member)).count(),
    };
    let mut letters: Vec<RequestRow> = rows::requests::of_person(look.cache, id)?
        .into_iter()
        .filter_map(|request| requests::row_of(look, request).transpose())
        .collect::<Result<_, _>>()?;
    letters.sort_by_key(|request| std::cmp::Reverse((request.since.is_none(), request.since, request.id)));
    Ok(ResidentView {
        row: row(&found),
        family: family.iter().map(row).collect(),
        requests: letters,
        flaws: quality::flaws(&found.1, around, look.today()),
        resident: found.1,
    })
}

/// Everybody on a family card, the head first and then by age.
pub(super) fn family(look: &Look<'_>, kk: &Kk) -> StoreResult<Vec<(u64, Resident)>> {
    let mut family = read(look, &rows::residents::of_family(look.cache, kk.in_full())?)?;
    family.sort_by_key(|(_, member)| (member.family_position != HEAD_OF_FAMILY, member.birth_date, member.id));
    Ok(family)
}

/// These residents as lines.
pub(super) fn rows(look: &Look<'_>, ids: &[RecordId]) -> StoreResult<Vec<ResidentRow>> {
    Ok(read(look, ids)?.iter().map(row).collect())
}

fn read(look: &Look<'_>, ids: &[RecordId]) -> StoreResult<Vec<(u64, Resident)>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(Record { version, body: Body::Resident(resident) }) = look.stored(*id)?.and_then(|s| s.record()) {
            found.push((version, resident));
        }
    }
    Ok(found)
}

/// One as a line.
pub(super) fn row((version, resident): &(u64, Resident)) -> ResidentRow {
    ResidentRow::of(*version, resident)
}

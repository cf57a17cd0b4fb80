//! Residents, from any fragment, and one of them with family and letters.

use super::{Look, requests};
use crate::client::store::{StoreResult, rows};
use crate::desk::{DeskError, RequestRow, ResidentRow, ResidentView};
use crate::domain::id::RecordId;
use crate::domain::record::{Body, Record};
use crate::domain::resident::Resident;

/// Who all these fragments are of.
pub(super) fn search(look: &Look<'_>, fragments: &str) -> Result<Vec<ResidentRow>, DeskError> {
    Ok(read(look, &rows::residents::search(look.cache, fragments)?)?.iter().map(row).collect())
}

/// One resident.
pub(super) fn view(look: &Look<'_>, id: RecordId) -> Result<ResidentView, DeskError> {
    let Some(found) = read(look, &[id])?.pop() else { return Err(look.missing(id)?) };
    let mut family = read(look, &rows::residents::of_family(look.cache, found.1.kk.in_full())?)?;
    family.sort_by_key(|(_, member)| (member.family_position != "Kepala Keluarga", member.birth_date, member.id));
    let mut letters: Vec<RequestRow> = rows::requests::of_person(look.cache, id)?
        .into_iter()
        .filter_map(|request| requests::row_of(look, request).transpose())
        .collect::<Result<_, _>>()?;
    letters.sort_by_key(|request| std::cmp::Reverse((request.since.is_none(), request.since, request.id)));
    Ok(ResidentView {
        row: row(&found),
        family: family.iter().map(row).collect(),
        requests: letters,
        oddities: requests::oddities(None, Some(&found.1)),
        resident: found.1,
    })
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

fn row((version, resident): &(u64, Resident)) -> ResidentRow {
    ResidentRow::of(*version, resident)
}

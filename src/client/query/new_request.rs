//! What a counter works with: who stands there, kinds, wordings, what would be repeated.

use super::{Look, requests, residents};
use crate::client::store::{StoreResult, drafts, outbox, rows};
use crate::desk::{Applicant, AtCounter, DeskError, DraftRow, NEW_REQUEST, RequestRow, Wordings};
use crate::domain::id::RecordId;
use crate::domain::letter_type::{LetterType, PURPOSE, RECEIVER};
use crate::domain::request::Request;

/// So many wordings are offered.
const MOST_WORDINGS: u32 = 5;
/// So many earlier requests are shown of a person.
const MOST_REQUESTS: usize = 3;

pub(super) fn applicant(look: &Look<'_>, id: RecordId) -> Result<Applicant, DeskError> {
    let Some(resident) = look.resident(id)? else { return Err(look.missing(id)?) };
    let family = residents::family(look, &resident.kk)?.into_iter().map(|(_, member)| member).collect();
    let earlier = earlier(look, id)?;
    let rows = earlier.iter().take(MOST_REQUESTS).map(|request| requests::row_of(look, request.id));
    let kept = drafts::of_form(look.outbox, NEW_REQUEST)?.into_iter().find(|kept| kept.record == Some(id));
    Ok(Applicant {
        oddities: requests::oddities(None, Some(&resident)),
        family,
        contact: earlier
            .iter()
            .find(|r| r.applicant == id && !r.contact.is_empty())
            .map(|r| r.contact.clone())
            .unwrap_or_default(),
        requests: rows.filter_map(Result::transpose).collect::<Result<_, _>>()?,
        draft: kept.map(|kept| (kept.text, kept.saved)),
        resident,
    })
}

/// What they asked for or what was about them, newest first.
fn earlier(look: &Look<'_>, person: RecordId) -> StoreResult<Vec<Request>> {
    let ids = rows::requests::of_person(look.cache, person)?;
    let mut found: Vec<Request> =
        ids.into_iter().filter_map(|id| look.request(id).transpose()).collect::<Result<_, _>>()?;
    found.sort_by_key(|request| std::cmp::Reverse((request.submitted.is_none(), request.submitted, request.id)));
    Ok(found)
}

pub(super) fn at_counter(look: &Look<'_>) -> Result<AtCounter, DeskError> {
    let last = outbox::last_submit(look.outbox)?.map(|data| {
        let same = data.fields.into_iter().filter(|(key, _)| [PURPOSE, RECEIVER].contains(&key.as_str()));
        (data.letter_type, same.collect())
    });
    Ok(AtCounter { kinds: kinds(look)?, last, drafts: kept(look)? })
}

/// Those asked for most first; what was never asked for comes last, by name.
fn kinds(look: &Look<'_>) -> StoreResult<Vec<LetterType>> {
    let uses = rows::requests::kinds(look.cache)?;
    let used = |kind: &LetterType| uses.iter().find(|(id, _)| *id == kind.id).map_or(0, |(_, uses)| *uses);
    let mut kinds: Vec<LetterType> = rows::letter_types::all(look.cache)?
        .into_iter()
        .filter_map(|id| look.letter_type(id).transpose())
        .collect::<Result<_, _>>()?;
    kinds.sort_by_cached_key(|kind| (std::cmp::Reverse(used(kind)), kind.name.clone()));
    Ok(kinds)
}

fn kept(look: &Look<'_>) -> StoreResult<Vec<DraftRow>> {
    let mut rows = Vec::new();
    for kept in drafts::of_form(look.outbox, NEW_REQUEST)? {
        let Some(applicant) = kept.record else { continue };
        let Some(resident) = look.resident(applicant)? else { continue };
        rows.push(DraftRow { applicant, name: resident.name, saved: kept.saved });
    }
    Ok(rows)
}

pub(super) fn wordings(
    look: &Look<'_>,
    letter_type: RecordId,
    field: String,
    typed: String,
) -> Result<Wordings, DeskError> {
    let texts = rows::wordings::complete(look.cache, letter_type, &field, &typed, MOST_WORDINGS)?;
    Ok(Wordings { field, typed, texts })
}

pub(super) fn repeats(look: &Look<'_>, letter_type: RecordId, subject: RecordId) -> Result<Vec<RequestRow>, DeskError> {
    let mut found = Vec::new();
    for id in rows::requests::about(look.cache, subject)? {
        let Some(request) = look.request(id)? else { continue };
        if request.is_repeated_by(letter_type, subject, look.now) {
            found.extend(requests::row_of(look, id)?);
        }
    }
    Ok(found)
}

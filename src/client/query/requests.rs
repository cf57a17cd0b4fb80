//! Requests as the counter sees them.

use super::Look;
use super::snapshot::{self, Composed, Frozen};
use crate::client::store::cache::Stored;
use crate::client::store::{StoreError, StoreResult};
use crate::desk::{
    ClaimView, DeskError, FieldView, PassedView, Preview, RequestFilter, RequestRow, RequestView, RequirementView,
    Trail,
};
use crate::domain::id::RecordId;
use crate::domain::letter::LetterState;
use crate::domain::letter_text::letter_text;
use crate::domain::letter_type::LetterType;
use crate::domain::office::date_of;
use crate::domain::record::{Body, Record};
use crate::domain::request::{Claim, Request, RequestState, Shown};

pub(super) use crate::domain::oddity::oddities;

pub(super) fn list(look: &Look<'_>, filter: RequestFilter) -> Result<Vec<RequestRow>, DeskError> {
    let ids = super::counter::ids(look, filter)?;
    let mut list = Vec::with_capacity(ids.len());
    for id in ids {
        list.extend(row_of(look, id)?);
    }
    Ok(list)
}

/// One line of a list; none when the request has not arrived.
pub(super) fn row_of(look: &Look<'_>, id: RecordId) -> StoreResult<Option<RequestRow>> {
    let Some((stored, request)) = find(look, id)? else { return Ok(None) };
    Ok(Some(row(look, &stored, &request)?))
}

fn find(look: &Look<'_>, id: RecordId) -> StoreResult<Option<(Stored, Request)>> {
    let Some(stored) = look.stored(id)? else { return Ok(None) };
    Ok(match stored.record() {
        Some(Record { body: Body::Request(request), .. }) => Some((stored, request)),
        _ => None,
    })
}

fn row(look: &Look<'_>, stored: &Stored, request: &Request) -> StoreResult<RequestRow> {
    let letter_type = look.letter_type(request.letter_type)?;
    let letter = request.letter.map(|id| look.letter(id)).transpose()?.flatten();
    Ok(RequestRow {
        id: request.id,
        version: stored.version,
        queue: request.queue.clone(),
        name: look.resident(request.applicant)?.map(|resident| resident.name).unwrap_or_default(),
        kind: letter_type.as_ref().map(|letter_type| letter_type.name.clone()).unwrap_or_default(),
        channel: request.channel,
        since: request.submitted,
        promise_minutes: letter_type.as_ref().map_or(0, |letter_type| letter_type.promise_minutes),
        state: request.state.clone(),
        claim: claim(look, request.id)?,
        missing: letter_type.as_ref().and_then(|letter_type| missing(request, letter_type)),
        pending: look.is_pending(request.id)?,
        number: letter.and_then(|letter| letter.number).map(|number| number.text),
        ready: request.ready,
    })
}

pub(super) fn claim(look: &Look<'_>, request: RecordId) -> StoreResult<Option<ClaimView>> {
    let Some(claim) = look.claim(Claim::id_for(request))? else { return Ok(None) };
    if claim.released || claim.lapsed(look.now) {
        return Ok(None);
    }
    Ok(Some(ClaimView {
        name: look.name(claim.person)?.unwrap_or_default(),
        mine: claim.person == look.actor.person,
        since: claim.since,
    }))
}

/// The label of the first required thing that is missing: fields before requirements, as the rules ask.
fn missing(request: &Request, letter_type: &LetterType) -> Option<String> {
    let empty = |key: &String| request.fields.get(key).is_none_or(|value| value.trim().is_empty());
    let field = letter_type.fields.iter().find(|field| field.required && empty(&field.key));
    let not_shown = |key: &String| request.requirements.get(key).copied().unwrap_or_default() == Shown::Missing;
    field.map(|field| field.label.clone()).or_else(|| {
        let requirement = letter_type.requirements.iter().find(|r| r.required && not_shown(&r.key));
        requirement.map(|requirement| requirement.label.clone())
    })
}

fn fields(request: &Request, letter_type: &LetterType) -> Vec<FieldView> {
    let view = |field: &crate::domain::letter_type::Field| FieldView {
        key: field.key.clone(),
        label: field.label.clone(),
        value: request.fields.get(&field.key).cloned().unwrap_or_default(),
        required: field.required,
        help: field.help.clone(),
    };
    letter_type.fields.iter().map(view).collect()
}

fn requirements(request: &Request, letter_type: &LetterType) -> Vec<RequirementView> {
    let view = |requirement: &crate::domain::letter_type::Requirement| RequirementView {
        key: requirement.key.clone(),
        label: requirement.label.clone(),
        required: requirement.required,
        shown: request.requirements.get(&requirement.key).copied().unwrap_or_default(),
    };
    letter_type.requirements.iter().map(view).collect()
}

/// The letter as it went where it has gone on, otherwise as it would go.
fn preview(look: &Look<'_>, request: &Request) -> StoreResult<Preview> {
    if !request.state.with_operator()
        && let Some(letter) = request.letter
        && let Some(preview) = as_it_went(look, request, letter)?
    {
        return Ok(preview);
    }
    Ok(match snapshot::compose(look.outbox, look.cache, request, look.today())? {
        Composed::Snapshot(snapshot) => Preview::Lines {
            lines: letter_text(&snapshot),
            snapshot: crate::domain::id::ContentHash::of(&snapshot.canonical()),
        },
        Composed::Cannot(refusal) => Preview::Cannot(refusal),
        Composed::NotHere => Preview::NotHere,
    })
}

fn as_it_went(look: &Look<'_>, request: &Request, id: RecordId) -> StoreResult<Option<Preview>> {
    let Some(stored) = look.stored(id)? else { return Ok(Some(Preview::NotHere)) };
    let Some(Record { body: Body::Letter(letter), .. }) = stored.record() else { return Ok(None) };
    let Some(frozen) = letter.frozen.filter(|_| letter.state != LetterState::Returned) else { return Ok(None) };
    if let Some(page) = look.page_of(id, frozen.snapshot)? {
        let lines = page.pages.iter().flat_map(|page| page.lines().map(str::to_owned)).collect();
        return Ok(Some(Preview::Lines { lines, snapshot: frozen.snapshot }));
    }
    let received = stored.at.map_or_else(|| look.today(), date_of);
    Ok(Some(match snapshot::again(look.outbox, look.cache, request, frozen.snapshot, received)? {
        Frozen::Same(snapshot) => Preview::Lines { lines: letter_text(&snapshot), snapshot: frozen.snapshot },
        Frozen::Other | Frozen::NotHere => Preview::NotHere,
    }))
}

fn notes(look: &Look<'_>, request: &Request) -> StoreResult<Vec<(String, String)>> {
    let mut notes: Vec<_> = request.notes.iter().collect();
    // What has no time yet was written here, after all the others; ids of actions grow with time.
    notes.sort_by_key(|(id, note)| (note.at.is_none(), note.at, (*id).clone()));
    notes.into_iter().map(|(_, note)| Ok((look.name(note.by)?.unwrap_or_default(), note.text.clone()))).collect()
}

fn trail(look: &Look<'_>, request: &Request) -> StoreResult<Trail> {
    let name = |person| -> StoreResult<String> { Ok(look.name(person)?.unwrap_or_default()) };
    let claim = look.claim(Claim::id_for(request.id))?.filter(|claim| !claim.released);
    let passed = match claim.as_ref().and_then(|claim| claim.passed.as_ref().map(|passed| (claim, passed))) {
        Some((claim, passed)) => Some(PassedView {
            from: name(passed.from)?,
            to: name(claim.person)?,
            taken: passed.by == claim.person,
            note: passed.note.clone(),
            at: passed.at,
        }),
        None => None,
    };
    // What has no time yet was said here, after all the others.
    let told = request.told.values().max_by_key(|told| (told.at.is_none(), told.at));
    let told = told.map(|told| Ok::<_, StoreError>((told.how, told.at, name(told.by)?))).transpose()?;
    let handed_by = match &request.state {
        RequestState::HandedOver(handed) => Some(name(handed.by)?),
        _ => None,
    };
    let asked_back = match request.letter.map(|id| look.asked_back(id)).transpose()?.flatten() {
        Some((task, asked)) => Some((name(task.person)?, asked.at)),
        None => None,
    };
    Ok(Trail { passed, told, handed_by, asked_back })
}

pub(super) fn view(look: &Look<'_>, id: RecordId) -> Result<RequestView, DeskError> {
    let Some((stored, request)) = find(look, id)? else { return Err(look.missing(id)?) };
    let letter_type = look.letter_type(request.letter_type)?;
    let applicant = look.resident(request.applicant)?;
    let subject = look.resident(request.subject)?;
    Ok(RequestView {
        row: row(look, &stored, &request)?,
        oddities: oddities(applicant.as_ref(), subject.as_ref()),
        fields: letter_type.as_ref().map(|letter_type| fields(&request, letter_type)).unwrap_or_default(),
        requirements: letter_type.as_ref().map(|letter_type| requirements(&request, letter_type)).unwrap_or_default(),
        preview: preview(look, &request)?,
        notes: notes(look, &request)?,
        trail: trail(look, &request)?,
        by: stored.actor.map(|actor| look.name(actor)).transpose()?.flatten(),
        applicant,
        subject,
        request,
    })
}

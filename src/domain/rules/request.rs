//! What happens to a citizen's request at the counter.

use crate::domain::action::{Action, Edit, Forward, Note, Reason, Submit, Tick, What};
use crate::domain::context::{Context, Stop};
use crate::domain::id::{ContentHash, PersonId, RecordId};
use crate::domain::letter::{Frozen, Letter, LetterState, Secrecy, Urgency};
use crate::domain::letter_type::LetterType;
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::policy::Policy;
use crate::domain::record::{Body, Record, Rest};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Claim, End, Passed, Request, RequestState, Shown};
use crate::domain::resident::{LifeStatus, Resident};
use crate::domain::snapshot::{Parts, Snapshot, compose};
use crate::domain::task::{Task, TaskKind, TaskState};

use super::{because, wrong_state};

/// A letter may be prepared at most this many days before it reaches the server: a long week-end offline.
const PREPARED_AT_MOST_DAYS_AGO: i32 = 7;

pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    let office = match (&action.what, context.record(action.record)?) {
        (What::Submit(data), None) => data.office,
        (_, Some(Record { body: Body::Request(request), .. })) => request.office,
        _ => return Err(Refusal::NotFound.into()),
    };
    context.position_with(office, action.actor, Role::Operator)?;
    match &action.what {
        What::Edit(_) | What::Forward(_) | What::ReturnToApplicant(_) | What::Refuse(_) | What::Cancel(_) => {
            let (_, request) = context.request(action.record)?;
            // An ended or handed-on request refuses by its state: whose it was no longer matters.
            if request.state.with_operator() { free_of_others(action, request, context) } else { Ok(()) }
        }
        _ => Ok(()),
    }
}

/// Refuses when a colleague's claim stands: not released, not lapsed.
pub(super) fn free_of_others(action: &Action, request: &Request, context: &Context) -> Result<(), Stop> {
    let Some((_, claim)) = context.claim_on(request.id)? else {
        return Ok(());
    };
    if claim.released || claim.person == action.actor {
        return Ok(());
    }
    let Some(times) = context.times()? else {
        return Err(Stop::Undecided);
    };
    if claim.lapsed(times.now) {
        return Ok(());
    }
    let name = context.name_of(request.office, claim.person)?;
    Err(Refusal::ClaimedBy { name, since: claim.since }.into())
}

/// Makes or renews the actor's claim: acting on a request is being at it.
pub(super) fn at_it(action: &Action, request: &Request, context: &Context, outcome: &mut Outcome) -> Result<(), Stop> {
    let old = context.claim_on(request.id)?;
    let mine = old.filter(|(_, claim)| claim.person == action.actor && !claim.released);
    let taken = old.filter(|(_, claim)| claim.person != action.actor && !claim.released && takes_over(action));
    let claim = Claim {
        id: Claim::id_for(request.id),
        request: request.id,
        office: request.office,
        person: action.actor,
        device: action.device,
        since: mine.and_then(|(_, claim)| claim.since),
        last_action: None,
        released: false,
        passed: match taken {
            Some((_, claim)) => Some(Passed { from: claim.person, by: action.actor, note: String::new(), at: None }),
            None => mine.and_then(|(_, claim)| claim.passed.clone()),
        },
        rest: old.map_or_else(Rest::new, |(_, claim)| claim.rest.clone()),
    };
    match old {
        Some((version, _)) => outcome.change(version, claim),
        None => outcome.create(claim),
    }
    Ok(())
}

fn takes_over(action: &Action) -> bool {
    matches!(&action.what, What::Claim(data) if data.take_over)
}

pub(super) fn submit(action: &Action, data: &Submit, context: &Context) -> Result<Outcome, Stop> {
    // Derived ids belong to what actions create: a request that took one would keep that from being made.
    if action.record.0.get_version_num() == 8 {
        return Err(Refusal::BadData { what: "record".into() }.into());
    }
    let (_, letter_type) = context.letter_type(data.letter_type)?;
    for id in [data.applicant, data.subject] {
        if context.resident(id)?.1.office != data.office {
            return Err(Refusal::NotFound.into());
        }
    }
    check_keys(letter_type, data.fields.keys(), data.requirements.keys())?;
    let mut notes = std::collections::BTreeMap::new();
    if !data.note.trim().is_empty() {
        let text = data.note.trim().to_owned();
        notes.insert(action.id.to_string(), crate::domain::request::Note { by: action.actor, text, at: None });
    }
    let mut outcome = Outcome::default();
    outcome.create(Request {
        id: action.record,
        office: data.office,
        queue: data.queue.clone(),
        channel: data.channel,
        submitted: None,
        letter_type: data.letter_type,
        applicant: data.applicant,
        subject: data.subject,
        contact: data.contact.clone(),
        fields: data.fields.clone(),
        requirements: data.requirements.clone(),
        state: RequestState::Submitted,
        letter: None,
        notes,
        ready: None,
        told: std::collections::BTreeMap::new(),
        rest: Rest::new(),
    });
    Ok(outcome)
}

fn check_keys<'a>(
    letter_type: &LetterType,
    mut fields: impl Iterator<Item = &'a String>,
    mut requirements: impl Iterator<Item = &'a String>,
) -> Result<(), Stop> {
    let strange = fields
        .find(|key| !letter_type.fields.iter().any(|field| field.key == **key))
        .or_else(|| requirements.find(|key| !letter_type.requirements.iter().any(|r| r.key == **key)));
    strange.map_or(Ok(()), |key| Err(Refusal::BadData { what: key.clone() }.into()))
}

fn with_operator(request: &Request) -> Result<(), Stop> {
    if request.state.with_operator() { Ok(()) } else { Err(wrong_state(request.state.name())) }
}

pub(super) fn at_the_counter(request: &Request) -> Result<(), Stop> {
    if request.state.at_the_counter() { Ok(()) } else { Err(wrong_state(request.state.name())) }
}

pub(super) fn edit(action: &Action, data: &Edit, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    with_operator(request)?;
    let (_, letter_type) = context.letter_type(request.letter_type)?;
    check_keys(letter_type, data.fields.keys(), data.requirements.keys())?;
    let mut next = request.clone();
    next.contact = data.contact.clone();
    next.fields = data.fields.clone();
    next.requirements = data.requirements.clone();
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    outcome.change(version, next);
    Ok(outcome)
}

/// Raises what was shown, never lowers it: so ticks commute. Taking a tick back is an edit.
pub(super) fn tick(action: &Action, data: &Tick, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    at_the_counter(request)?;
    let (_, letter_type) = context.letter_type(request.letter_type)?;
    check_keys(letter_type, std::iter::empty(), std::iter::once(&data.key))?;
    let mut next = request.clone();
    let shown = next.requirements.entry(data.key.clone()).or_default();
    *shown = data.shown.max(*shown);
    let mut outcome = Outcome::default();
    outcome.change(version, next);
    Ok(outcome)
}

pub(super) fn note(action: &Action, data: &Note, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    let text = data.text.trim();
    if text.is_empty() {
        return Err(Refusal::BadData { what: "text".into() }.into());
    }
    let mut next = request.clone();
    let note = crate::domain::request::Note { by: action.actor, text: text.to_owned(), at: None };
    next.notes.insert(action.id.to_string(), note);
    let mut outcome = Outcome::default();
    outcome.change(version, next);
    Ok(outcome)
}

pub(super) fn claim(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    let (_, request) = context.request(action.record)?;
    with_operator(request)?;
    if !takes_over(action) {
        free_of_others(action, request, context)?;
    }
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    Ok(outcome)
}

pub(super) fn release(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    let (_, request) = context.request(action.record)?;
    let mut outcome = Outcome::default();
    if let Some((version, claim)) = context.claim_on(request.id)?
        && claim.person == action.actor
        && !claim.released
    {
        outcome.change(version, Claim { released: true, ..claim.clone() });
    }
    Ok(outcome)
}

pub(super) fn return_to_applicant(action: &Action, data: &Reason, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    with_operator(request)?;
    let why = because(action, &data.reason)?;
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    let state = RequestState::WaitingApplicant(why);
    outcome.change(version, Request { state, told: std::collections::BTreeMap::new(), ..request.clone() });
    Ok(outcome)
}

pub(super) fn resume(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    match request.state {
        RequestState::WaitingApplicant(_) | RequestState::WaitingOffice(_) => {
            let mut outcome = Outcome::default();
            outcome.change(version, Request { state: RequestState::Submitted, ..request.clone() });
            Ok(outcome)
        }
        _ => Err(wrong_state(request.state.name())),
    }
}

pub(super) fn refuse(action: &Action, data: &Reason, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    if request.state.ends() != Some(End::Refuse) {
        return Err(wrong_state(request.state.name()));
    }
    let why = because(action, &data.reason)?;
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    void_letter(action, data, request, context, &mut outcome)?;
    outcome.change(version, Request { state: RequestState::Refused(why), ..request.clone() });
    Ok(outcome)
}

pub(super) fn cancel(action: &Action, data: &Reason, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    if request.state.ends().is_none() {
        return Err(wrong_state(request.state.name()));
    }
    let why = because(action, &data.reason)?;
    let mut outcome = Outcome::default();
    void_letter(action, data, request, context, &mut outcome)?;
    outcome.change(version, Request { state: RequestState::Cancelled(why), ..request.clone() });
    Ok(outcome)
}

/// A letter that will not be: its number, if it has one, stays in the book with the reason.
fn void_letter(
    action: &Action,
    data: &Reason,
    request: &Request,
    context: &Context,
    outcome: &mut Outcome,
) -> Result<(), Stop> {
    let Some(id) = request.letter else {
        return Ok(());
    };
    let (version, letter) = context.letter(id)?;
    super::task::not_being_signed(id, context)?;
    super::task::void_open_tasks(letter, None, context, outcome)?;
    let state = LetterState::Voided(because(action, &data.reason)?);
    outcome.change(version, Letter { state, ..letter.clone() });
    Ok(())
}

/// Whether a person can be applicant or subject of a letter. A form asks this too, so that it is said at once.
///
/// # Errors
/// Refuses the dead, and who moved away or is missing.
pub fn can_be_served(resident: &Resident) -> Result<(), Refusal> {
    match resident.status {
        LifeStatus::Alive => Ok(()),
        LifeStatus::Dead => Err(Refusal::ResidentDead { name: resident.name.clone(), since: resident.status_since }),
        LifeStatus::Moved | LifeStatus::Missing => Err(Refusal::ResidentGone { name: resident.name.clone() }),
    }
}

fn complete(request: &Request, letter_type: &LetterType) -> Result<(), Stop> {
    let empty = |key: &str| request.fields.get(key).is_none_or(|value| value.trim().is_empty());
    if let Some(field) = letter_type.fields.iter().find(|field| field.required && empty(&field.key)) {
        return Err(Refusal::FieldMissing { label: field.label.clone() }.into());
    }
    let missing = |key: &str| request.requirements.get(key).copied().unwrap_or_default() == Shown::Missing;
    if let Some(requirement) = letter_type.requirements.iter().find(|r| r.required && missing(&r.key)) {
        return Err(Refusal::RequirementMissing { label: requirement.label.clone() }.into());
    }
    Ok(())
}

/// Composes the snapshot that forwarding this request on a day would freeze. The desk shows it as preview
/// and sends its hash; the server composes it again from its own records.
///
/// # Errors
/// Refusals, needs and what cannot be known.
pub fn snapshot_of(request: &Request, prepared_on: jiff::civil::Date, context: &Context) -> Result<Snapshot, Stop> {
    let (_, letter_type) = context.letter_type(request.letter_type)?;
    let (_, office) = context.office(request.office.into())?;
    let district = above(office, context)?;
    let regency = above(district, context)?;
    Ok(compose(&Parts {
        request,
        letter_type,
        office,
        district,
        regency,
        applicant: context.resident(request.applicant)?.1,
        subject: context.resident(request.subject)?.1,
        signer: context.holder(request.office, Role::Signer, prepared_on)?,
        prepared_on,
    }))
}

fn above<'a>(
    office: &'a crate::domain::office::Office,
    context: &'a Context,
) -> Result<&'a crate::domain::office::Office, Stop> {
    match office.parent {
        Some(parent) => Ok(context.office(parent.into())?.1),
        None => Ok(office),
    }
}

fn check_day(data: &Forward, context: &Context) -> Result<(), Stop> {
    let Some(times) = context.times()? else {
        return Ok(());
    };
    let today = times.today();
    let age = data.prepared_on.until(today).map_or(i32::MAX, |span| span.get_days());
    if (-1..=PREPARED_AT_MOST_DAYS_AGO).contains(&age) {
        return Ok(());
    }
    Err(Refusal::DateOff { day: data.prepared_on, today }.into())
}

/// What differs between what the operator saw and what is on record.
fn differences(data: &Forward, context: &Context) -> Result<Vec<String>, Stop> {
    let mut differs = Vec::new();
    let (version, letter_type) = context.letter_type(data.letter_type.record)?;
    if version != data.letter_type.version {
        differs.push(letter_type.name.clone());
    }
    for seen in &data.people {
        let (version, resident) = context.resident(seen.record)?;
        if version != seen.version {
            differs.push(resident.name.clone());
        }
    }
    if differs.is_empty() {
        differs.push("kop, penandatangan".into());
    }
    Ok(differs)
}

pub(super) fn forward(action: &Action, data: &Forward, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    with_operator(request)?;
    let (_, letter_type) = context.letter_type(request.letter_type)?;
    complete(request, letter_type)?;
    can_be_served(context.resident(request.applicant)?.1)?;
    can_be_served(context.resident(request.subject)?.1)?;
    check_day(data, context)?;

    let snapshot = snapshot_of(request, data.prepared_on, context)?;
    let bytes = snapshot.canonical();
    let hash = ContentHash::of(&bytes);
    if hash != data.snapshot {
        return Err(Stop::Differs(differences(data, context)?));
    }

    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    let letter = freeze(action, request, letter_type, &snapshot, hash, context, &mut outcome)?;
    let first = open_chain(action, data, request, letter_type, &snapshot, (letter, hash), context, &mut outcome)?;
    outcome.snapshots.push((hash, bytes));
    outcome.change(version, Request { state: first, letter: Some(letter), ..request.clone() });
    Ok(outcome)
}

/// Creates the request's letter once; after a return the same letter gets the new content.
fn freeze(
    action: &Action,
    request: &Request,
    letter_type: &LetterType,
    snapshot: &Snapshot,
    hash: ContentHash,
    context: &Context,
    outcome: &mut Outcome,
) -> Result<RecordId, Stop> {
    let frozen = Frozen {
        snapshot: hash,
        letter_type: letter_type.id,
        policy: snapshot.policy,
        signer: snapshot.signer.official,
        tasks: task_ids(action, letter_type),
    };
    if let Some(id) = request.letter {
        let (version, letter) = context.letter(id)?;
        let next = Letter { state: LetterState::InApproval, frozen: Some(frozen), ..letter.clone() };
        outcome.change(version, next);
        return Ok(id);
    }
    let id = RecordId::made_by(action.id, "letter", 0);
    outcome.create(Letter {
        id,
        office: request.office,
        subject: format!("{} a.n. {}", letter_type.name, snapshot.holder),
        kind: letter_type.name.clone(),
        classification: letter_type.classification.clone(),
        secrecy: Secrecy::Ordinary,
        urgency: Urgency::Ordinary,
        state: LetterState::InApproval,
        request: Some(request.id),
        frozen: Some(frozen),
        arrival: None,
        number: None,
        date: None,
        token: None,
        pdf: None,
        rest: Rest::new(),
    });
    Ok(id)
}

fn task_ids(action: &Action, letter_type: &LetterType) -> Vec<RecordId> {
    (0_u32..).take(letter_type.chain.len() + 1).map(|step| RecordId::made_by(action.id, "task", step)).collect()
}

/// Asks every step of its official; the first is open, the others wait.
#[allow(clippy::too_many_arguments)] // one call, and each of them is a different noun
fn open_chain(
    action: &Action,
    data: &Forward,
    request: &Request,
    letter_type: &LetterType,
    snapshot: &Snapshot,
    (letter, hash): (RecordId, ContentHash),
    context: &Context,
    outcome: &mut Outcome,
) -> Result<RequestState, Stop> {
    let mut asked: Vec<(TaskKind, RecordId, PersonId)> = Vec::new();
    for step in &letter_type.chain {
        let official = context.holder(request.office, step.role, data.prepared_on)?;
        asked.push((TaskKind::Verify, official.id, official.person));
    }
    let signer = context.holder(request.office, Role::Signer, data.prepared_on)?;
    asked.push((TaskKind::Sign, signer.id, signer.person));

    for (step, ((kind, official, person), id)) in (0_u8..).zip(asked.into_iter().zip(task_ids(action, letter_type))) {
        outcome.create(Task {
            id,
            office: request.office,
            letter,
            request: Some(request.id),
            step,
            kind,
            official,
            person,
            snapshot: hash,
            policy: snapshot.policy,
            state: if step == 0 { TaskState::Open } else { TaskState::Waiting },
            since: None,
            asked_back: None,
            rest: Rest::new(),
        });
    }
    Ok(if letter_type.chain.is_empty() {
        state_of_signature(snapshot.policy)
    } else {
        RequestState::Verification { step: 0 }
    })
}

/// Where a request is while its signer is asked.
pub(super) fn state_of_signature(policy: Policy) -> RequestState {
    match policy {
        Policy::Electronic => RequestState::Signature,
        Policy::Ink => RequestState::Ink,
    }
}

//! The durable steps of an electronic signature, as decisions of the server.
//!
//! The passphrase is nowhere here: what is decided is who may sign what, which number it gets, and what its
//! outcome means for the records.

use crate::domain::action::{Action, Resolve, Signed, Verify};
use crate::domain::context::{Context, Stop};
use crate::domain::id::ContentHash;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::office::Role;
use crate::domain::outcome::{Outcome, Want};
use crate::domain::policy::{Policy, policy};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Request, RequestState};
use crate::domain::task::{Task, TaskKind, TaskState};

use super::task::{asked_of, open};
use super::wrong_state;

/// Refuses an electronic signature on what must be signed in ink. The type and the classification are read
/// again: a task that says otherwise is not believed.
fn electronic(task: &Task, letter: &Letter, context: &Context) -> Result<(), Stop> {
    let Some(frozen) = &letter.frozen else {
        return Err(Refusal::NotFound.into());
    };
    let (_, letter_type) = context.letter_type(frozen.letter_type)?;
    let now = policy(letter_type.signature, letter_type.financial, &letter.classification);
    if [task.policy, frozen.policy, now].contains(&Policy::Ink) { Err(Refusal::InkOnly.into()) } else { Ok(()) }
}

/// Step 1: everything is checked again, and the letter gets its number, date and token unless it has them.
pub(super) fn reserve(action: &Action, data: &Verify, context: &Context) -> Result<Outcome, Stop> {
    let (_, task) = context.task(action.record)?;
    context.position_with(task.office, action.actor, Role::Signer)?;
    asks_for_a_signature(task)?;
    let (version, letter) = context.letter(task.letter)?;
    electronic(task, letter, context)?;
    asked_of(task, action, context)?;
    open(task)?;
    if data.snapshot != task.snapshot || letter.frozen.as_ref().map(|f| f.snapshot) != Some(task.snapshot) {
        return Err(Stop::Differs(vec!["isi surat".into()]));
    }
    let mut outcome = Outcome::default();
    if letter.number.is_none() {
        let (_, office) = context.office(letter.office.into())?;
        outcome.wants.push(Want::LetterNumber {
            letter: letter.id,
            office: letter.office,
            office_code: office.code.clone(),
            format: office.number_format.clone(),
        });
        outcome.change(version, letter.clone());
    }
    Ok(outcome)
}

/// A paraf is never the business of a signing service.
fn asks_for_a_signature(task: &Task) -> Result<(), Stop> {
    if task.kind == TaskKind::Sign { Ok(()) } else { Err(wrong_state("verification")) }
}

fn issue(action: &Action, pdf: ContentHash, context: &Context) -> Result<Outcome, Stop> {
    let (version, task) = context.task(action.record)?;
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::Done { by: task.person, at: None }));
    let (letter_version, letter) = context.letter(task.letter)?;
    let next = Letter { state: LetterState::Issued, pdf: Some(pdf), ..letter.clone() };
    outcome.change(letter_version, next);
    set_request(task, RequestState::Issued, context, &mut outcome)?;
    Ok(outcome)
}

fn set_request(task: &Task, state: RequestState, context: &Context, outcome: &mut Outcome) -> Result<(), Stop> {
    if let Some(request) = task.request {
        let (version, request) = context.request(request)?;
        outcome.change(version, Request { state, ..request.clone() });
    }
    Ok(())
}

/// Step 6: the signed file is kept, so the letter is issued. A second time changes nothing.
pub(super) fn signed(action: &Action, data: &Signed, context: &Context) -> Result<Outcome, Stop> {
    let (_, task) = context.task(action.record)?;
    asks_for_a_signature(task)?;
    let (_, letter) = context.letter(task.letter)?;
    electronic(task, letter, context)?;
    match task.state {
        TaskState::Open | TaskState::InDoubt { .. } => issue(action, data.pdf, context),
        TaskState::Done { .. } if letter.pdf == Some(data.pdf) => Ok(Outcome::default()),
        _ => Err(wrong_state(task.state.name())),
    }
}

/// The service did not answer: everything about the letter is locked until a person resolves it.
pub(super) fn doubt(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    let (version, task) = context.task(action.record)?;
    asks_for_a_signature(task)?;
    match task.state {
        TaskState::Open => {}
        TaskState::InDoubt { .. } => return Ok(Outcome::default()),
        _ => return Err(wrong_state(task.state.name())),
    }
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::InDoubt { since: None }));
    let (letter_version, letter) = context.letter(task.letter)?;
    outcome.change(letter_version, Letter { state: LetterState::InDoubt, ..letter.clone() });
    set_request(task, RequestState::InDoubt, context, &mut outcome)?;
    Ok(outcome)
}

/// A person with evidence ends the doubt; "try again" takes a second person.
pub(super) fn resolve(action: &Action, data: &Resolve, context: &Context) -> Result<Outcome, Stop> {
    let (version, task) = context.task(action.record)?;
    let held = context.positions(task.office, action.actor)?;
    if !held.iter().any(|official| official.roles.contains(&Role::Signer) || official.roles.contains(&Role::Admin)) {
        return Err(Refusal::NotAllowed { role: Role::Admin }.into());
    }
    asks_for_a_signature(task)?;
    if !matches!(task.state, TaskState::InDoubt { .. }) {
        return Err(wrong_state(task.state.name()));
    }
    if data.evidence.trim().is_empty() {
        return Err(Refusal::EvidenceMissing.into());
    }
    if let Some(pdf) = data.signed {
        return issue(action, pdf, context);
    }
    let second = data.second.filter(|second| *second != action.actor).ok_or(Refusal::SecondPersonNeeded)?;
    context.positions(task.office, second).map_err(|stop| match stop {
        Stop::Refused(_) => Stop::Refused(Refusal::SecondPersonNeeded),
        other => other,
    })?;
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::Open));
    let (letter_version, letter) = context.letter(task.letter)?;
    outcome.change(letter_version, Letter { state: LetterState::InApproval, ..letter.clone() });
    set_request(task, RequestState::Signature, context, &mut outcome)?;
    Ok(outcome)
}

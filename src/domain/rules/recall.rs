//! Taking back what was handed on, for as long as the next person has not opened it.

use crate::domain::action::Action;
use crate::domain::context::{Context, Stop};
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::record::{Body, Record};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Request, RequestState};
use crate::domain::task::{Task, TaskKind, TaskState};

use super::request::at_it;
use super::task::{asked_of, not_being_signed, role_for, void_open_tasks};
use super::wrong_state;

/// Who may take it back, and whether somebody has it already: said before the expectation, because who has it
/// is what the person needs to know.
///
/// A request is taken back by the operator whose it was when it went on, a paraf by who gave it.
pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    match context.record(action.record)? {
        Some(Record { body: Body::Request(request), .. }) => {
            context.position_with(request.office, action.actor, Role::Operator)?;
            if !request.state.in_approval() {
                return Ok(());
            }
            // Forwarding claims: until it is back with an operator nobody else can have claimed it.
            if let Some((_, claim)) = context.claim_on(request.id)?
                && claim.person != action.actor
            {
                return Err(Refusal::NotYourTask { name: context.name_of(request.office, claim.person)? }.into());
            }
            nobody_has(steps_behind(request.letter, None, context)?, context)
        }
        Some(Record { body: Body::Task(task), .. }) => {
            context.position_with(task.office, action.actor, role_for(task))?;
            asked_of(task, action, context)?;
            if !matches!(task.state, TaskState::Done { .. }) {
                return Ok(());
            }
            nobody_has(steps_behind(Some(task.letter), Some(task.step), context)?, context)
        }
        _ => Err(Refusal::NotFound.into()),
    }
}

pub(super) fn recall(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    match context.record(action.record)? {
        Some(Record { version, body: Body::Request(request) }) => of_request(action, *version, request, context),
        Some(Record { version, body: Body::Task(task) }) => of_paraf(*version, task, context),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The request is the operator's again, as if it had not been forwarded; its letter waits for new content.
fn of_request(action: &Action, version: u64, request: &Request, context: &Context) -> Result<Outcome, Stop> {
    let Some(id) = request.letter.filter(|_| request.state.in_approval()) else {
        return Err(wrong_state(request.state.name()));
    };
    let (letter_version, letter) = context.letter(id)?;
    not_being_signed(id, context)?;
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    void_open_tasks(letter, None, context, &mut outcome)?;
    outcome.change(letter_version, Letter { state: LetterState::Returned, ..letter.clone() });
    outcome.change(version, Request { state: RequestState::Submitted, ..request.clone() });
    Ok(outcome)
}

/// The paraf is open again and the next step waits for it.
fn of_paraf(version: u64, task: &Task, context: &Context) -> Result<Outcome, Stop> {
    // A signature is never taken back: what was signed is signed.
    if task.kind != TaskKind::Verify || !matches!(task.state, TaskState::Done { .. }) {
        return Err(wrong_state(task.state.name()));
    }
    let (_, letter) = context.letter(task.letter)?;
    if letter.state != LetterState::InApproval {
        return Err(wrong_state(letter.state.name()));
    }
    not_being_signed(letter.id, context)?;
    let mut outcome = Outcome::default();
    outcome.change(version, Task { state: TaskState::Open, ..task.clone() });
    if let Some(next) = steps_behind(Some(letter.id), Some(task.step), context)?.first() {
        let (next_version, next) = context.task(*next)?;
        outcome.change(next_version, Task { state: TaskState::Waiting, ..next.clone() });
    }
    if let Some(request) = task.request {
        let (request_version, request) = context.request(request)?;
        let state = RequestState::Verification { step: task.step };
        outcome.change(request_version, Request { state, ..request.clone() });
    }
    Ok(outcome)
}

/// The steps of a letter's present content behind this one; all of them behind none.
fn steps_behind(letter: Option<RecordId>, step: Option<u8>, context: &Context) -> Result<&[RecordId], Stop> {
    let Some(letter) = letter else { return Ok(&[]) };
    let (_, letter) = context.letter(letter)?;
    let tasks = letter.frozen.as_ref().map_or(&[][..], |frozen| &frozen.tasks);
    Ok(tasks.get(step.map_or(0, |step| usize::from(step) + 1)..).unwrap_or_default())
}

/// None of these steps was opened by who is asked, and none is over. Otherwise says who has it now.
fn nobody_has(tasks: &[RecordId], context: &Context) -> Result<(), Stop> {
    let mut over = false;
    for id in tasks {
        let (_, task) = context.task(*id)?;
        match task.state {
            TaskState::Done { .. } => over = true,
            TaskState::InDoubt { .. } => return Err(Refusal::InDoubt.into()),
            TaskState::Open => {
                let opened = context.opened(*id, task.person)?;
                if over || opened.is_some() {
                    let name = context.name_of(task.office, task.person)?;
                    return Err(Refusal::AlreadyWith { name, since: opened.flatten() }.into());
                }
            }
            TaskState::Waiting | TaskState::Returned(_) | TaskState::Void => {}
        }
    }
    // Every step is over: it has been signed, or is about to be said to be.
    if over { Err(wrong_state("issued")) } else { Ok(()) }
}

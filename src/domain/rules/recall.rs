//! Taking back what was handed on.
//!
//! Until the next person has opened it, it is simply back. Afterwards they have it, and taking back becomes asking:
//! the step that waits for them is marked, and they decide. Whether they have opened it only the server knows.

use crate::domain::action::{Action, Expects};
use crate::domain::context::{Context, Stop};
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::record::{Body, Record};
use crate::domain::refusal::Refusal;
use crate::domain::request::{Request, RequestState};
use crate::domain::task::{AskedBack, Task, TaskKind, TaskState};

use super::request::at_it;
use super::task::{asked_of, not_being_signed, void_open_tasks};
use super::wrong_state;

/// Who may take it back, and whether it has gone further than they knew.
///
/// A request is taken back by the operator whose it was when it went on, a paraf by who gave it.
pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    match context.record(action.record)? {
        Some(Record { version, body: Body::Request(request) }) => {
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
            not_gone_further(action, *version, steps_behind(request.letter, None, context)?, context)
        }
        Some(Record { version, body: Body::Task(task) }) => {
            context.position_with(task.office, action.actor, task.kind.role())?;
            asked_of(task, action, context)?;
            if !matches!(task.state, TaskState::Done { .. }) {
                return Ok(());
            }
            not_gone_further(action, *version, steps_behind(Some(task.letter), Some(task.step), context)?, context)
        }
        _ => Err(Refusal::NotFound.into()),
    }
}

pub(super) fn recall(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    match context.record(action.record)? {
        Some(Record { version, body: Body::Request(request) }) => of_request(action, *version, request, context),
        Some(Record { version, body: Body::Task(task) }) => of_paraf(action, *version, task, context),
        _ => Err(Refusal::NotFound.into()),
    }
}

/// The request is the operator's again, as if it had not been forwarded; its letter waits for new content. Or it is
/// asked back.
fn of_request(action: &Action, version: u64, request: &Request, context: &Context) -> Result<Outcome, Stop> {
    let Some(id) = request.letter.filter(|_| request.state.in_approval()) else {
        return Err(wrong_state(request.state.name()));
    };
    let (letter_version, letter) = context.letter(id)?;
    not_being_signed(id, context)?;
    if let With::Next(version, task) | With::Further(version, task) =
        with(steps_behind(Some(id), None, context)?, context)?
    {
        return Ok(ask_back(action, version, task));
    }
    let mut outcome = Outcome::default();
    at_it(action, request, context, &mut outcome)?;
    void_open_tasks(letter, None, context, &mut outcome)?;
    outcome.change(letter_version, Letter { state: LetterState::Returned, ..letter.clone() });
    outcome.change(version, Request { state: RequestState::Submitted, ..request.clone() });
    Ok(outcome)
}

/// The paraf is open again and the next step waits for it. Or the letter is asked back.
fn of_paraf(action: &Action, version: u64, task: &Task, context: &Context) -> Result<Outcome, Stop> {
    // A signature is never taken back: what was signed is signed.
    if task.kind != TaskKind::Verify || !matches!(task.state, TaskState::Done { .. }) {
        return Err(wrong_state(task.state.name()));
    }
    let (_, letter) = context.letter(task.letter)?;
    if letter.state != LetterState::InApproval {
        return Err(wrong_state(letter.state.name()));
    }
    not_being_signed(letter.id, context)?;
    let behind = steps_behind(Some(letter.id), Some(task.step), context)?;
    if let With::Next(version, next) | With::Further(version, next) = with(behind, context)? {
        return Ok(ask_back(action, version, next));
    }
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::Open));
    if let Some(next) = behind.first() {
        let (next_version, next) = context.task(*next)?;
        outcome.change(next_version, next.to(TaskState::Waiting));
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

/// Who has the letter now.
enum With<'a> {
    /// Nobody: the next person has not opened it.
    Nobody,
    /// The next person has opened it and not decided.
    Next(u64, &'a Task),
    /// The next person has decided, and it waits for one behind them, whether they have opened it or not.
    Further(u64, &'a Task),
}

/// Who has it now of the people of these steps. Refuses when nobody is asked any more.
fn with<'a>(tasks: &[RecordId], context: &'a Context) -> Result<With<'a>, Stop> {
    let mut decided = false;
    for id in tasks {
        let (version, task) = context.task(*id)?;
        match task.state {
            TaskState::Done { .. } => decided = true,
            TaskState::InDoubt { .. } => return Err(Refusal::InDoubt.into()),
            TaskState::Open if decided => return Ok(With::Further(version, task)),
            TaskState::Open if context.opened(*id, task.person)?.is_some() => return Ok(With::Next(version, task)),
            TaskState::Open | TaskState::Waiting | TaskState::Returned(_) | TaskState::Void => {}
        }
    }
    // Every step is over: it has been signed, or is about to be said to be.
    if decided { Err(wrong_state("issued")) } else { Ok(With::Nobody) }
}

/// Who takes back a letter on which the next person has decided meanwhile hears who has it, before anything else:
/// they meant to take it from another one.
fn not_gone_further(action: &Action, seen: u64, tasks: &[RecordId], context: &Context) -> Result<(), Stop> {
    match with(tasks, context)? {
        With::Further(_, task) if action.expects != Expects::Version(seen) => {
            Err(Refusal::AlreadyWith { name: context.name_of(task.office, task.person)? }.into())
        }
        With::Nobody | With::Next(..) | With::Further(..) => Ok(()),
    }
}

/// The step that waits says that its letter is wanted back. Nothing else changes, and asking again changes nothing.
fn ask_back(action: &Action, version: u64, task: &Task) -> Outcome {
    let mut outcome = Outcome::default();
    if task.asked_back.is_none() {
        let asked_back = Some(AskedBack { by: action.actor, at: None });
        outcome.change(version, Task { asked_back, ..task.clone() });
    }
    outcome
}

//! What an approver does with a task.

use crate::domain::action::{Action, Reason, Verify, What};
use crate::domain::context::{Context, Stop};
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::outcome::Outcome;
use crate::domain::refusal::Refusal;
use crate::domain::request::{Because, Request, RequestState};
use crate::domain::task::{Task, TaskKind, TaskState};

use super::request::state_of_signature;
use super::{because, wrong_state};

pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    let (_, task) = context.task(action.record)?;
    context.position_with(task.office, action.actor, task.kind.role())?;
    if matches!(action.what, What::Verify(_)) && task.kind == TaskKind::Sign {
        return Err(wrong_state("signature"));
    }
    asked_of(task, action, context)
}

/// A task is asked of one official: who holds another position reads it, and no more.
pub(super) fn asked_of(task: &Task, action: &Action, context: &Context) -> Result<(), Stop> {
    if task.person == action.actor {
        return Ok(());
    }
    Err(Refusal::NotYourTask { name: context.name_of(task.office, task.person)? }.into())
}

pub(super) fn open(task: &Task) -> Result<(), Stop> {
    match task.state {
        TaskState::Open => Ok(()),
        TaskState::InDoubt { .. } => Err(Refusal::InDoubt.into()),
        _ => Err(wrong_state(task.state.name())),
    }
}

pub(super) fn verify(action: &Action, data: &Verify, context: &Context) -> Result<Outcome, Stop> {
    let (version, task) = context.task(action.record)?;
    open(task)?;
    if data.snapshot != task.snapshot {
        return Err(Stop::Differs(vec!["isi surat".into()]));
    }
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::Done { by: action.actor, at: None }));
    let (_, letter) = context.letter(task.letter)?;
    let chain = letter.frozen.as_ref().map_or(&[][..], |frozen| &frozen.tasks);
    let Some(next) = chain.get(usize::from(task.step) + 1) else {
        return Ok(outcome);
    };
    let (next_version, next) = context.task(*next)?;
    outcome.change(next_version, next.to(TaskState::Open));
    if let Some(request) = task.request {
        let (request_version, request) = context.request(request)?;
        let state = match next.kind {
            TaskKind::Verify => RequestState::Verification { step: next.step },
            TaskKind::Sign => state_of_signature(next.policy),
        };
        outcome.change(request_version, Request { state, ..request.clone() });
    }
    Ok(outcome)
}

pub(super) fn return_task(action: &Action, data: &Reason, context: &Context) -> Result<Outcome, Stop> {
    let (version, task) = context.task(action.record)?;
    open(task)?;
    not_being_signed(task.letter, context)?;
    let why = because(action, &data.reason)?;
    let mut outcome = Outcome::default();
    outcome.change(version, task.to(TaskState::Returned(why.clone())));
    let (_, letter) = context.letter(task.letter)?;
    back_to_operator(letter, Some(task), why, context, &mut outcome)?;
    Ok(outcome)
}

/// Between the intent to sign and its outcome nothing else may happen to a letter.
pub(super) fn not_being_signed(letter: RecordId, context: &Context) -> Result<(), Stop> {
    if context.being_signed(letter)? { Err(wrong_state("signing")) } else { Ok(()) }
}

/// The letter is the operator's again: no approval holds. `but` is a task already dealt with.
pub(super) fn back_to_operator(
    letter: &Letter,
    but: Option<&Task>,
    why: Because,
    context: &Context,
    outcome: &mut Outcome,
) -> Result<(), Stop> {
    void_open_tasks(letter, but.map(|task| task.id), context, outcome)?;
    let (version, _) = context.letter(letter.id)?;
    outcome.change(version, Letter { state: LetterState::Returned, ..letter.clone() });
    if let Some(request) = letter.request {
        let (version, request) = context.request(request)?;
        outcome.change(version, Request { state: RequestState::Returned(why), ..request.clone() });
    }
    Ok(())
}

/// Voids every task of the letter's present content that is not over yet, and every approval given.
pub(super) fn void_open_tasks(
    letter: &Letter,
    but: Option<RecordId>,
    context: &Context,
    outcome: &mut Outcome,
) -> Result<(), Stop> {
    let frozen = letter.frozen.as_ref();
    for id in frozen.map_or(&[][..], |frozen| &frozen.tasks) {
        let (version, task) = context.task(*id)?;
        let over = matches!(task.state, TaskState::Returned(_) | TaskState::Void);
        if Some(*id) != but && !over {
            outcome.change(version, task.to(TaskState::Void));
        }
    }
    Ok(())
}

//! Which action puts back what an earlier one did, where the rules have one.

use super::action::{Claim, Edit, Reason, Recall, Release, Resume, What};
use super::id::PersonId;
use super::record::Body;
use super::refusal::Refusal;
use super::request::{self, Request, RequestState};
use super::task::{Task, TaskState};

/// What is needed to put an action back.
#[derive(Clone, Copy, Debug)]
pub struct Around<'a> {
    /// Who did it.
    pub actor: PersonId,
    /// Its record as it was before, where [`needs_before`] asked for it.
    pub before: Option<&'a Body>,
    /// Its record as it is now.
    pub now: &'a Body,
    /// The claim on that record, if anybody ever claimed it.
    pub claim: Option<&'a request::Claim>,
}

/// Whether an action can only be put back by who knows what was there before.
pub fn needs_before(what: &What) -> bool {
    matches!(what, What::Edit(_) | What::Tick(_) | What::Resume(_))
}

/// Whether an action of this kind is a thing that the person has done: what the program notes beside it (that a
/// letter was read, whose a card is) is neither taken back nor ends the chance to do a thing again.
pub fn counts_as_done(kind: &str) -> bool {
    !matches!(kind, "mark_read" | "remember_card")
}

/// The action that puts this one back. It is judged by the rules like any other.
///
/// # Errors
/// Refuses when there is none, or when the record has moved on since.
pub fn inverse(what: &What, around: Around<'_>) -> Result<What, Refusal> {
    let moved = |state: &str| Refusal::WrongState { state: state.to_owned() };
    match (what, around.now) {
        (What::Forward(_), Body::Request(now)) if now.state.in_approval() => Ok(What::Recall(Recall {})),
        (What::Verify(_), Body::Task(Task { state: TaskState::Done { .. }, .. })) => Ok(What::Recall(Recall {})),
        (What::ReturnToApplicant(_), Body::Request(now)) if matches!(now.state, RequestState::WaitingApplicant(_)) => {
            Ok(What::Resume(Resume {}))
        }
        (What::Claim(_), Body::Request(now)) => match around.claim {
            Some(claim) if claim.person == around.actor && !claim.released && now.state.with_operator() => {
                Ok(What::Release(Release {}))
            }
            _ => Err(moved(now.state.name())),
        },
        // Given to a colleague who has not given it on: taken over again, and the colleague is told.
        (What::Assign(data), Body::Request(now)) => match around.claim {
            Some(claim) if claim.person == data.to && !claim.released && now.state.with_operator() => {
                Ok(What::Claim(Claim { take_over: true }))
            }
            _ => Err(moved(now.state.name())),
        },
        (What::Release(_), Body::Request(now)) => match around.claim {
            Some(claim) if claim.released && now.state.with_operator() => Ok(What::Claim(Claim { take_over: false })),
            _ => Err(moved(now.state.name())),
        },
        (What::Edit(_) | What::Tick(_) | What::Resume(_), Body::Request(now)) => match around.before {
            Some(Body::Request(before)) => as_before(what, before, now),
            _ => Err(Refusal::NotUndoable { kind: what.kind().to_owned() }),
        },
        (What::Forward(_) | What::ReturnToApplicant(_), Body::Request(now)) => Err(moved(now.state.name())),
        (What::Verify(_), Body::Task(now)) => Err(moved(now.state.name())),
        _ => Err(Refusal::NotUndoable { kind: what.kind().to_owned() }),
    }
}

/// Whether a step that was taken back is with its person again, so that it can be done once more. It is not where
/// taking it back became asking for it.
pub fn is_back(what: &What, now: &Body) -> bool {
    match (what, now) {
        (What::Forward(_), Body::Request(now)) => now.state.with_operator(),
        (What::Verify(_), Body::Task(now)) => now.state == TaskState::Open,
        _ => true,
    }
}

/// Values that a colleague has changed since stay as they are: then there is nothing to put back.
fn as_before(what: &What, before: &Request, now: &Request) -> Result<What, Refusal> {
    let moved = || Refusal::WrongState { state: now.state.name().to_owned() };
    match what {
        What::Edit(data) => {
            let untouched = now.contact == data.contact
                && now.fields == data.fields
                && now.requirements == data.requirements
                && now.state.with_operator();
            let back = Edit {
                contact: before.contact.clone(),
                fields: before.fields.clone(),
                requirements: before.requirements.clone(),
            };
            if untouched { Ok(What::Edit(back)) } else { Err(moved()) }
        }
        What::Tick(data) => {
            if now.requirements.get(&data.key) != Some(&data.shown) || !now.state.with_operator() {
                return Err(moved());
            }
            let mut requirements = now.requirements.clone();
            match before.requirements.get(&data.key) {
                Some(shown) => requirements.insert(data.key.clone(), *shown),
                None => requirements.remove(&data.key),
            };
            Ok(What::Edit(Edit { contact: now.contact.clone(), fields: now.fields.clone(), requirements }))
        }
        What::Resume(_) => match (&before.state, &now.state) {
            (RequestState::WaitingApplicant(why), RequestState::Submitted) => {
                Ok(What::ReturnToApplicant(Reason { reason: why.reason.clone() }))
            }
            _ => Err(moved()),
        },
        _ => Err(Refusal::NotUndoable { kind: what.kind().to_owned() }),
    }
}

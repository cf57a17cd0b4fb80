//! From hand to hand: a claim to a colleague, a word to the applicant, the letter to its citizen.

use crate::domain::action::{Action, Assign, HandOver, Tell};
use crate::domain::context::{Context, Stop};
use crate::domain::handing::{Handed, Receiver, Told};
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::record::Rest;
use crate::domain::refusal::Refusal;
use crate::domain::request::{Claim, Passed, Request, RequestState};

use super::request::{at_the_counter, free_of_others};
use super::wrong_state;

/// The claim goes to a colleague, whether it was the actor's or nobody's.
pub(super) fn assign(action: &Action, data: &Assign, context: &Context) -> Result<Outcome, Stop> {
    let (_, request) = context.request(action.record)?;
    at_the_counter(request)?;
    free_of_others(action, request, context)?;
    operator(request, data, context)?;
    let old = context.claim_on(request.id)?;
    let mut outcome = Outcome::default();
    let note = data.note.trim().to_owned();
    let claim = Claim {
        id: Claim::id_for(request.id),
        request: request.id,
        office: request.office,
        person: data.to,
        device: action.device,
        since: None,
        last_action: None,
        released: false,
        passed: Some(Passed { from: action.actor, by: action.actor, note, at: None }),
        rest: old.map_or_else(Rest::new, |(_, claim)| claim.rest.clone()),
    };
    match old {
        Some((version, _)) => outcome.change(version, claim),
        None => outcome.create(claim),
    }
    Ok(outcome)
}

/// Nobody else of the office, and nobody outside it, can be given a request.
fn operator(request: &Request, data: &Assign, context: &Context) -> Result<(), Stop> {
    match context.position_with(request.office, data.to, Role::Operator) {
        Ok(_) => Ok(()),
        Err(Stop::Refused(_)) => Err(Refusal::NotAnOperator { name: context.name_of(request.office, data.to)? }.into()),
        Err(stop) => Err(stop),
    }
}

pub(super) fn tell(action: &Action, data: &Tell, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    if !matches!(request.state, RequestState::WaitingApplicant(_)) {
        return Err(wrong_state(request.state.name()));
    }
    let mut next = request.clone();
    next.told.insert(action.id.to_string(), Told { by: action.actor, how: data.how, at: None });
    let mut outcome = Outcome::default();
    outcome.change(version, next);
    Ok(outcome)
}

/// Of two the smaller action stands, so the order in which they arrive does not matter.
pub(super) fn hand_over(action: &Action, data: &HandOver, context: &Context) -> Result<Outcome, Stop> {
    let (version, request) = context.request(action.record)?;
    let to = match &data.to {
        Receiver::Other { name, .. } if name.trim().is_empty() => return Err(Refusal::ReceiverMissing.into()),
        Receiver::Other { relation, name } => Receiver::Other { relation: *relation, name: name.trim().to_owned() },
        Receiver::Applicant => Receiver::Applicant,
    };
    let mut outcome = Outcome::default();
    match &request.state {
        RequestState::Issued => {}
        RequestState::HandedOver(earlier) if action.id < earlier.action => {}
        RequestState::HandedOver(_) => return Ok(outcome),
        state => return Err(wrong_state(state.name())),
    }
    let handed = Handed { action: action.id, by: action.actor, way: data.way, to, at: None };
    outcome.change(version, Request { state: RequestState::HandedOver(handed), ..request.clone() });
    Ok(outcome)
}

//! Whose a card is.

use crate::domain::action::{Action, RememberCard, What};
use crate::domain::card::Card;
use crate::domain::context::{Context, Stop};
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::record::{Body, Record, Rest};
use crate::domain::refusal::Refusal;

pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    let What::RememberCard(data) = &action.what else { return Err(Refusal::NotFound.into()) };
    context.position_with(data.office, action.actor, Role::Operator)?;
    Ok(())
}

/// What was said later stands: so two of them give the same in both orders.
pub(super) fn remember(action: &Action, data: &RememberCard, context: &Context) -> Result<Outcome, Stop> {
    let number = Card::read_number(&data.number).filter(|number| *number == data.number);
    if number.is_none() || action.record != Card::id_for(data.office, &data.number) {
        return Err(Refusal::BadData { what: "number".into() }.into());
    }
    if context.resident(data.resident)?.1.office != data.office {
        return Err(Refusal::NotFound.into());
    }
    let next = |rest: Rest| Card {
        id: action.record,
        office: data.office,
        number: data.number.clone(),
        resident: data.resident,
        by: action.actor,
        said: action.id,
        rest,
    };
    let mut outcome = Outcome::default();
    match context.record(action.record)? {
        None => outcome.create(next(Rest::new())),
        Some(Record { version, body: Body::Card(card) }) if card.said < action.id => {
            outcome.change(*version, next(card.rest.clone()));
        }
        // Something later was said already: this one changes nothing, but it was said.
        Some(Record { version, body: Body::Card(card) }) => outcome.change(*version, card.clone()),
        Some(_) => return Err(Refusal::NotFound.into()),
    }
    Ok(outcome)
}

//! A letter reaches another office.

use crate::domain::action::Action;
use crate::domain::context::{Context, Stop};
use crate::domain::id::RecordId;
use crate::domain::letter::{Arrival, Delivery, DeliveryState, Letter, LetterState};
use crate::domain::outcome::{Outcome, Want};
use crate::domain::record::Rest;
use crate::domain::refusal::Refusal;

use super::wrong_state;

/// Writes the incoming letter into the other office's stream and marks the delivery. Idempotent by
/// (letter, office): the incoming letter's id is derived from the delivery's.
pub(super) fn deliver(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    let (version, delivery) = context.delivery(action.record)?;
    if delivery.state != DeliveryState::Queued {
        return Err(wrong_state("delivered"));
    }
    let (_, letter) = context.letter(delivery.letter)?;
    let (_, sender) = context.office(delivery.from.into())?;
    let (Some(number), LetterState::Issued) = (&letter.number, &letter.state) else {
        return Err(Refusal::WrongState { state: letter.state.name().into() }.into());
    };
    let id = RecordId::belonging_to("incoming", &[delivery.id.0]);
    let mut outcome = Outcome::default();
    outcome.create(Letter {
        id,
        office: delivery.to,
        subject: letter.subject.clone(),
        kind: letter.kind.clone(),
        classification: letter.classification.clone(),
        secrecy: letter.secrecy,
        urgency: letter.urgency,
        state: LetterState::Received,
        request: None,
        frozen: None,
        arrival: Some(Arrival {
            office: Some(delivery.from),
            sender: sender.full_name(),
            number: number.text.clone(),
            agenda: 0,
            received: None,
        }),
        number: None,
        date: letter.date,
        token: None,
        pdf: letter.pdf,
        rest: Rest::new(),
    });
    outcome.wants.push(Want::Agenda { letter: id, office: delivery.to });
    outcome.change(version, Delivery { state: DeliveryState::Delivered { at: None, agenda: 0 }, ..delivery.clone() });
    Ok(outcome)
}

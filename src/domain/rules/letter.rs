//! What happens to letters besides their signature: read, followed up, typeset.

use crate::domain::action::{Action, FollowUp, MarkRead, Render, RenderFailed, What};
use crate::domain::context::{Context, Stop};
use crate::domain::id::PersonId;
use crate::domain::letter::{Letter, LetterState, Mark, Page};
use crate::domain::office::Role;
use crate::domain::outcome::Outcome;
use crate::domain::record::{Body, Rest};
use crate::domain::refusal::Refusal;
use crate::domain::request::Because;
use crate::domain::stream::StreamId;

use super::wrong_state;

pub(super) fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    match &action.what {
        What::MarkRead(data) => {
            if action.record != Mark::id_for(action.actor, data.read) {
                return Err(Refusal::BadData { what: "record".into() }.into());
            }
            match context.record(data.read)? {
                Some(record) => may_see(action.actor, &record.body, context),
                None => Err(Refusal::NotFound.into()),
            }
        }
        _ => {
            let (_, letter) = context.letter(action.record)?;
            context.position_with(letter.office, action.actor, Role::Operator).map(|_| ())
        }
    }
}

/// Whether a record lives in a stream that this person holds.
fn may_see(person: PersonId, body: &Body, context: &Context) -> Result<(), Stop> {
    for stream in body.streams() {
        match stream {
            StreamId::Reference => return Ok(()),
            StreamId::Person(owner) if owner == person => return Ok(()),
            StreamId::Office(office) => return context.positions(office, person).map(|_| ()),
            StreamId::Person(_) | StreamId::OfficeLog(_) => {}
        }
    }
    Err(Refusal::NotFound.into())
}

pub(super) fn mark_read(action: &Action, data: &MarkRead, context: &Context) -> Result<Outcome, Stop> {
    let mut outcome = Outcome::default();
    if context.record(action.record)?.is_none() {
        outcome.create(Mark {
            id: action.record,
            person: action.actor,
            record: data.read,
            at: None,
            rest: Rest::new(),
        });
    }
    Ok(outcome)
}

pub(super) fn follow_up(action: &Action, data: &FollowUp, context: &Context) -> Result<Outcome, Stop> {
    let (version, letter) = context.letter(action.record)?;
    if letter.state != LetterState::Received {
        return Err(wrong_state(letter.state.name()));
    }
    let why = Because { by: Some(action.actor), reason: data.note.trim().to_owned(), at: None };
    let mut outcome = Outcome::default();
    outcome.change(version, Letter { state: LetterState::FollowedUp(why), ..letter.clone() });
    Ok(outcome)
}

/// The draft of the letter's present content was typeset. A page for older content is of no use to anybody.
pub(super) fn render(action: &Action, data: &Render, context: &Context) -> Result<Outcome, Stop> {
    let (_, letter) = context.letter(data.letter)?;
    if action.record != Page::id_for(data.letter, data.snapshot) {
        return Err(Refusal::BadData { what: "record".into() }.into());
    }
    let mut outcome = Outcome::default();
    if context.record(action.record)?.is_none() {
        outcome.create(Page {
            id: action.record,
            office: letter.office,
            letter: letter.id,
            snapshot: data.snapshot,
            pages: data.pages.clone(),
            pdf: data.pdf,
            rest: Rest::new(),
        });
    }
    Ok(outcome)
}

/// What cannot be typeset cannot be approved: the operator has it back, with the reason.
pub(super) fn render_failed(action: &Action, data: &RenderFailed, context: &Context) -> Result<Outcome, Stop> {
    let (_, letter) = context.letter(action.record)?;
    let current = letter.frozen.as_ref().is_some_and(|frozen| frozen.snapshot == data.snapshot);
    if !current || letter.state != LetterState::InApproval {
        return Ok(Outcome::default());
    }
    let why = Because { by: None, reason: data.reason.clone(), at: None };
    let mut outcome = Outcome::default();
    super::task::back_to_operator(letter, None, why, context, &mut outcome)?;
    Ok(outcome)
}

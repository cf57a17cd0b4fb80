//! Seeing a whole identity number is an act of its own, with its purpose, in the office's log.

use crate::domain::action::{Action, Reveal as Data};
use crate::domain::context::{Context, Stop};
use crate::domain::nik::mask_in;
use crate::domain::outcome::Outcome;
use crate::domain::record::Rest;
use crate::domain::refusal::Refusal;
use crate::domain::reveal::{Purpose, Reveal};

/// Whoever holds a position in the office whose resident it is.
pub(super) fn gate(action: &Action, data: &Data, context: &Context) -> Result<(), Stop> {
    let (_, resident) = context.resident(data.resident)?;
    context.positions(resident.office, action.actor).map(|_| ())
}

pub(super) fn reveal(action: &Action, data: &Data, context: &Context) -> Result<Outcome, Stop> {
    // An entry is new, and takes no id that belongs to what other actions create.
    if action.record.0.get_version_num() == 8 || context.record(action.record)?.is_some() {
        return Err(Refusal::BadData { what: "record".into() }.into());
    }
    // The log says that numbers were seen, never what they are.
    let text = mask_in(data.text.trim());
    if data.purpose == Purpose::Other && text.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let (_, resident) = context.resident(data.resident)?;
    let mut outcome = Outcome::default();
    outcome.create(Reveal {
        id: action.record,
        office: resident.office,
        person: action.actor,
        resident: resident.id,
        purpose: data.purpose,
        text,
        at: None,
        rest: Rest::new(),
    });
    Ok(outcome)
}

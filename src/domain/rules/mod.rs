//! The rules: what each action does to the records, one file a noun.
//!
//! [`gate`] says who may touch the record at all and who is at it; it comes before the expectation, so that a
//! stranger learns nothing and a colleague's claim is named first. [`apply`] is the rule itself.

mod card;
mod delivery;
mod handing;
mod letter;
mod recall;
mod request;
mod reveal;
mod signature;
mod task;

pub use request::{can_be_served, snapshot_of};

use super::action::{Action, What};
use super::context::{Context, Stop};
use super::outcome::Outcome;
use super::refusal::Refusal;
use super::request::Because;

/// Who may touch the record, and whether somebody else is at it.
///
/// # Errors
/// Refusals, needs and what cannot be known.
pub fn gate(action: &Action, context: &Context) -> Result<(), Stop> {
    match &action.what {
        What::Submit(_)
        | What::Edit(_)
        | What::Tick(_)
        | What::Note(_)
        | What::Claim(_)
        | What::Release(_)
        | What::Assign(_)
        | What::Tell(_)
        | What::HandOver(_)
        | What::Forward(_)
        | What::ReturnToApplicant(_)
        | What::Resume(_)
        | What::Refuse(_)
        | What::Cancel(_) => request::gate(action, context),
        What::Verify(_) | What::ReturnTask(_) => task::gate(action, context),
        What::Recall(_) => recall::gate(action, context),
        What::FollowUp(_) | What::MarkRead(_) => letter::gate(action, context),
        What::Reveal(data) => reveal::gate(action, data, context),
        What::RememberCard(_) => card::gate(action, context),
        What::Reserve(_)
        | What::Signed(_)
        | What::Doubt(_)
        | What::Resolve(_)
        | What::Render(_)
        | What::RenderFailed(_)
        | What::Deliver(_) => Ok(()),
    }
}

/// What the action does.
///
/// # Errors
/// Refusals, needs and what cannot be known.
pub fn apply(action: &Action, context: &Context) -> Result<Outcome, Stop> {
    match &action.what {
        What::Submit(data) => request::submit(action, data, context),
        What::Edit(data) => request::edit(action, data, context),
        What::Tick(data) => request::tick(action, data, context),
        What::Note(data) => request::note(action, data, context),
        What::Claim(_) => request::claim(action, context),
        What::Release(_) => request::release(action, context),
        What::Assign(data) => handing::assign(action, data, context),
        What::Tell(data) => handing::tell(action, data, context),
        What::HandOver(data) => handing::hand_over(action, data, context),
        What::Forward(data) => request::forward(action, data, context),
        What::ReturnToApplicant(data) => request::return_to_applicant(action, data, context),
        What::Resume(_) => request::resume(action, context),
        What::Refuse(data) => request::refuse(action, data, context),
        What::Cancel(data) => request::cancel(action, data, context),
        What::Verify(data) => task::verify(action, data, context),
        What::ReturnTask(data) => task::return_task(action, data, context),
        What::Recall(_) => recall::recall(action, context),
        What::FollowUp(data) => letter::follow_up(action, data, context),
        What::MarkRead(data) => letter::mark_read(action, data, context),
        What::Reveal(data) => reveal::reveal(action, data, context),
        What::RememberCard(data) => card::remember(action, data, context),
        What::Reserve(data) => signature::reserve(action, data, context),
        What::Signed(data) => signature::signed(action, data, context),
        What::Doubt(_) => signature::doubt(action, context),
        What::Resolve(data) => signature::resolve(action, data, context),
        What::Render(data) => letter::render(action, data, context),
        What::RenderFailed(data) => letter::render_failed(action, data, context),
        What::Deliver(_) => delivery::deliver(action, context),
    }
}

/// A reason with words in it.
fn because(action: &Action, reason: &str) -> Result<Because, Stop> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    Ok(Because { by: Some(action.actor), reason: reason.to_owned(), at: None })
}

fn wrong_state(name: &str) -> Stop {
    Refusal::WrongState { state: name.to_owned() }.into()
}

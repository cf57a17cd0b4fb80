//! What a person does at the desk becomes an action: `compose` says which, `queue` judges it by the rules
//! and makes it durable; `settle` is for what the server did not take.

mod compose;
mod many;
mod queue;
mod settle;
mod together;
pub(super) mod undo;

use jiff::SignedDuration;

pub use together::submit_together;

use crate::client::query::counter;
use crate::client::station::Station;
use crate::client::store::{Files, cache, drafts, rows, views};
use crate::client::sync::page::server_time;
use crate::desk::{Command, DeskError, Done, NewRequest};
use crate::domain::id::{DeviceId, PersonId};
use crate::domain::office::{date_of, start_of};
use crate::env::Env;

/// Who acts, on which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// This profile's device.
    pub device: DeviceId,
}

/// Does it, on the writing connections. Durable when this returns; nothing rests.
///
/// # Errors
/// What a person can act on; then nothing was queued.
pub fn perform(files: &mut Files, actor: Actor, env: &dyn Env, command: &Command) -> Result<Done, DeskError> {
    perform_resting(files, actor, env, SignedDuration::ZERO, command)
}

/// The same; what hands work on [rests](crate::domain::action::What::rests) for so long before it is sent.
///
/// # Errors
/// As [`perform`].
pub fn perform_resting(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    rest: SignedDuration,
    command: &Command,
) -> Result<Done, DeskError> {
    match command {
        Command::Undo { action } => undo::undo(files, actor, env, rest, *action),
        Command::Redo => undo::redo(files, actor, env, rest),
        Command::SaveDraft { form, record, text } => {
            drafts::save(&files.outbox, form, *record, text, env.now())?;
            Ok(Done::Kept)
        }
        Command::SaveView(view) => {
            views::save(&files.outbox, view)?;
            Ok(Done::Kept)
        }
        Command::Discard { action, reason } => settle::give_up(files, env, *action, reason),
        Command::Settle { action, way, seen } => settle::settle(files, actor, env, *action, way, *seen),
        Command::TakeUp { action } => settle::take_up(files, env, *action),
        Command::AssignAll { to, note } => many::assign_all(files, actor, env, rest, *to, note),
        Command::ReleaseAll => many::release_all(files, actor, env),
        Command::Noticed { until } => {
            cache::remember(&files.cache, counter::NOTICED, &until.to_string())?;
            Ok(Done::Kept)
        }
        command => queue::queue(files, actor, env, rest, command, None),
    }
}

/// Queues a new request with the next queue number of this machine. The number is durable first: whatever stops
/// in between leaves a gap, never a repeat.
///
/// # Errors
/// What a person can act on; then nothing was queued.
pub fn submit(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    station: &Station,
    new: NewRequest,
) -> Result<Done, DeskError> {
    let today = date_of(server_time(&files.cache, env.now())?);
    let of_today = rows::requests::numbers_since(&files.cache, start_of(today))?;
    let waiting = rows::requests::numbers_waiting(&files.cache)?;
    let number = station.give(today, &of_today, &waiting)?;
    env.reached("number given");
    queue::queue(files, actor, env, SignedDuration::ZERO, &Command::Submit(Box::new(new)), Some(number))
}

fn storage(error: rusqlite::Error) -> DeskError {
    DeskError::Storage(error.to_string())
}

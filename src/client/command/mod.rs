//! What a person does at the desk becomes an action: `compose` says which, `queue` judges it by the rules
//! and makes it durable.

mod compose;
mod queue;

use crate::client::store::{Files, drafts, outbox};
use crate::desk::{Command, DeskError, Done};
use crate::domain::id::{DeviceId, PersonId};
use crate::domain::text::clean_lines;
use crate::env::Env;

/// Who acts, on which device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The person.
    pub person: PersonId,
    /// This profile's device.
    pub device: DeviceId,
}

/// Does it, on the writing connections. Durable when this returns.
///
/// # Errors
/// What a person can act on; then nothing was queued.
pub fn perform(files: &mut Files, actor: Actor, env: &dyn Env, command: &Command) -> Result<Done, DeskError> {
    match command {
        Command::SaveDraft { form, record, text } => {
            drafts::save(&files.outbox, form, *record, text, env.now())?;
            Ok(Done::Kept)
        }
        Command::Discard { action, reason } => {
            let tx = files.outbox.transaction().map_err(storage)?;
            let given_up = outbox::discard(&tx, *action, &clean_lines(reason), env.now())?;
            tx.commit().map_err(storage)?;
            if given_up == 0 { Err(DeskError::NotHere) } else { Ok(Done::Kept) }
        }
        command => queue::queue(files, actor, env, command),
    }
}

fn storage(error: rusqlite::Error) -> DeskError {
    DeskError::Storage(error.to_string())
}

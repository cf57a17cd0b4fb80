//! Does something and waits for what the server says of it; without a line it is kept and said to be.

use std::time::Duration;

use super::CliError;
use super::exit::NotTaken;
use crate::client::Desk;
use crate::desk::{Command, DeskError, Done, Found, ItemState, Query, SyncItem};
use crate::domain::id::ActionId;
use crate::i18n::Said;

/// How long a verb waits for the server.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);

/// What became of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// The server has applied it.
    Applied,
    /// It is durable here and will be sent.
    Queued,
}

impl Settled {
    /// As in `--json`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Queued => "queued",
        }
    }

    /// In words.
    pub fn said(self) -> Said {
        match self {
            Self::Applied => Said::Applied,
            Self::Queued => Said::Queued,
        }
    }
}

/// Does it.
pub(super) fn perform(desk: &Desk, command: Command) -> Result<(Option<ActionId>, Settled), CliError> {
    match desk.perform(command)? {
        Done::Queued { action, .. } | Done::Submitted { action, .. } => Ok((Some(action), settle(desk, action)?)),
        Done::Many { .. } | Done::Together(_) | Done::Settled(_) | Done::Written(_) | Done::Kept => {
            Ok((None, Settled::Applied))
        }
    }
}

/// Waits for what the server says of an action.
pub(super) fn settle(desk: &Desk, action: ActionId) -> Result<Settled, CliError> {
    desk.sync_now(PATIENCE)?;
    match item(desk, action)?.map(|item| item.state) {
        None => {
            // The answer has come; what it changed comes with the feed, so that the record shown is the server's.
            desk.sync_now(PATIENCE)?;
            Ok(Settled::Applied)
        }
        Some(ItemState::Waiting | ItemState::Resting(_)) => Ok(Settled::Queued),
        Some(ItemState::Refused(refusal)) => Err(CliError::NotTaken(NotTaken::Refused(refusal))),
        Some(ItemState::Conflict(differs)) => Err(CliError::NotTaken(NotTaken::Conflict(differs))),
        Some(ItemState::Blocked(_)) => Err(CliError::NotTaken(NotTaken::Blocked)),
        Some(ItemState::Quarantined(_)) => Err(CliError::NotTaken(NotTaken::Quarantined)),
    }
}

/// What waits of this action, or needs the person. Nothing when it is over.
fn item(desk: &Desk, action: ActionId) -> Result<Option<SyncItem>, CliError> {
    match desk.query(Query::SyncItem(action)) {
        // Settled meanwhile, by another process on this profile: no longer this verb's.
        Ok(Found::SyncItem(view)) if view.settled.is_some() => Ok(None),
        Ok(Found::SyncItem(view)) => {
            Ok(std::iter::once(view.item).chain(view.behind).find(|item| item.action == action))
        }
        Ok(_) | Err(DeskError::NotHere) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

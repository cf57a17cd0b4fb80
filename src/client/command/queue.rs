//! Judges an action by the rules and makes it durable: in the outbox first, then in what is shown.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use super::compose::compose;
use super::{Actor, storage};
use crate::client::store::outbox::{self, Item};
use crate::client::store::{Files, StoreResult, cache, drafts, made_on, overlay};
use crate::desk::{Command, DeskError, Done};
use crate::domain::action::{Action, Expects, What};
use crate::domain::decide::Verdict;
use crate::domain::id::{ActionId, RecordId};
use crate::domain::queue_number::QueueNumber;
use crate::env::Env;
use crate::wire::actions::Action as WireAction;

/// Queues what the command is. A refusal that is certain here queues nothing.
pub(super) fn queue(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    command: &Command,
    number: Option<QueueNumber>,
) -> Result<Done, DeskError> {
    // The cache is locked first and until the end, so that no page comes between the judgment and the overlay.
    let cache = files.cache.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let outbox = files.outbox.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let (record, what) = compose(&outbox, &cache, actor, env, command, number)?;
    let Some(put) = put(&outbox, &cache, actor, env, record, what)? else { return Ok(Done::Kept) };
    if let Command::Submit(new) = command
        && let Some((form, record)) = new.draft
    {
        // The typing has become the request: both or neither.
        drafts::save(&outbox, form, Some(record), "", env.now())?;
    }
    outbox.commit().map_err(storage)?;
    env.reached("action queued");
    // From here on it counts. What is shown of it is derived, and made again at the next start.
    if let Err(error) = overlay::show(&cache, &put.action, &put.verdict).and_then(|()| Ok(cache.commit()?)) {
        tracing::warn!(%error, "action is queued but not shown");
    }
    env.reached("action shown");
    let (action, undecided) = (put.action.id, put.undecided());
    Ok(match (&put.action.what, number) {
        (What::Submit(_), Some(number)) => {
            Done::Submitted { action, request: record, queue: number.to_string(), undecided }
        }
        _ => Done::Queued { action, undecided },
    })
}

/// An action that was put into the outbox.
pub(super) struct Put {
    /// It.
    pub action: Action,
    /// How it was judged here.
    pub verdict: Verdict,
}

impl Put {
    /// Only the server can decide it.
    pub fn undecided(&self) -> bool {
        self.verdict == Verdict::Undecided
    }
}

/// Judges an action on a record and puts it into the outbox, with the record it was made on; none when it would
/// change nothing. It counts when the transaction of the outbox has committed.
///
/// # Errors
/// A refusal that is certain here: nothing was put.
pub(super) fn put(
    outbox: &Connection,
    cache: &Connection,
    actor: Actor,
    env: &dyn Env,
    record: RecordId,
    what: What,
) -> Result<Option<Put>, DeskError> {
    let shown = cache::get(cache, record)?;
    if shown.as_ref().is_some_and(|stored| stored.unreadable) {
        return Err(DeskError::TooNew);
    }
    let (expects, depends_on) = expects(outbox, cache, record)?;
    let action = Action {
        id: ActionId(env.new_id()),
        device: actor.device,
        device_seq: outbox::next_seq(outbox)?,
        actor: actor.person,
        record,
        expects,
        what,
        client_time: env.now(),
    };
    let (verdict, _) = overlay::judge(outbox, cache, &action)?;
    match &verdict {
        Verdict::Applied { outcome, .. } if outcome.changes.is_empty() => return Ok(None),
        Verdict::Applied { .. } | Verdict::Undecided => {}
        Verdict::Refused(refusal) => return Err(DeskError::Refused(refusal.clone())),
        Verdict::Conflict { .. } | Verdict::Blocked(_) => return Err(DeskError::Changed),
    }
    outbox::add(outbox, &item(&action, depends_on))?;
    if let Some(shown) = &shown {
        made_on::keep(outbox, action.id, shown)?;
    }
    Ok(Some(Put { action, verdict }))
}

fn item(action: &Action, depends_on: Option<ActionId>) -> Item {
    Item { action: WireAction::from(action), depends_on, not_before: Timestamp::UNIX_EPOCH, result: None }
}

/// What the record must be like, and which action on another record must have been applied before.
///
/// The last pending action on the same record is named by its id. When a pending action on another record has
/// changed this one since, the version shown here is what the server will have exactly if that action is
/// applied to what it expected: so it is sent only after that, and never when it failed.
fn expects(outbox: &Connection, cache: &Connection, record: RecordId) -> StoreResult<(Expects, Option<ActionId>)> {
    let own = outbox::last_pending_on(outbox, record)?;
    match (own, overlay::last_touching(cache, record)?) {
        (Some(own), Some(other)) if own != other && outbox::is_after(outbox, other, own)? => {
            Ok((Expects::Version(shown_version(cache, record)?), Some(other)))
        }
        (Some(own), _) => Ok((Expects::After(own), None)),
        (None, Some(other)) => Ok((Expects::Version(shown_version(cache, record)?), Some(other))),
        (None, None) => Ok((cache::base_version(cache, record)?.map_or(Expects::New, Expects::Version), None)),
    }
}

fn shown_version(cache: &Connection, record: RecordId) -> StoreResult<u64> {
    Ok(cache::get(cache, record)?.map_or(0, |stored| stored.version))
}

//! Judges an action by the rules and makes it durable: in the outbox first, then in what is shown.

use jiff::{SignedDuration, Timestamp};
use rusqlite::{Connection, TransactionBehavior};

use super::compose::compose;
use super::{Actor, storage};
use crate::client::store::outbox::{self, Item};
use crate::client::store::{Files, StoreResult, cache, drafts, made_on, overlay, undo};
use crate::desk::{Command, DeskError, Done};
use crate::domain::action::{Action, Expects, What};
use crate::domain::decide::Verdict;
use crate::domain::id::{ActionId, RecordId};
use crate::domain::queue_number::QueueNumber;
use crate::domain::undo::{counts_as_done, needs_before};
use crate::env::Env;
use crate::wire::actions::Action as WireAction;

/// What is queued, and what it means for what can be taken back.
pub(super) struct Wanted {
    /// The record it is about.
    pub record: RecordId,
    /// What happens to it.
    pub what: What,
    /// Why.
    pub because: Because,
}

/// Why an action is queued.
pub(super) enum Because {
    /// The person does it.
    Done {
        /// The typing that becomes it.
        draft: Option<(&'static str, RecordId)>,
    },
    /// The program does it for the person, who takes back what they did themselves.
    ByItself,
    /// It takes this one back.
    Undoes(Box<Item>),
    /// It was taken back and is done again.
    Redoes(undo::Undone),
}

impl Because {
    /// The person does it, and no typing becomes it.
    pub const DONE: Self = Self::Done { draft: None };
}

/// Queues what the command is. A refusal that is certain here queues nothing.
pub(super) fn queue(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    rest: SignedDuration,
    command: &Command,
    number: Option<QueueNumber>,
) -> Result<Done, DeskError> {
    queue_with(files, actor, env, rest, |outbox, cache| {
        let (record, what) = compose(outbox, cache, actor, env, command, number)?;
        let draft = match command {
            Command::Submit(new) => new.draft,
            _ => None,
        };
        Ok(Wanted { record, what, because: Because::Done { draft } })
    })
}

/// The same for what the program does for the person.
pub(super) fn queue_by_itself(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    command: &Command,
) -> Result<Done, DeskError> {
    queue_with(files, actor, env, SignedDuration::ZERO, |outbox, cache| {
        let (record, what) = compose(outbox, cache, actor, env, command, None)?;
        Ok(Wanted { record, what, because: Because::ByItself })
    })
}

/// Queues what `want` makes of the locked files.
pub(super) fn queue_with(
    files: &mut Files,
    actor: Actor,
    env: &dyn Env,
    rest: SignedDuration,
    want: impl FnOnce(&Connection, &Connection) -> Result<Wanted, DeskError>,
) -> Result<Done, DeskError> {
    // The cache is locked first and until the end, so that no page comes between the judgment and the overlay.
    let cache = files.cache.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let outbox = files.outbox.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
    let Wanted { record, what, because } = want(&outbox, &cache)?;
    let Some(put) = put(&outbox, &cache, actor, env, rest, record, what)? else { return Ok(Done::Kept) };
    note(&outbox, &put.action, because)?;
    outbox.commit().map_err(storage)?;
    env.reached("action queued");
    // From here on it counts. What is shown of it is derived, and made again at the next start.
    if let Err(error) = overlay::show(&cache, &put.action, &put.verdict).and_then(|()| Ok(cache.commit()?)) {
        tracing::warn!(%error, "action is queued but not shown");
    }
    env.reached("action shown");
    let (action, undecided) = (put.action.id, put.undecided());
    Ok(match &put.action.what {
        What::Submit(submit) => Done::Submitted { action, request: record, queue: submit.queue.clone(), undecided },
        _ => Done::Queued { action, undecided },
    })
}

/// Keeps with the action what it means for taking back and doing again.
pub(super) fn note(outbox: &Connection, action: &Action, because: Because) -> Result<(), DeskError> {
    match because {
        Because::Undoes(earlier) => undo::undone(outbox, &earlier, action.id, action.client_time)?,
        Because::Redoes(undone) => undo::redone(outbox, &undone)?,
        Because::ByItself => undo::by_itself(outbox, action.id)?,
        Because::Done { .. } if !counts_as_done(action.what.kind()) => undo::by_itself(outbox, action.id)?,
        Because::Done { draft } => {
            undo::forget_undone(outbox)?;
            if let Some((form, record)) = draft {
                // The typing has become the request: both or neither.
                drafts::save(outbox, form, Some(record), "", action.client_time)?;
            }
        }
    }
    Ok(())
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
    rest: SignedDuration,
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
    outbox::add(outbox, &item(&action, depends_on, rest))?;
    if let Some(shown) = &shown {
        made_on::keep(outbox, action.id, shown)?;
        if needs_before(&action.what) {
            undo::keep_before(outbox, action.id, &shown.bytes)?;
        }
    }
    Ok(Some(Put { action, verdict }))
}

fn item(action: &Action, depends_on: Option<ActionId>, rest: SignedDuration) -> Item {
    let not_before = if action.what.rests() && rest.is_positive() {
        action.client_time.checked_add(rest).unwrap_or(Timestamp::UNIX_EPOCH)
    } else {
        Timestamp::UNIX_EPOCH
    };
    Item { action: WireAction::from(action), depends_on, not_before, result: None }
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

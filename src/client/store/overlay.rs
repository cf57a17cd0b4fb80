//! What pending actions make of the server's records: the rules of `domain`, run here to show the result at
//! once.
//!
//! Pending is what has no answer yet, and what was applied but has not come with the feed (so nothing
//! flickers). The outbox is the truth; this is derived from it, and made again whenever records arrive. An
//! action that no longer applies stays, marked, and is still sent: the server decides.

use rusqlite::{Connection, TransactionBehavior, params};

use super::error::StoreResult;
use super::outbox::{self, Item};
use super::{Files, cache, rows, streams};
use crate::domain::action::Action;
use crate::domain::context::{Answer, Context, Need, Predecessor};
use crate::domain::decide::{Verdict, decide_with};
use crate::domain::id::{ActionId, OfficeId, PersonId, RecordId};
use crate::domain::office::Official;
use crate::domain::outcome::Outcome;
use crate::domain::record::Record;
use crate::wire::actions::ActionResult;

/// How a pending action stands here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Shown as applied.
    Applied,
    /// Only the server can decide it.
    Undecided,
    /// By what is known now it will be refused or be in conflict.
    DoesNotApply,
}

impl Standing {
    fn name(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::Undecided => "undecided",
            Self::DoesNotApply => "does_not_apply",
        }
    }
}

/// Decides an action by what this desk knows.
///
/// # Errors
/// When the store cannot be read.
pub fn judge(outbox: &Connection, cache: &Connection, action: &Action) -> StoreResult<(Verdict, Context)> {
    let mut failure = None;
    let (verdict, context) = decide_with(action, false, |context, need| {
        if let Err(error) = answer(outbox, cache, context, need) {
            // The rule must not go on with a wrong answer; it ends as undecided and the error is given back.
            unknown(context, need);
            failure = Some(error);
        }
    });
    match failure {
        Some(error) => Err(error),
        None => Ok((verdict, context)),
    }
}

fn unknown(context: &mut Context, need: Need) {
    match need {
        Need::Record(id) => context.put_record(id, Answer::Unknown),
        Need::Officials(office) => context.put_officials(office, Answer::Unknown),
        Need::Times => context.put_times(Answer::Unknown),
        Need::Predecessor(action) => context.put_predecessor(action, Answer::Unknown),
        Need::Signing(letter) => context.put_signing(letter, Answer::Unknown),
        Need::Opened { task, person } => context.put_opened(task, person, Answer::Unknown),
    }
}

/// Answers one need from the local store.
///
/// # Errors
/// When the store cannot be read.
pub fn answer(outbox: &Connection, cache: &Connection, context: &mut Context, need: Need) -> StoreResult<()> {
    match need {
        Need::Record(id) => context.put_record(id, record(cache, id)?),
        Need::Officials(office) => context.put_officials(office, officials(cache, office)?),
        Need::Predecessor(action) => context.put_predecessor(action, predecessor(outbox, cache, action)?),
        // A desk's clock decides nothing, and whether a letter is being signed or opened only the server knows.
        Need::Times | Need::Signing(_) | Need::Opened { .. } => unknown(context, need),
    }
    Ok(())
}

fn record(cache: &Connection, id: RecordId) -> StoreResult<Answer<Record>> {
    Ok(match cache::get(cache, id)? {
        Some(stored) => stored.record().map_or(Answer::Unknown, Answer::Known),
        None if streams::all_complete(cache)? => Answer::Nothing,
        None => Answer::Unknown,
    })
}

fn officials(cache: &Connection, office: OfficeId) -> StoreResult<Answer<Vec<Official>>> {
    let reference = streams::place(cache, crate::domain::stream::StreamId::Reference)?;
    if reference.is_none_or(|place| !place.bottom) {
        return Ok(Answer::Unknown);
    }
    rows::officials::of_office(cache, office).map(Answer::Known)
}

/// A pending predecessor counts as applied as expected where it is shown so; the version is the one shown here,
/// because that is what the next action was made on.
fn predecessor(outbox: &Connection, cache: &Connection, id: ActionId) -> StoreResult<Answer<Predecessor>> {
    let Some(item) = outbox::get(outbox, id)? else {
        return Ok(Answer::Nothing);
    };
    let shown = standing(cache, id)?;
    Ok(match (item.result, shown) {
        (Some(ActionResult::Applied { as_expected, .. }), Some((Standing::Applied, version))) => {
            Answer::Known(Predecessor::Applied { as_expected, version })
        }
        (Some(ActionResult::Applied { as_expected, version, .. }), None) => {
            Answer::Known(Predecessor::Applied { as_expected, version })
        }
        (None, Some((Standing::Applied, version))) => {
            Answer::Known(Predecessor::Applied { as_expected: true, version })
        }
        (Some(ActionResult::Applied { .. }) | None, _) => Answer::Unknown,
        (Some(_), _) => Answer::Known(Predecessor::Failed),
    })
}

/// How an action stands here, and the version of its record after it; none when it is not pending.
///
/// # Errors
/// When the store cannot be read.
pub fn standing(cache: &Connection, id: ActionId) -> StoreResult<Option<(Standing, u64)>> {
    let mut statement = cache.prepare_cached("SELECT standing, version FROM overlay WHERE action = ?1")?;
    let mut found = statement.query([id.0.as_bytes()])?;
    let Some(row) = found.next()? else { return Ok(None) };
    let standing = match row.get::<_, String>(0)?.as_str() {
        "applied" => Standing::Applied,
        "undecided" => Standing::Undecided,
        _ => Standing::DoesNotApply,
    };
    Ok(Some((standing, row.get::<_, i64>(1)?.unsigned_abs())))
}

/// Whether an own pending action touches this record.
///
/// # Errors
/// When the store cannot be read.
pub fn is_touched(cache: &Connection, record: RecordId) -> StoreResult<bool> {
    Ok(cache
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM touched WHERE record = ?1)")?
        .query_row([record.0.as_bytes()], |row| row.get(0))?)
}

/// The last pending action that changes this record here besides its own, if any.
///
/// # Errors
/// When the store cannot be read.
pub fn last_touching(cache: &Connection, record: RecordId) -> StoreResult<Option<ActionId>> {
    let mut statement = cache.prepare_cached(
        "SELECT overlay.action FROM touched JOIN overlay ON overlay.action = touched.action
         WHERE touched.record = ?1 AND overlay.standing = 'applied' ORDER BY overlay.seq DESC LIMIT 1",
    )?;
    let mut found = statement.query([record.0.as_bytes()])?;
    Ok(found.next()?.map(|row| row.get(0)).transpose()?.map(|id| ActionId(uuid::Uuid::from_bytes(id))))
}

/// What is pending, in the order of the outbox: applied ones whose positions the cursors have passed are not.
/// Gives those that have been passed as second part.
///
/// # Errors
/// When the store cannot be read.
pub fn pending(outbox: &Connection, cache: &Connection) -> StoreResult<(Vec<Item>, Vec<ActionId>)> {
    let mut pending = outbox::queued(outbox)?;
    let mut passed = Vec::new();
    for item in outbox::unpassed(outbox)? {
        if is_passed(cache, &item)? {
            passed.push(item.action.id);
        } else {
            pending.push(item);
        }
    }
    pending.sort_by_key(|item| item.action.device_seq);
    Ok((pending, passed))
}

fn is_passed(cache: &Connection, item: &Item) -> StoreResult<bool> {
    let Some(ActionResult::Applied { positions, .. }) = &item.result else {
        return Ok(false);
    };
    let held = streams::held(cache)?;
    for (stream, position) in positions.iter().filter(|(stream, _)| held.contains(stream)) {
        if streams::place(cache, *stream)?.is_none_or(|place| place.position < *position) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Puts all records back to the server's rows. What is then received must be followed by [`lay`].
///
/// # Errors
/// When it cannot be stored.
pub fn lift(cache: &Connection) -> StoreResult<()> {
    cache::uncover_all(cache)?;
    cache.execute_batch("DELETE FROM overlay; DELETE FROM touched;")?;
    Ok(())
}

/// Applies all pending actions. Gives the applied ones that the feed has passed, for [`outbox::pass`].
///
/// # Errors
/// When it cannot be stored.
pub fn lay(outbox: &Connection, cache: &Connection) -> StoreResult<Vec<ActionId>> {
    let (pending, passed) = pending(outbox, cache)?;
    for item in &pending {
        lay_one(outbox, cache, item)?;
    }
    rows::settle(cache)?;
    Ok(passed)
}

fn lay_one(outbox: &Connection, cache: &Connection, item: &Item) -> StoreResult<()> {
    let Some(action) = item.read() else {
        return stand(cache, item.action.device_seq, item.action.id, Standing::Undecided, 0, &[item.action.record]);
    };
    let (verdict, _) = judge(outbox, cache, &action)?;
    show_one(cache, &action, &verdict)
}

/// Shows one decided action.
///
/// # Errors
/// When it cannot be stored.
pub fn show(cache: &Connection, action: &Action, verdict: &Verdict) -> StoreResult<()> {
    show_one(cache, action, verdict)?;
    rows::settle(cache)
}

fn show_one(cache: &Connection, action: &Action, verdict: &Verdict) -> StoreResult<()> {
    let (standing, version, touched) = match verdict {
        Verdict::Applied { outcome, version, .. } => {
            (Standing::Applied, *version, cover(cache, outcome, action.actor, action.record)?)
        }
        Verdict::Undecided => (Standing::Undecided, 0, vec![action.record]),
        Verdict::Refused(_) | Verdict::Conflict { .. } | Verdict::Blocked(_) => {
            (Standing::DoesNotApply, 0, vec![action.record])
        }
    };
    stand(cache, action.device_seq, action.id, standing, version, &touched)
}

fn cover(cache: &Connection, outcome: &Outcome, actor: PersonId, record: RecordId) -> StoreResult<Vec<RecordId>> {
    let mut touched = vec![record];
    for change in &outcome.changes {
        cache::cover(cache, change.version(), &change.body, actor)?;
        touched.push(change.body.id());
    }
    Ok(touched)
}

fn stand(
    cache: &Connection,
    seq: u64,
    action: ActionId,
    standing: Standing,
    version: u64,
    touched: &[RecordId],
) -> StoreResult<()> {
    cache.prepare_cached("INSERT OR REPLACE INTO overlay VALUES (?1, ?2, ?3, ?4)")?.execute(params![
        i64::try_from(seq).unwrap_or(i64::MAX),
        action.0.as_bytes(),
        standing.name(),
        i64::try_from(version).unwrap_or(i64::MAX),
    ])?;
    for record in touched {
        cache
            .prepare_cached("INSERT OR IGNORE INTO touched VALUES (?1, ?2)")?
            .execute(params![record.0.as_bytes(), action.0.as_bytes()])?;
    }
    Ok(())
}

/// Makes the overlay again from the outbox, in one transaction.
///
/// # Errors
/// When it cannot be stored.
pub fn rebuild(files: &mut Files) -> StoreResult<()> {
    let tx = files.cache.transaction_with_behavior(TransactionBehavior::Immediate)?;
    lift(&tx)?;
    let passed = lay(&files.outbox, &tx)?;
    tx.commit()?;
    outbox::pass(&files.outbox, &passed)
}

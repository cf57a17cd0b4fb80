//! One action, once: its id first, then the decision in a savepoint, then its result for ever.
//!
//! What panics, breaks a constraint or cannot be made sense of is undone and kept as it came; the actions
//! beside it do not notice.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::answers::{Answers, For};
use super::append::{Because, append};
use super::{Core, CoreError, numbers};
use crate::domain::action::Action;
use crate::domain::decide::Verdict;
use crate::domain::record::Record;
use crate::domain::refusal::Refusal;
use crate::server::store::{Inserted, NewAction, Quarantined, StoreError, StoredAction, Tx};
use crate::wire::actions::{ActionResult, Current};

/// What became of an action that came in.
pub(super) enum Settled {
    /// Decided now: the result's exact bytes.
    Now(String),
    /// This id was there already.
    Before(Box<StoredAction>),
    /// Another action has this device's number.
    NumberTaken,
}

impl Core {
    /// Settles an action: `decide` runs only when its id is new, and its effects are kept or undone as one.
    pub(super) fn settle(
        &self,
        tx: &mut dyn Tx,
        new: &NewAction,
        decide: impl FnOnce(&mut dyn Tx) -> Result<ActionResult, CoreError>,
    ) -> Result<Settled, CoreError> {
        tx.savepoint()?;
        match tx.insert_action(new)? {
            Inserted::New => {}
            Inserted::Known(row) => {
                tx.release()?;
                return Ok(Settled::Before(row));
            }
            Inserted::NumberTaken => {
                tx.release()?;
                return Ok(Settled::NumberTaken);
            }
        }
        let decided = catch_unwind(AssertUnwindSafe(|| decide(tx)));
        let why = match decided {
            Ok(Ok(result)) => {
                let text = keep_result(tx, new, &result)?;
                tx.release()?;
                return Ok(Settled::Now(text));
            }
            Ok(Err(error)) => poison(&error).ok_or(error)?,
            Err(_) => "panic",
        };
        tx.rollback()?;
        tx.insert_action(new)?;
        tx.put_quarantined(&Quarantined { action: new.id, bytes: new.bytes.clone(), why: why.to_owned(), at: new.at })?;
        keep_result(tx, new, &ActionResult::Quarantined { why: why.to_owned() }).map(Settled::Now)
    }

    /// Decides and carries it out. The action's time is the device's, corrected.
    pub(super) fn decide(
        &self,
        tx: &mut dyn Tx,
        action: &Action,
        whom: For<'_>,
        because: Because,
    ) -> Result<ActionResult, CoreError> {
        let made = action.client_time;
        let answers = Answers { tx: &*tx, now: because.at, made, whom, signing: &self.signing };
        // A record that is not this person's is refused like one that is not there, whatever was expected of it.
        if answers.record(action.record)?.is_some_and(|record| !answers.sees(&record.body)) {
            return Ok(ActionResult::Refused { refusal: Refusal::NotFound });
        }
        let verdict = answers.decide(action)?;
        self.env.reached("action decided");
        Ok(match verdict {
            Verdict::Applied { outcome, version, as_expected } => {
                let outcome = numbers::give(tx, self.env.as_ref(), outcome, because.at)?;
                for (hash, bytes) in &outcome.snapshots {
                    tx.put_snapshot(*hash, bytes)?;
                }
                let positions = append(tx, &outcome.changes, because)?;
                ActionResult::Applied { version, as_expected, positions }
            }
            Verdict::Refused(refusal) => ActionResult::Refused { refusal },
            Verdict::Conflict { current, differs } => {
                let current = current.map(|record| current_bytes(tx, &record)).transpose()?.flatten();
                ActionResult::Conflict { differs, current }
            }
            Verdict::Blocked(by) => ActionResult::Blocked { by },
            // The server answers every need, so a rule that still cannot decide is a mistake of ours.
            Verdict::Undecided => return Err(CoreError::Poison("undecided")),
        })
    }
}

/// The reason of a failure that is this action's own; none for one that may pass when it is tried again.
fn poison(error: &CoreError) -> Option<&'static str> {
    match error {
        CoreError::Poison(why) => Some(why),
        CoreError::Unreadable(..) => Some("unreadable_record"),
        CoreError::Store(StoreError::Constraint(_)) => Some("constraint"),
        CoreError::Store(StoreError::Corrupt(_)) => Some("corrupt"),
        CoreError::Store(_) | CoreError::SigningLocked => None,
    }
}

fn keep_result(tx: &mut dyn Tx, new: &NewAction, result: &ActionResult) -> Result<String, CoreError> {
    let text = serde_json::to_string(result).map_err(|_| CoreError::Poison("result"))?;
    tx.put_result(new.id, &text)?;
    Ok(text)
}

/// The stored bytes: a body is never written again.
fn current_bytes(tx: &dyn Tx, record: &Record) -> Result<Option<Current>, CoreError> {
    let stored = tx.load(record.body.id())?;
    Ok(stored.map(|stored| Current { kind: stored.kind, version: stored.version, body: stored.body }))
}

//! What a crash left behind is carried on: at start and once a minute, by any server process.
//!
//! Numbers that the ledger misses are entered; an attempt that is signed while its letter is not is
//! committed; an open one that nobody holds any more is failed or in doubt. While ledger, database and files
//! do not agree, numbers and signatures stay locked.

use super::agreement::{self, Disagreement};
use super::ledger::{Attempt, AttemptState, LedgerError};
use super::signing::Signing;
use super::steps::{NotIssued, check, commit, doubt};
use crate::domain::id::ContentHash;
use crate::domain::letter::LetterState;
use crate::domain::task::TaskState;
use crate::server::store::StoreError;
use crate::server::store::blobs::BlobError;

/// Why an attempt could not be carried on.
#[derive(Debug, thiserror::Error)]
pub enum RollError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The ledger.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The files.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The records do not allow it.
    #[error(transparent)]
    NotIssued(#[from] NotIssued),
}

/// When it is looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Nothing of this process is under way, and whatever another one had begun has ended with it.
    Start,
    /// Among attempts that are under way.
    Later,
}

/// Carries on everything that can be carried on, and locks or unlocks numbers and signatures. Gives what
/// does not agree; with anything in it they stay locked.
///
/// # Errors
/// When the stores themselves fail: the lock is as it was.
pub fn roll_forward(signing: &Signing, when: When) -> Result<Vec<Disagreement>, RollError> {
    let locked = signing.core.store.read(|tx| tx.meta())?.signing_locked;
    let mut found = agreement::enter_numbers(signing)?;
    for attempt in signing.ledger.unsettled()? {
        let task = attempt.intent.task;
        match carry(signing, &attempt, when) {
            Ok(()) => {}
            // Its own thread may have finished it while it was looked at here.
            Err(RollError::NotIssued(NotIssued::Disagreement(_))) if moved_on(signing, &attempt)? => {}
            Err(RollError::NotIssued(NotIssued::Disagreement(why))) => {
                tracing::error!(%task, why, "an attempt does not agree with the records");
                found.push(Disagreement::Attempt(task));
            }
            // Of this attempt alone: the others are carried on, and this one next time.
            Err(error) => tracing::error!(%task, %error, "an attempt could not be carried on"),
        }
    }
    // All of the past is looked at when it may have changed: after a start, and until a lock is gone.
    if when == When::Start || locked {
        found.extend(agreement::compare(signing)?);
    }
    if found.is_empty() == locked {
        let lock = !found.is_empty();
        tracing::warn!(lock, "numbers and signatures");
        signing.core.store.write(move |tx| {
            let meta = tx.meta()?;
            tx.put_meta(&crate::server::store::Meta { signing_locked: lock, ..meta })
        })?;
    }
    Ok(found)
}

fn moved_on(signing: &Signing, attempt: &Attempt) -> Result<bool, LedgerError> {
    Ok(!signing.ledger.attempts(attempt.intent.task)?.contains(attempt))
}

fn carry(signing: &Signing, attempt: &Attempt, when: When) -> Result<(), RollError> {
    match attempt.state {
        AttemptState::Signed { pdf } => issue(signing, attempt, pdf),
        AttemptState::Open { keeping } => carry_open(signing, attempt, keeping, when),
        AttemptState::Failed { .. } => Ok(()),
    }
}

/// Issues the letter of a signed attempt, unless it is issued already.
pub(super) fn issue(signing: &Signing, attempt: &Attempt, pdf: ContentHash) -> Result<(), RollError> {
    let letter = signing.letter(attempt.intent.letter)?;
    if letter.as_ref().is_some_and(|letter| letter.pdf == Some(pdf) && was_issued(&letter.state)) {
        return Ok(signing.ledger.settled(attempt.id)?);
    }
    if letter.is_none_or(|letter| letter.number.is_none()) {
        // A database that came back from before the number: it is printed, and must not be given again.
        return Err(NotIssued::Disagreement("the letter has no number".into()).into());
    }
    if !signing.blobs.has(pdf) {
        return Err(NotIssued::Disagreement("signed file is not here".into()).into());
    }
    Ok(commit(signing, attempt, pdf)?)
}

fn was_issued(state: &LetterState) -> bool {
    matches!(state, LetterState::Issued | LetterState::Voided(_))
}

fn carry_open(signing: &Signing, attempt: &Attempt, keeping: Option<ContentHash>, when: When) -> Result<(), RollError> {
    let (intent, ledger) = (&attempt.intent, &signing.ledger);
    let late = signing.env.now() > intent.deadline;
    if signing.in_flight.has(intent.task) {
        // Somebody waits for the answer; past the deadline the records say that nobody knows.
        return if late && signing.signer.is_remote() { Ok(doubt(signing, attempt)?) } else { Ok(()) };
    }
    if let Some(pdf) = resolved_as(signing, attempt)? {
        ledger.signed(attempt.id, pdf)?;
        return issue(signing, attempt, pdf);
    }
    if let Some(pdf) = kept(signing, attempt, keeping)? {
        ledger.signed(attempt.id, pdf)?;
        return issue(signing, attempt, pdf);
    }
    if gone(signing, attempt)? {
        // Cancelled before the last look, so the signer was never called.
        return Ok(ledger.failed(attempt.id, "no_longer_wanted")?);
    }
    let abandoned = when == When::Start || late || intent.process == signing.process;
    match (signing.signer.is_remote(), abandoned) {
        // Nothing left the process that died.
        (false, true) => Ok(ledger.failed(attempt.id, "interrupted")?),
        (true, _) if late => Ok(doubt(signing, attempt)?),
        _ => Ok(()),
    }
}

/// The file with which a person ended the doubt, when the ledger did not hear of it.
fn resolved_as(signing: &Signing, attempt: &Attempt) -> Result<Option<ContentHash>, StoreError> {
    let done = matches!(signing.task(attempt.intent.task)?, Some(task) if matches!(task.state, TaskState::Done { .. }));
    if !done {
        return Ok(None);
    }
    Ok(signing.letter(attempt.intent.letter)?.and_then(|letter| letter.pdf))
}

/// The checked bytes whose keeping was noted, if they were kept.
fn kept(signing: &Signing, attempt: &Attempt, keeping: Option<ContentHash>) -> Result<Option<ContentHash>, RollError> {
    let Some(pdf) = keeping else {
        return Ok(None);
    };
    let (prepared, signed) = (signing.blobs.load(attempt.intent.prepared)?, signing.blobs.load(pdf)?);
    let good = prepared.zip(signed).is_some_and(|(prepared, signed)| {
        ContentHash::of(&signed) == pdf && check(signing, attempt.intent.signer, &prepared, &signed).is_ok()
    });
    Ok(good.then_some(pdf))
}

/// Whether the task ended otherwise before the signer could be called.
fn gone(signing: &Signing, attempt: &Attempt) -> Result<bool, StoreError> {
    Ok(signing
        .task(attempt.intent.task)?
        .is_some_and(|task| matches!(task.state, TaskState::Void | TaskState::Returned(_) | TaskState::Waiting)))
}

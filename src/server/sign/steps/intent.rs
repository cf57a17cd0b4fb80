//! Step 3: what is about to be signed is written down, and then the letter is looked at once more.
//!
//! A cancel that read the ledger before the intent was there may still win. So after the intent a
//! transaction looks whether the letter still waits: whoever cancels later finds the intent.

use jiff::SignedDuration;

use super::prepare::Ready;
use super::reserve::Reserved;
use super::{Order, commit, not_prepared, storage};
use crate::domain::letter::LetterState;
use crate::domain::record::Body;
use crate::domain::task::TaskState;
use crate::server::sign::ledger::{Attempt, AttemptState, Intent, LedgerError};
use crate::server::sign::signing::Signing;
use crate::server::store::{StoreError, Tx};
use crate::wire::signatures::SignOutcome;

/// After this long an open row is in doubt.
const PATIENCE: SignedDuration = SignedDuration::from_mins(2);

pub(super) fn intent(
    signing: &Signing,
    order: &Order,
    reserved: &Reserved,
    ready: &Ready,
) -> Result<Attempt, SignOutcome> {
    let now = signing.env.now();
    let intent = Intent {
        task: order.task,
        letter: reserved.letter.id,
        signer: order.person,
        snapshot: order.snapshot,
        prepared: ready.prepared.pdf,
        policy: reserved.task.policy,
        batch: order.batch,
        read: order.read,
        process: signing.process,
        opened: now,
        deadline: now + PATIENCE,
    };
    match signing.ledger.open(&intent) {
        Ok(attempt) => Ok(attempt),
        Err(LedgerError::Taken) => Err(earlier(signing, reserved)),
        Err(LedgerError::Ink) => Err(SignOutcome::Refused { refusal: crate::domain::refusal::Refusal::InkOnly }),
        Err(error) => Err(storage("intent")(&error)),
    }
}

/// What an earlier attempt that has not failed came to. A signed one is carried to its end.
fn earlier(signing: &Signing, reserved: &Reserved) -> SignOutcome {
    let attempts = signing.ledger.attempts(reserved.task.id).unwrap_or_default();
    match attempts.into_iter().find(Attempt::is_live) {
        Some(attempt @ Attempt { state: AttemptState::Signed { pdf }, .. })
            if commit::commit(signing, &attempt, pdf).is_ok() =>
        {
            SignOutcome::Signed { number: reserved.number.text.clone(), pdf }
        }
        _ => SignOutcome::InDoubt,
    }
}

/// Stops the attempt when the letter no longer waits for this signature.
pub(super) fn still_wanted(signing: &Signing, attempt: &Attempt) -> Result<(), SignOutcome> {
    let wanted = attempt.intent.clone();
    // A write, not a read: it stands in one order with whoever cancels.
    let found = signing.core.store.write(move |tx| {
        let (task, letter) = (load(tx, wanted.task)?, load(tx, wanted.letter)?);
        let (Some(Body::Task(task)), Some(Body::Letter(letter))) = (task, letter) else {
            return Ok(false);
        };
        let waits = task.state == TaskState::Open && letter.state == LetterState::InApproval;
        let frozen = letter.frozen.map(|frozen| frozen.snapshot);
        Ok::<_, StoreError>(waits && task.snapshot == wanted.snapshot && frozen == Some(wanted.snapshot))
    });
    match found {
        Ok(true) => Ok(()),
        Ok(false) => {
            commit::close(signing, attempt, "no_longer_wanted");
            Err(SignOutcome::Conflict)
        }
        Err(error) => {
            // Nobody was called: that is certain.
            commit::close(signing, attempt, "not_checked");
            tracing::error!(task = %attempt.intent.task, %error, "signing stopped after the intent");
            Err(not_prepared("storage"))
        }
    }
}

fn load(tx: &mut dyn Tx, id: crate::domain::id::RecordId) -> Result<Option<Body>, StoreError> {
    match tx.load(id)? {
        Some(stored) => {
            stored.record().map(|record| Some(record.body)).map_err(|error| StoreError::Corrupt(error.to_string()))
        }
        None => Ok(None),
    }
}

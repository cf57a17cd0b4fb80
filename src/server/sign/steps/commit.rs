//! Step 6, and the other two ends of an attempt: what it came to is written into the records.

use crate::domain::action::{Doubt, Signed, What};
use crate::domain::id::{ActionId, ContentHash};
use crate::server::core::CoreError;
use crate::server::sign::ledger::Attempt;
use crate::server::sign::signing::Signing;
use crate::wire::actions::ActionResult;
use crate::wire::signatures::SignOutcome;

/// Why a signed letter is not issued.
#[derive(Debug, thiserror::Error)]
pub enum NotIssued {
    /// The store failed; another try may do it.
    #[error(transparent)]
    Core(#[from] CoreError),
    /// The rules say no: the stores do not agree.
    #[error("the records do not allow it: {0}")]
    Disagreement(String),
}

/// Issues the letter of a signed attempt. Doing it again changes nothing.
///
/// # Errors
/// [`NotIssued`]; the ledger row stays, and it is tried again.
pub(in crate::server::sign) fn commit(signing: &Signing, attempt: &Attempt, pdf: ContentHash) -> Result<(), NotIssued> {
    let intent = &attempt.intent;
    let id = ActionId::by_server("signed", intent.task.0, attempt.attempt);
    match signing.decide(id, Some(intent.signer), intent.task, What::Signed(Signed { pdf }))? {
        ActionResult::Applied { .. } => {}
        other => return Err(NotIssued::Disagreement(short(&other))),
    }
    if let Err(error) = signing.ledger.settled(attempt.id) {
        // It is only looked at once more than needed.
        tracing::warn!(task = %intent.task, %error, "an issued letter could not be marked as settled");
    }
    Ok(())
}

/// Locks the letter until a person with evidence says what happened. Doing it again changes nothing.
///
/// # Errors
/// [`NotIssued`]; it is tried again.
pub(in crate::server::sign) fn doubt(signing: &Signing, attempt: &Attempt) -> Result<(), NotIssued> {
    let intent = &attempt.intent;
    let id = ActionId::by_server("doubt", intent.task.0, attempt.attempt);
    match signing.decide(id, Some(intent.signer), intent.task, What::Doubt(Doubt {}))? {
        ActionResult::Applied { .. } => Ok(()),
        other => Err(NotIssued::Disagreement(short(&other))),
    }
}

/// The answer did not come or is no use. A signer within this process has surely let nothing out; of any
/// other one nobody knows.
pub(super) fn uncertain(signing: &Signing, attempt: &Attempt, code: &str) -> SignOutcome {
    if !signing.signer.is_remote() {
        close(signing, attempt, code);
        return SignOutcome::Failed { code: code.to_owned() };
    }
    if let Err(error) = doubt(signing, attempt) {
        tracing::error!(task = %attempt.intent.task, %error, "an outcome in doubt could not be recorded yet");
    }
    SignOutcome::InDoubt
}

/// Closes an attempt of which it is certain that it brought no signature.
pub(super) fn close(signing: &Signing, attempt: &Attempt, code: &str) {
    if let Err(error) = signing.ledger.failed(attempt.id, code) {
        // The row stays open and is dealt with after its deadline: late, and never wrong.
        tracing::error!(task = %attempt.intent.task, %error, "a failed attempt could not be closed");
    }
}

/// A result without anything of the record.
fn short(result: &ActionResult) -> String {
    match result {
        ActionResult::Refused { refusal } => refusal.code().to_owned(),
        ActionResult::Conflict { .. } => "conflict".into(),
        _ => "not applied".into(),
    }
}

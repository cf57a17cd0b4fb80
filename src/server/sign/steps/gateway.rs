//! Step 4: the one call of the signer, through the gateway that holds it.
//!
//! The gateway believes no task and no caller: it reads type, classification and frozen content again and
//! refuses whatever is signed in ink. It calls once and never repeats.

use std::panic::{AssertUnwindSafe, catch_unwind};

use secrecy::SecretString;

use super::commit;
use super::prepare::Ready;
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::policy::{Policy, is_financial_code, policy};
use crate::domain::record::Body;
use crate::domain::refusal::Refusal;
use crate::domain::snapshot::Snapshot;
use crate::server::sign::ledger::Attempt;
use crate::server::sign::signer::SignError;
use crate::server::sign::signing::Signing;
use crate::server::store::StoreError;
use crate::wire::signatures::SignOutcome;

pub(super) fn sign(
    signing: &Signing,
    attempt: &Attempt,
    ready: &Ready,
    passphrase: &SecretString,
) -> Result<Vec<u8>, SignOutcome> {
    let intent = &attempt.intent;
    match may_be_electronic(signing, intent.letter, intent.snapshot) {
        Ok(true) => {}
        Ok(false) => {
            tracing::error!(letter = %intent.letter, "the gateway refused a letter that is signed in ink");
            commit::close(signing, attempt, "ink_only");
            return Err(SignOutcome::Refused { refusal: Refusal::InkOnly });
        }
        Err(error) => {
            commit::close(signing, attempt, "not_checked");
            tracing::error!(letter = %intent.letter, %error, "the gateway could not read the policy");
            return Err(super::not_prepared("storage"));
        }
    }
    let call = || {
        let at = signing.env.now();
        signing.signer.sign(intent.signer.0, passphrase, &ready.pdf, ready.prepared.area, at)
    };
    // A signer that panics may have signed.
    let answer = catch_unwind(AssertUnwindSafe(call))
        .unwrap_or_else(|_| Err(SignError::Uncertain { text: "the signer panicked".into() }));
    answer.map_err(|error| match error {
        SignError::Definite { code, .. } => {
            tracing::info!(task = %intent.task, code, "the signer refused");
            commit::close(signing, attempt, &code);
            SignOutcome::Failed { code }
        }
        SignError::Uncertain { .. } => commit::uncertain(signing, attempt, "no_answer"),
    })
}

/// Whether a letter may be signed electronically, by its type, its classification and its frozen content as
/// they are now. What the task says is not asked.
///
/// # Errors
/// When the store fails.
pub fn may_be_electronic(signing: &Signing, letter: RecordId, snapshot: ContentHash) -> Result<bool, StoreError> {
    let Some(letter) = signing.letter(letter)? else {
        return Ok(false);
    };
    let Some(frozen) = letter.frozen else {
        return Ok(false);
    };
    let Some((_, Body::LetterType(letter_type))) = signing.body(frozen.letter_type)? else {
        return Ok(false);
    };
    let bytes = signing.core.store.read(|tx| tx.snapshot(snapshot))?;
    let Some(content) = bytes.and_then(|bytes| Snapshot::read(&bytes).ok()) else {
        return Ok(false);
    };
    let by_type = policy(letter_type.signature, letter_type.financial, &letter_type.classification);
    Ok(by_type == Policy::Electronic
        && content.policy == Policy::Electronic
        && content.letter_type.slug == letter_type.slug
        && !is_financial_code(&letter.classification)
        && !is_financial_code(&content.classification))
}

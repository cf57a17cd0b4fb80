//! The lines of a batch that this process does not remember, from the ledger. Nothing is signed again.

use uuid::Uuid;

use super::ledger::{AttemptState, LedgerError};
use super::signing::Signing;
use crate::domain::id::PersonId;
use crate::domain::record::Body;
use crate::wire::signatures::{SignItem, SignLine, SignOutcome};

/// What became of each letter of a batch.
///
/// # Errors
/// When the ledger cannot be read.
pub(super) fn lines(
    signing: &Signing,
    batch: Uuid,
    person: PersonId,
    items: &[SignItem],
) -> Result<Vec<SignLine>, LedgerError> {
    items
        .iter()
        .map(|item| {
            let attempts = signing.ledger.attempts(item.task)?;
            let mine = attempts.into_iter().rfind(|one| one.intent.batch == batch && one.intent.signer == person);
            let outcome = match mine.map(|attempt| (attempt.intent.letter, attempt.state)) {
                Some((letter, AttemptState::Signed { pdf })) => {
                    let number = match signing.body(letter) {
                        Ok(Some((_, Body::Letter(letter)))) => letter.number.map(|number| number.text),
                        _ => None,
                    };
                    SignOutcome::Signed { number: number.unwrap_or_default(), pdf }
                }
                Some((_, AttemptState::Failed { code })) => SignOutcome::Failed { code },
                Some((_, AttemptState::Open { .. })) => SignOutcome::InDoubt,
                // It did not come to an attempt; why is no longer known.
                None => SignOutcome::Stopped,
            };
            Ok(SignLine { task: item.task, outcome })
        })
        .collect()
}

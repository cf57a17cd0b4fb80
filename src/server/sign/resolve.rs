//! Ends a doubt: a person with evidence says whether the service had signed.
//!
//! A file that turned up is checked as if the signer had just given it. "Not signed, try again" takes a
//! second person. The rules decide first; the ledger follows, and a crash between the two is found by
//! [`super::roll_forward`].

use super::ledger::{Attempt, AttemptState, LedgerError};
use super::roll_forward::RollError;
use super::signing::Signing;
use super::steps::{NotIssued, check};
use crate::domain::action::{Resolve, What};
use crate::domain::id::{ActionId, ContentHash, PersonId, RecordId};
use crate::domain::office::date_of;
use crate::domain::record::Body;
use crate::domain::refusal::Refusal;
use crate::domain::task::{Task, TaskState};
use crate::domain::text::clean_lines;
use crate::server::store::StoreError;
use crate::wire::actions::ActionResult;

/// What a person says of a letter in doubt. The second person has proved to be there.
pub struct Evidence {
    /// Who says it.
    pub person: PersonId,
    /// The signed file, brought before; none means "not signed, try again".
    pub signed: Option<ContentHash>,
    /// What was seen.
    pub text: String,
    /// The second person.
    pub second: Option<PersonId>,
}

/// Ends the doubt about a task.
///
/// # Errors
/// When the stores fail. Against the rules is a result.
pub fn resolve(signing: &Signing, task: RecordId, evidence: Evidence) -> Result<ActionResult, RollError> {
    let refused = |refusal| Ok(ActionResult::Refused { refusal });
    let Some(found) = signing.task(task)? else {
        return refused(Refusal::NotFound);
    };
    if !belongs(signing, &found, evidence.person)? {
        return refused(Refusal::NotFound);
    }
    let in_doubt = matches!(found.state, TaskState::InDoubt { .. });
    let attempt = signing.ledger.attempts(task)?.into_iter().find(Attempt::is_live);
    if let Some(signed) = evidence.signed.filter(|_| in_doubt)
        && !is_the_letter(signing, attempt.as_ref(), signed, evidence.person)?
    {
        return refused(Refusal::BadData { what: "signed".into() });
    }
    let data = Resolve { signed: evidence.signed, evidence: clean_lines(&evidence.text), second: evidence.second };
    let id = ActionId(signing.env.new_id());
    let result = signing.decide(id, Some(evidence.person), task, What::Resolve(data)).map_err(NotIssued::from)?;
    if let (ActionResult::Applied { .. }, Some(attempt)) = (&result, attempt) {
        close(signing, &attempt, evidence.signed)?;
    }
    Ok(result)
}

/// Who has no position in the office learns nothing of its tasks.
fn belongs(signing: &Signing, task: &Task, person: PersonId) -> Result<bool, StoreError> {
    let today = date_of(signing.env.now());
    let positions = signing.core.store.read(|tx| tx.positions(person))?;
    Ok(positions.iter().any(|stored| match stored.record().map(|record| record.body) {
        Ok(Body::Official(official)) => official.office == task.office && official.holds_on(today),
        _ => false,
    }))
}

/// Whether the file, brought by this person, is what the attempt would have given.
fn is_the_letter(
    signing: &Signing,
    attempt: Option<&Attempt>,
    signed: ContentHash,
    person: PersonId,
) -> Result<bool, RollError> {
    let Some(attempt) = attempt else {
        return Ok(false);
    };
    if !signing.core.store.read(|tx| tx.uploaded(signed, person))? {
        return Ok(false);
    }
    let (prepared, bytes) = (signing.blobs.load(attempt.intent.prepared)?, signing.blobs.load(signed)?);
    let both = prepared.zip(bytes);
    Ok(both.is_some_and(|(prepared, bytes)| check(signing, attempt.intent.signer, &prepared, &bytes).is_ok()))
}

fn close(signing: &Signing, attempt: &Attempt, signed: Option<ContentHash>) -> Result<(), LedgerError> {
    if !matches!(attempt.state, AttemptState::Open { .. }) {
        return Ok(());
    }
    match signed {
        Some(pdf) => {
            signing.ledger.signed(attempt.id, pdf)?;
            signing.ledger.settled(attempt.id)
        }
        None => signing.ledger.failed(attempt.id, "not_signed"),
    }
}

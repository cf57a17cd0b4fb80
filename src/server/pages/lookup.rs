//! What anybody may know of a letter, from its records.

use jiff::Timestamp;
use jiff::civil::Date;

use super::masked::masked;
use crate::domain::calendar::months_later;
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, LetterState};
use crate::domain::record::Body;
use crate::domain::snapshot::Snapshot;
use crate::domain::task::TaskState;
use crate::server::store::{ReadTx, StoreError, StoreResult};
use crate::wire::verify::{PublicLetter, Standing, Verified};

/// A token is this long: 128 bits in hexadecimal. Anything else names nothing.
const TOKEN: usize = 32;

/// The letter that a token names.
///
/// # Errors
/// When the store fails.
pub fn by_token(tx: &dyn ReadTx, token: &str, today: Date) -> StoreResult<Option<Verified>> {
    if token.len() != TOKEN || !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Ok(None);
    }
    match tx.letter_of(token)? {
        Some(id) => by_id(tx, id, today),
        None => Ok(None),
    }
}

/// A letter by its id.
///
/// # Errors
/// When the store fails.
pub fn by_id(tx: &dyn ReadTx, id: RecordId, today: Date) -> StoreResult<Option<Verified>> {
    let Some(Body::Letter(letter)) = body(tx, id)? else {
        return Ok(None);
    };
    let public = public(tx, &letter)?;
    let over = public.as_ref().and_then(|letter| letter.valid_until).is_some_and(|last| last < today);
    let standing = match letter.state {
        LetterState::Issued if over => Standing::Expired,
        LetterState::Issued => Standing::Valid,
        LetterState::Voided(_) => Standing::Revoked,
        LetterState::InApproval
        | LetterState::Returned
        | LetterState::InDoubt
        | LetterState::Received
        | LetterState::FollowedUp(_) => Standing::NotIssued,
    };
    Ok(Some(Verified { standing, letter: public.filter(|_| standing != Standing::NotIssued) }))
}

/// Only a letter whose signed file exists has anything to show.
fn public(tx: &dyn ReadTx, letter: &Letter) -> StoreResult<Option<PublicLetter>> {
    let (Some(pdf), Some(number), Some(frozen)) = (letter.pdf, &letter.number, &letter.frozen) else {
        return Ok(None);
    };
    let bytes = tx.snapshot(frozen.snapshot)?.unwrap_or_default();
    let Ok(content) = Snapshot::read(&bytes) else {
        return Err(StoreError::Corrupt("snapshot".into()));
    };
    Ok(Some(PublicLetter {
        number: number.text.clone(),
        date: letter.date,
        kind: letter.kind.clone(),
        office: content.letterhead.office.clone(),
        holder: masked(&content.holder),
        signer: format!("{}, {}", content.signer.title, content.signer.name),
        signed_at: signed_at(tx, frozen.tasks.last())?,
        valid_until: valid_until(tx, frozen.letter_type, &content)?,
        pdf: Some(pdf),
    }))
}

fn signed_at(tx: &dyn ReadTx, task: Option<&RecordId>) -> StoreResult<Option<Timestamp>> {
    let Some(task) = task else { return Ok(None) };
    Ok(match body(tx, *task)? {
        Some(Body::Task(task)) => match task.state {
            TaskState::Done { at, .. } => at,
            _ => None,
        },
        _ => None,
    })
}

/// The last day, while the type is still the edition that the letter was made with: a later edition may have
/// another validity, and the letter itself says its own.
fn valid_until(tx: &dyn ReadTx, letter_type: RecordId, content: &Snapshot) -> StoreResult<Option<Date>> {
    Ok(match body(tx, letter_type)? {
        Some(Body::LetterType(now)) if now.edition == content.letter_type.version => {
            now.valid_months.map(|months| months_later(content.prepared_on, months))
        }
        _ => None,
    })
}

fn body(tx: &dyn ReadTx, id: RecordId) -> StoreResult<Option<Body>> {
    match tx.load(id)? {
        Some(stored) => {
            stored.record().map(|record| Some(record.body)).map_err(|error| StoreError::Corrupt(error.to_string()))
        }
        None => Ok(None),
    }
}

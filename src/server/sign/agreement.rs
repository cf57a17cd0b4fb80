//! Whether ledger, database and files agree: numbers and signatures are locked while they do not.

use std::collections::HashMap;

use super::ledger::{AttemptState, LedgerError};
use super::roll_forward::{RollError, issue};
use super::signing::Signing;
use crate::domain::id::{OfficeId, RecordId};

/// As many rows at a time.
const PAGE: u32 = 1000;

/// What does not agree. Ids only: it goes into logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Disagreement {
    /// A number that the ledger knows otherwise.
    Number(RecordId),
    /// The ledger has given more numbers of this counter than the database knows of.
    Counter(OfficeId),
    /// A signature of which the records know nothing, on this task.
    Attempt(RecordId),
    /// The signed file of this letter is not here.
    File(RecordId),
}

/// Enters the numbers that the ledger misses.
///
/// # Errors
/// When the stores fail.
pub(super) fn enter_numbers(signing: &Signing) -> Result<Vec<Disagreement>, RollError> {
    let mut found = Vec::new();
    let mut after = signing.entered.get();
    loop {
        let rows = signing.core.store.read(|tx| tx.numbers_after(after, PAGE))?;
        let Some((last, _)) = rows.last() else {
            return Ok(found);
        };
        after = *last;
        let given: Vec<_> = rows.into_iter().map(|(_, given)| given).collect();
        match signing.ledger.enter_numbers(&given) {
            Ok(()) => {}
            Err(LedgerError::NumberTaken) => {
                for one in given {
                    match signing.ledger.enter_numbers(std::slice::from_ref(&one)) {
                        Ok(()) => {}
                        Err(LedgerError::NumberTaken) => found.push(Disagreement::Number(one.letter)),
                        Err(error) => return Err(error.into()),
                    }
                }
            }
            Err(error) => return Err(error.into()),
        }
        // Behind a number that does not agree it is looked again next time.
        if found.is_empty() {
            signing.entered.raise(after);
        }
    }
}

/// Compares the whole past. A letter that the ledger knows to be signed is issued, also after a restore.
///
/// # Errors
/// When the stores fail.
pub(super) fn compare(signing: &Signing) -> Result<Vec<Disagreement>, RollError> {
    let mut found = counters(signing)?;
    let mut row = 0;
    loop {
        let page = signing.ledger.signed_after(row, PAGE)?;
        let Some(last) = page.last() else {
            return Ok(found);
        };
        row = last.id;
        for attempt in &page {
            let AttemptState::Signed { pdf } = attempt.state else { continue };
            if !signing.blobs.has(pdf) {
                found.push(Disagreement::File(attempt.intent.letter));
            } else if let Err(error) = issue(signing, attempt, pdf) {
                tracing::error!(task = %attempt.intent.task, %error, "a signed letter is not issued");
                found.push(Disagreement::Attempt(attempt.intent.task));
            }
        }
    }
}

/// A database older than the ledger would give the same numbers again.
fn counters(signing: &Signing) -> Result<Vec<Disagreement>, RollError> {
    let mut highest: HashMap<(OfficeId, String, i16), u32> = HashMap::new();
    let mut after = 0;
    loop {
        let rows = signing.core.store.read(|tx| tx.numbers_after(after, PAGE))?;
        let Some((last, _)) = rows.last() else { break };
        after = *last;
        for (_, given) in rows {
            let known = highest.entry((given.office, given.counter, given.year)).or_default();
            *known = given.n.max(*known);
        }
    }
    let ahead = signing.ledger.highest_numbers()?.into_iter().filter(|(office, counter, year, n)| {
        highest.get(&(*office, counter.clone(), *year)).is_none_or(|known| known < n)
    });
    Ok(ahead.map(|(office, ..)| Disagreement::Counter(office)).collect())
}

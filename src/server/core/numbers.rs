//! Gives numbers: the next of a counter, printed once, entered in its book.

use jiff::Timestamp;

use super::CoreError;
use crate::domain::letter::Letter;
use crate::domain::numbering::{INCOMING, Number};
use crate::domain::office::date_of;
use crate::domain::outcome::{Grant, Outcome, Want, fill};
use crate::domain::record::Body;
use crate::env::Env;
use crate::server::store::{Given, Tx};

/// Fills an outcome with numbers, tokens and times, and enters the numbers.
pub(super) fn give(tx: &mut dyn Tx, env: &dyn Env, outcome: Outcome, now: Timestamp) -> Result<Outcome, CoreError> {
    if !outcome.wants.is_empty() && tx.meta()?.signing_locked {
        return Err(CoreError::SigningLocked);
    }
    let mut grants = Vec::with_capacity(outcome.wants.len());
    for want in &outcome.wants {
        let (office, counter) = want.counter();
        let n = tx.next_number(office, counter, year_of(want, &outcome, now))?;
        grants.push(Grant { n, token: format!("{:032x}", env.random()) });
    }
    let filled = fill(outcome, now, &grants);
    for (want, grant) in filled.wants.iter().zip(&grants) {
        if let Some(given) = entered(want, grant, &filled, now) {
            tx.enter_number(&given)?;
        }
    }
    Ok(filled)
}

fn letter_in(want: &Want, outcome: &Outcome) -> Option<Letter> {
    let (Want::LetterNumber { letter: id, .. } | Want::Agenda { letter: id, .. }) = want;
    outcome.changes.iter().find_map(|change| match &change.body {
        Body::Letter(letter) if letter.id == *id => Some(letter.clone()),
        _ => None,
    })
}

/// A letter's number is of the year of its date, an agenda number of the year in which the letter came.
fn year_of(want: &Want, outcome: &Outcome, now: Timestamp) -> i16 {
    let date = match want {
        Want::LetterNumber { .. } => letter_in(want, outcome).and_then(|letter| letter.date),
        Want::Agenda { .. } => None,
    };
    date.unwrap_or_else(|| date_of(now)).year()
}

fn entered(want: &Want, grant: &Grant, filled: &Outcome, now: Timestamp) -> Option<Given> {
    let letter = letter_in(want, filled)?;
    match want {
        Want::LetterNumber { .. } => letter.number.as_ref().map(|number| of_letter(&letter, number)),
        Want::Agenda { .. } => Some(of_agenda(&letter, grant.n, date_of(now).year())),
    }
}

/// The row of a letter's own number. A counter's book is named like it: one counter a book is our default.
pub(super) fn of_letter(letter: &Letter, number: &Number) -> Given {
    Given {
        office: letter.office,
        book: number.counter.clone(),
        counter: number.counter.clone(),
        year: number.year,
        n: number.n,
        text: number.text.clone(),
        letter: letter.id,
    }
}

/// The row of an incoming letter's agenda number.
pub(super) fn of_agenda(letter: &Letter, n: u32, year: i16) -> Given {
    Given {
        office: letter.office,
        book: INCOMING.into(),
        counter: INCOMING.into(),
        year,
        n,
        text: n.to_string(),
        letter: letter.id,
    }
}

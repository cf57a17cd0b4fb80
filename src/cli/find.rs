//! Finds the record that a person means: by id or the beginning of one, by queue number, by printed number.
//!
//! What is not here may have arrived on the server: then it is looked once more after a sync.

use std::time::Duration;

use super::CliError;
use crate::client::Desk;
use crate::desk::{Colleague, Found, InboxRow, Query, RequestFilter, RequestRow, ResidentRow, TaskRow};
use crate::domain::id::RecordId;
use crate::domain::office::date_of;
use crate::domain::queue_number::{self, QueueNumber};
use crate::domain::request::Owner;
use crate::i18n::Said;

/// Fewer characters of an id fit too many.
const SHORTEST: usize = 4;
/// How long the second look may take.
const PATIENCE: Duration = Duration::from_secs(15);

pub(super) fn requests(desk: &Desk, filter: RequestFilter) -> Result<Vec<RequestRow>, CliError> {
    match desk.query(Query::Requests(filter))? {
        Found::Requests(rows) => Ok(rows),
        _ => Ok(Vec::new()),
    }
}

pub(super) fn letters(desk: &Desk) -> Result<Vec<InboxRow>, CliError> {
    match desk.query(Query::Inbox)? {
        Found::Inbox(rows) => Ok(rows),
        _ => Ok(Vec::new()),
    }
}

pub(super) fn tasks(desk: &Desk) -> Result<Vec<TaskRow>, CliError> {
    match desk.query(Query::Tasks)? {
        Found::Tasks(rows) => Ok(rows),
        _ => Ok(Vec::new()),
    }
}

/// A request.
pub(super) fn request(desk: &Desk, what: &str) -> Result<RecordId, CliError> {
    with_second_look(desk, what, |desk| {
        let all = requests(desk, RequestFilter::All)?;
        let by_id: Vec<RecordId> = all.iter().filter(|row| is_id(row.id, what)).map(|row| row.id).collect();
        Ok(if by_id.is_empty() { by_queue(&all, what) } else { by_id })
    })
}

fn by_queue(all: &[RequestRow], what: &str) -> Vec<RecordId> {
    let of_number = all.iter().filter(|row| is_queue(&row.queue, what)).collect();
    let over = |row: &&RequestRow| row.state.owner() == Owner::Nobody;
    let meant = queue_number::meant(of_number, over, |row| row.since.map(date_of));
    meant.into_iter().map(|row| row.id).collect()
}

/// Somebody of the own office, by the name or its beginning.
pub(super) fn colleague(desk: &Desk, what: &str) -> Result<Colleague, CliError> {
    let Found::Colleagues(all) = desk.query(Query::Colleagues)? else { return Err(nobody(what)) };
    let meant = what.to_lowercase();
    let mut found = all.into_iter().filter(|one| one.name.to_lowercase().starts_with(&meant));
    match (found.next(), found.count()) {
        (Some(one), 0) => Ok(one),
        (Some(_), more) => Err(CliError::Which(Said::Several { what: what.to_owned(), count: more + 1 })),
        (None, _) => Err(nobody(what)),
    }
}

fn nobody(what: &str) -> CliError {
    CliError::Which(Said::NoSuch(what.to_owned()))
}

/// A task of the person's.
pub(super) fn task(desk: &Desk, what: &str) -> Result<TaskRow, CliError> {
    let row = |desk: &Desk| -> Result<Vec<TaskRow>, CliError> {
        let all = requests(desk, RequestFilter::All)?;
        let queue: Vec<RecordId> = all.iter().filter(|row| is_queue(&row.queue, what)).map(|row| row.id).collect();
        let meant = |row: &TaskRow| is_id(row.id, what) || row.request.is_some_and(|request| queue.contains(&request));
        Ok(tasks(desk)?.into_iter().filter(meant).collect())
    };
    with_second_look(desk, what, row)
}

/// Residents by fragments.
pub(super) fn residents(desk: &Desk, fragments: &str) -> Result<Vec<ResidentRow>, CliError> {
    match desk.query(Query::Residents(fragments.to_owned()))? {
        Found::Residents(rows) => Ok(rows),
        _ => Ok(Vec::new()),
    }
}

/// A resident: by id, by a whole number, or by fragments that fit nobody else.
pub(super) fn resident(desk: &Desk, what: &str) -> Result<RecordId, CliError> {
    with_second_look(desk, what, |desk| {
        if let Ok(id) = what.parse::<RecordId>() {
            return Ok(vec![id]);
        }
        let found = residents(desk, what)?;
        let whole = |row: &&ResidentRow| row.nik.in_full() == what || row.name.eq_ignore_ascii_case(what);
        let exact: Vec<RecordId> = found.iter().filter(whole).map(|row| row.id).collect();
        Ok(if exact.is_empty() { found.iter().map(|row| row.id).collect() } else { exact })
    })
}

/// A letter: of the inbox, or one that was issued here.
pub(super) fn letter(desk: &Desk, what: &str) -> Result<RecordId, CliError> {
    with_second_look(desk, what, |desk| {
        let agenda = what.parse::<u32>().ok();
        let incoming: Vec<RecordId> = letters(desk)?
            .iter()
            .filter(|row| is_id(row.id, what) || Some(row.agenda) == agenda)
            .map(|row| row.id)
            .collect();
        if incoming.is_empty() { issued(desk, what) } else { Ok(incoming) }
    })
}

/// Letters issued here, through the requests they answer.
fn issued(desk: &Desk, what: &str) -> Result<Vec<RecordId>, CliError> {
    let all = requests(desk, RequestFilter::All)?;
    let queue = by_queue(&all, what);
    let mut found = Vec::new();
    for row in &all {
        let named = queue.contains(&row.id) || row.number.as_deref() == Some(what);
        // The record that names the letter is read only where it can be the one.
        if named || row.number.is_some() {
            let Found::Request(view) = desk.query(Query::Request(row.id))? else { continue };
            found.extend(view.request.letter.filter(|letter| named || is_id(*letter, what)));
        }
    }
    Ok(found)
}

fn with_second_look<T>(
    desk: &Desk,
    what: &str,
    look: impl Fn(&Desk) -> Result<Vec<T>, CliError>,
) -> Result<T, CliError> {
    let mut found = look(desk)?;
    if found.is_empty() {
        desk.sync_now(PATIENCE)?;
        found = look(desk)?;
    }
    let count = found.len();
    match (found.pop(), count) {
        (Some(one), 1) => Ok(one),
        (Some(_), _) => Err(CliError::Which(Said::Several { what: what.to_owned(), count })),
        (None, _) => Err(CliError::Which(Said::NoSuch(what.to_owned()))),
    }
}

/// Whether this is the id, or a beginning of it that is long enough.
fn is_id(id: RecordId, what: &str) -> bool {
    let what: String = what.chars().filter(|c| *c != '-').collect::<String>().to_ascii_lowercase();
    what.len() >= SHORTEST && id.0.simple().to_string().starts_with(&what)
}

/// Whether this is the queue number, in any of the ways in which it is typed.
fn is_queue(queue: &str, what: &str) -> bool {
    QueueNumber::read(what).is_some_and(|what| QueueNumber::read(queue) == Some(what))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_of_an_id_must_be_long_enough() {
        let id: RecordId = "0193a1b0-0000-7000-8000-000000000001".parse().unwrap();
        for what in ["0193a1b0-0000-7000-8000-000000000001", "0193", "0193A1B0", "0193a1b0-0000"] {
            assert!(is_id(id, what), "{what}");
        }
        for what in ["019", "", "0193a1b1", "193a"] {
            assert!(!is_id(id, what), "{what}");
        }
    }
}

//! The archive: requests, letters issued here and letters received, searched as one types.
//!
//! What an entry shows and is found by stands in several records: a request's people, its kind, who was at it,
//! a letter's page. Whenever one of them arrives, the entries that show something of it
//! are noted, and at the end of the transaction made again.

mod find;
mod key;
mod words;

pub use find::{choices, search};

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use super::super::cache;
use super::super::error::StoreResult;
use super::{ids, letter_types, residents};
use crate::desk::ArchiveKind;
use crate::domain::id::{ContentHash, PersonId, RecordId};
use crate::domain::letter::{Letter, LetterState, Page};
use crate::domain::nik::{mask_in, take_out};
use crate::domain::office::date_of;
use crate::domain::queue_number::QueueNumber;
use crate::domain::record::{Body, Record};
use crate::domain::request::{Claim, Request};

/// An entry as it should be.
struct Entry {
    id: RecordId,
    kind: ArchiveKind,
    at: Option<Timestamp>,
    day: Option<Date>,
    counter: u32,
    number: String,
    name: String,
    subject: String,
    state: &'static str,
    classification: String,
    request: Option<RecordId>,
    people: Vec<PersonId>,
    /// Found by the beginnings of its words.
    text: Vec<String>,
    /// Found whole.
    exact: Vec<String>,
}

/// The requests that show something of this record which is about to change.
///
/// # Errors
/// When they cannot be read.
pub(super) fn shown_of(cache: &Connection, body: &Body) -> StoreResult<Vec<RecordId>> {
    let requests = |query: &str, id: RecordId| ids(cache, query, params![id.0.as_bytes()]);
    Ok(match body {
        Body::Resident(resident) => {
            let same = residents::named(cache, resident.id)?
                .is_some_and(|(name, nik)| name == resident.name && nik == resident.nik.in_full());
            if same {
                return Ok(Vec::new());
            }
            let mut shown = requests("SELECT id FROM request WHERE applicant = ?1", resident.id)?;
            shown.extend(requests("SELECT id FROM request WHERE subject = ?1", resident.id)?);
            shown.sort_unstable();
            shown.dedup();
            shown
        }
        Body::LetterType(kind) => {
            let same = letter_types::named(cache, kind.id)?
                .is_some_and(|(name, code)| name == kind.name && code == kind.classification);
            if same { Vec::new() } else { requests("SELECT id FROM request WHERE letter_type = ?1", kind.id)? }
        }
        Body::Claim(claim) => vec![claim.request],
        _ => Vec::new(),
    })
}

/// Notes which entries a record makes or changes, and the requests that show something of it.
///
/// # Errors
/// When it cannot be stored.
pub(super) fn note(cache: &Connection, body: &Body, shown: &[RecordId]) -> StoreResult<()> {
    match body {
        Body::Request(request) => due(cache, request.id)?,
        Body::Letter(letter) => {
            due(cache, letter.id)?;
            if let Some(request) = letter.request.filter(|_| letter.number.is_some()) {
                due(cache, request)?;
            }
        }
        Body::Page(page) => due(cache, page.letter)?,
        _ => {}
    }
    shown.iter().try_for_each(|request| due(cache, *request))
}

fn due(cache: &Connection, id: RecordId) -> StoreResult<()> {
    cache.prepare_cached("INSERT OR IGNORE INTO archive_due (id) VALUES (?1)")?.execute([id.0.as_bytes()])?;
    Ok(())
}

/// Makes the entries that were noted, each once however many records of it came.
///
/// # Errors
/// When they cannot be stored.
pub(super) fn settle(cache: &Connection) -> StoreResult<()> {
    let noted = ids(cache, "SELECT id FROM archive_due ORDER BY id", [])?;
    let mut letters: BTreeSet<RecordId> = noted.iter().copied().collect();
    for id in &noted {
        // The letters of a request show its people.
        letters.extend(ids(cache, "SELECT id FROM archive WHERE request = ?1", params![id.0.as_bytes()])?);
    }
    // Letters first: requests show their numbers.
    for id in letters {
        if let Some(Record { body: Body::Letter(letter), .. }) = record_of(cache, id, "letter")? {
            enter_letter(cache, &letter)?;
        }
    }
    for id in noted {
        if let Some(Record { body: Body::Request(request), .. }) = record_of(cache, id, "request")? {
            put(cache, &of_request(cache, &request)?)?;
        }
    }
    cache.prepare_cached("DELETE FROM archive_due")?.execute([])?;
    Ok(())
}

/// Makes all entries, when every other table is there. Letters come first: requests show their numbers.
///
/// # Errors
/// When they cannot be stored.
pub(super) fn fill(cache: &Connection) -> StoreResult<()> {
    for kind in ["letter", "request"] {
        let mut statement = cache.prepare("SELECT kind, body FROM record WHERE kind = ?1 AND unreadable = 0")?;
        let mut rows = statement.query([kind])?;
        while let Some(row) = rows.next()? {
            let (kind, bytes): (String, Vec<u8>) = (row.get(0)?, row.get(1)?);
            match Body::read(&kind, &bytes) {
                Ok(Body::Letter(letter)) => enter_letter(cache, &letter)?,
                Ok(Body::Request(request)) => put(cache, &of_request(cache, &request)?)?,
                _ => {}
            }
        }
    }
    Ok(())
}

/// Takes a record out.
///
/// # Errors
/// When it cannot be stored.
pub(super) fn forget(cache: &Connection, id: RecordId) -> StoreResult<()> {
    if let Some((key, _)) = there(cache, id)? {
        remove(cache, key)?;
    }
    Ok(())
}

fn record(cache: &Connection, id: RecordId) -> StoreResult<Option<Record>> {
    Ok(cache::get(cache, id)?.and_then(|stored| stored.record()))
}

/// A record, if it is of this kind: another one is not read.
fn record_of(cache: &Connection, id: RecordId, kind: &str) -> StoreResult<Option<Record>> {
    Ok(cache::get(cache, id)?.filter(|stored| stored.kind == kind).and_then(|stored| stored.record()))
}

/// A letter stands in the archive once it is in a book: it came in, or has a number.
fn enter_letter(cache: &Connection, letter: &Letter) -> StoreResult<()> {
    match of_letter(cache, letter)? {
        Some(entry) => put(cache, &entry),
        None => forget(cache, letter.id),
    }
}

/// Names and NIKs of the two people of a request, the applicant first.
fn people(cache: &Connection, [applicant, subject]: [RecordId; 2], entry: &mut Entry) -> StoreResult<()> {
    let both = [Some(applicant), (subject != applicant).then_some(subject)];
    for (index, id) in both.into_iter().flatten().enumerate() {
        let Some((name, nik)) = residents::named(cache, id)? else { continue };
        entry.exact.extend([words::fold(&name), nik]);
        if index == 0 && entry.name.is_empty() {
            entry.name.clone_from(&name);
        }
        entry.text.push(name);
    }
    Ok(())
}

fn of_request(cache: &Connection, request: &Request) -> StoreResult<Entry> {
    let (kind, classification) = letter_types::named(cache, request.letter_type)?.unwrap_or_default();
    let queue = QueueNumber::read(&request.queue);
    let mut exact = vec![queue.map_or_else(|| words::fold(&request.queue), words::queue_word)];
    let mut text = vec![kind.clone(), take_out(&request.contact, &mut exact)];
    text.extend(request.fields.values().map(|value| take_out(value, &mut exact)));
    let number: Option<String> = cache
        .prepare_cached("SELECT number FROM archive WHERE request = ?1 LIMIT 1")?
        .query_row([request.id.0.as_bytes()], |row| row.get(0))
        .optional()?;
    text.push(request.queue.clone());
    if let Some(number) = number {
        exact.push(words::fold(&number));
        text.push(number);
    }
    let mut entry = Entry {
        id: request.id,
        kind: ArchiveKind::Request,
        at: request.submitted,
        day: request.submitted.map(date_of),
        counter: queue.map_or(0, |queue| queue.n),
        number: request.queue.clone(),
        name: String::new(),
        subject: kind,
        state: request.state.name(),
        classification,
        request: None,
        people: worked_on(cache, request.id)?.into_iter().collect(),
        text,
        exact,
    };
    people(cache, [request.applicant, request.subject], &mut entry)?;
    Ok(entry)
}

fn of_letter(cache: &Connection, letter: &Letter) -> StoreResult<Option<Entry>> {
    let arrival = letter.arrival.as_ref();
    let (kind, number, counter) = match (arrival, &letter.number) {
        (Some(arrival), _) => (ArchiveKind::Incoming, arrival.number.clone(), arrival.agenda),
        (None, Some(number)) => (ArchiveKind::Issued, number.text.clone(), number.n),
        (None, None) => return Ok(None),
    };
    let at = match arrival {
        Some(arrival) => arrival.received,
        None => letter.date.and_then(key::end_of),
    };
    let mut exact = vec![words::fold(&number)];
    let mut text = vec![number.clone(), letter.kind.clone(), take_out(&letter.subject, &mut exact)];
    if let Some(arrival) = arrival {
        exact.push(words::fold(&arrival.sender));
        text.push(arrival.sender.clone());
    }
    for page in page_of(cache, letter)?.into_iter().flat_map(|page| page.pages) {
        text.push(take_out(&page, &mut exact));
    }
    let followed_up = match &letter.state {
        LetterState::FollowedUp(because) => because.by,
        _ => None,
    };
    let mut entry = Entry {
        id: letter.id,
        kind,
        at,
        day: arrival.and_then(|arrival| arrival.received).map(date_of).or(letter.date),
        counter,
        number,
        name: arrival.map(|arrival| arrival.sender.clone()).unwrap_or_default(),
        // A list shows no whole number, not even one that somebody typed into a subject.
        subject: mask_in(&letter.subject),
        state: letter.state.name(),
        classification: letter.classification.clone(),
        request: letter.request,
        people: followed_up.into_iter().collect(),
        text,
        exact,
    };
    if let Some(request) = letter.request {
        entry.people.extend(worked_on(cache, request)?);
        let of: Option<[[u8; 16]; 2]> = cache
            .prepare_cached("SELECT applicant, subject FROM request WHERE id = ?1")?
            .query_row([request.0.as_bytes()], |row| Ok([row.get(0)?, row.get(1)?]))
            .optional()?;
        if let Some(of) = of {
            people(cache, of.map(|id| RecordId(Uuid::from_bytes(id))), &mut entry)?;
        }
    }
    Ok(Some(entry))
}

/// Who was at a request last, if anybody ever was.
fn worked_on(cache: &Connection, request: RecordId) -> StoreResult<Option<PersonId>> {
    Ok(match record(cache, Claim::id_for(request))? {
        Some(Record { body: Body::Claim(claim), .. }) => Some(claim.person),
        _ => None,
    })
}

/// The page of a letter's present content: of its snapshot, or of the file that came in.
fn page_of(cache: &Connection, letter: &Letter) -> StoreResult<Option<Page>> {
    let content = letter.frozen.as_ref().map(|frozen| frozen.snapshot).or(letter.pdf);
    let Some(content) = content else { return Ok(None) };
    Ok(match record(cache, Page::id_for(letter.id, content))? {
        Some(Record { body: Body::Page(page), .. }) => Some(page),
        _ => None,
    })
}

/// Where an entry stands, and its stamp.
fn there(cache: &Connection, id: RecordId) -> StoreResult<Option<(i64, i64)>> {
    Ok(cache
        .prepare_cached("SELECT key, stamp FROM archive WHERE id = ?1")?
        .query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?)
}

fn remove(cache: &Connection, key: i64) -> StoreResult<()> {
    cache.prepare_cached("DELETE FROM search WHERE rowid = ?1")?.execute([key])?;
    cache.prepare_cached("DELETE FROM archive WHERE key = ?1")?.execute([key])?;
    Ok(())
}

fn put(cache: &Connection, entry: &Entry) -> StoreResult<()> {
    let year = words::year_of(entry.day);
    let mut marks = vec![words::kind_mark(entry.kind), words::year_mark(year), words::state_mark(entry.state)];
    marks.extend(words::classification_marks(&entry.classification));
    marks.extend(entry.people.iter().map(|person| words::person_mark(*person)));
    let (text, exact, marks) = (entry.text.join("\n"), entry.exact.join(" "), marks.join(" "));
    let wanted = key::wanted(entry.id, entry.at, entry.counter);
    let day = entry.day.map(|day| day.to_string());
    let stamp = stamp(&[&wanted.to_string(), &entry.name, &entry.subject, &entry.number, &text, &exact, &marks]);
    match there(cache, entry.id)? {
        Some((_, same)) if same == stamp => return Ok(()),
        Some((old, _)) => remove(cache, old)?,
        None => {}
    }
    let key = key::free(cache, entry.id, wanted)?;
    cache
        .prepare_cached(
            "INSERT INTO archive (key, id, what, day, number, name, subject, state, classification, year, request, stamp)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            key,
            entry.id.0.as_bytes(),
            entry.kind.name(),
            day,
            entry.number,
            entry.name,
            entry.subject,
            entry.state,
            entry.classification,
            year,
            entry.request.map(|request| *request.0.as_bytes()),
            stamp,
        ])?;
    cache
        .prepare_cached("INSERT INTO search (rowid, text, exact, marks) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![key, text, exact, marks])?;
    Ok(())
}

/// Eight bytes of a hash: enough to see that nothing has changed.
fn stamp(parts: &[&str]) -> i64 {
    let hash = ContentHash::of(parts.join("\u{1f}").as_bytes()).0;
    hash.iter().take(8).fold(0, |sum, byte| (sum << 8) | i64::from(*byte))
}

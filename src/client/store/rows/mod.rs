//! Small index tables, one file a noun: what lists are ordered and filtered by. Everything else is read from
//! the bodies of the few records that a list shows.

pub mod archive;
pub mod claims;
pub mod letter_types;
pub mod letters;
pub mod marks;
pub mod officials;
mod rebuild;
pub mod requests;
pub mod residents;
pub mod reveals;
pub mod tasks;
pub mod wordings;

pub use rebuild::keep_current;

use jiff::Timestamp;
use rusqlite::Connection;
use uuid::Uuid;

use super::error::StoreResult;
use crate::domain::counters::Count;
use crate::domain::id::RecordId;
use crate::domain::record::Body;

/// Enters a record into the tables of its kind, and notes what shows something of it for [`settle`].
///
/// # Errors
/// When it cannot be stored.
pub fn index(cache: &Connection, body: &Body) -> StoreResult<()> {
    let shown = archive::shown_of(cache, body)?;
    index_alone(cache, body)?;
    archive::note(cache, body, &shown)
}

/// Enters a record into the tables of its kind.
fn index_alone(cache: &Connection, body: &Body) -> StoreResult<()> {
    match body {
        Body::Request(request) => requests::index(cache, request),
        Body::Claim(claim) => claims::index(cache, claim),
        Body::LetterType(letter_type) => {
            letter_types::index(cache, letter_type)?;
            requests::promise_changed(cache, letter_type)
        }
        Body::Reveal(reveal) => reveals::index(cache, reveal),
        Body::Letter(letter) => letters::index(cache, letter),
        Body::Task(task) => tasks::index(cache, task),
        Body::Official(official) => officials::index(cache, official),
        Body::Mark(mark) => marks::index(cache, mark),
        Body::Resident(resident) => residents::index(cache, resident),
        // Found by ids that are derived from other records, or by id alone.
        Body::Office(_) | Body::Page(_) | Body::Delivery(_) | Body::Card(_) => Ok(()),
    }
}

/// Takes a record that only pending actions had made out of all tables.
///
/// # Errors
/// When it cannot be stored.
pub fn forget(cache: &Connection, id: RecordId) -> StoreResult<()> {
    wordings::forget(cache, id)?;
    let tables =
        ["request", "claim", "letter_type", "incoming", "issued", "mark", "task", "official", "resident", "reveal"];
    for table in tables {
        cache.prepare_cached(&format!("DELETE FROM {table} WHERE id = ?1"))?.execute([id.0.as_bytes()])?;
    }
    archive::forget(cache, id)
}

/// A record that only pending actions had made is gone: notes what showed something of it.
///
/// # Errors
/// When it cannot be stored.
pub fn gone(cache: &Connection, body: &Body) -> StoreResult<()> {
    let shown = archive::shown_of(cache, body)?;
    archive::note(cache, body, &shown)
}

/// Makes what was noted. It ends every transaction in which records came or changed.
///
/// # Errors
/// When it cannot be stored.
pub fn settle(cache: &Connection) -> StoreResult<()> {
    archive::settle(cache)
}

/// At most this many rows of a list are read at once.
pub const WINDOW: u32 = 1000;

fn ids(cache: &Connection, query: &str, params: impl rusqlite::Params) -> StoreResult<Vec<RecordId>> {
    let mut statement = cache.prepare_cached(query)?;
    let rows = statement.query_map(params, |row| Ok(RecordId(Uuid::from_bytes(row.get(0)?))))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// How many rows a query counts, and the oldest of them. A time that the server has not given yet is none.
fn count(cache: &Connection, query: &str, params: impl rusqlite::Params) -> StoreResult<Count> {
    let mut statement = cache.prepare_cached(query)?;
    Ok(statement.query_row(params, |row| {
        let oldest: Option<i64> = row.get(1)?;
        Ok(Count { count: row.get(0)?, oldest: oldest.and_then(moment) })
    })?)
}

fn moment(milliseconds: i64) -> Option<Timestamp> {
    Timestamp::from_millisecond(milliseconds).ok()
}

#[cfg(test)]
mod tests {
    use super::super::open::for_writing;

    /// Every list of this folder.
    const LISTS: [(&str, &str); 29] = [
        ("queue", super::requests::QUEUE),
        ("queue at the counter", super::requests::QUEUE_AT),
        ("overdue", super::requests::OVERDUE),
        ("requests in a state", super::requests::IN_STATE),
        ("count of the queue", super::requests::COUNT_QUEUE),
        ("count of promises", super::requests::COUNT_DUE),
        ("count of a state", super::requests::COUNT_STATE),
        ("count of open letters", super::letters::COUNT_OPEN),
        ("count of letters since", super::letters::COUNT_SINCE),
        ("signed since", super::tasks::SIGNED),
        ("all requests", super::requests::NEWEST),
        ("requests on a shelf", super::requests::SHELF),
        ("unfetched letters", super::requests::UNFETCHED),
        ("requests with a queue number", super::requests::OF_NUMBER),
        ("own requests", super::claims::MINE),
        ("claims that changed hands", super::claims::PASSED),
        ("requests of an applicant", super::requests::OF_APPLICANT),
        ("requests about a person", super::requests::OF_SUBJECT),
        ("who has a NIK", super::residents::OF_NIK),
        ("a family", super::residents::OF_FAMILY),
        ("numbers of a day", super::requests::SINCE),
        ("numbers that wait", super::requests::WAITING),
        ("wordings", super::wordings::USED),
        ("a letter by its token", super::letters::OF_TOKEN),
        ("inbox", super::letters::NEWEST),
        ("tasks", super::tasks::ASKED),
        ("officials of an office", super::officials::OF_OFFICE),
        ("wanted files", super::letters::WANTED),
        ("the log", super::reveals::NEWEST),
    ];

    #[test]
    fn no_list_scans_a_table_or_sorts() {
        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        for (name, query) in LISTS {
            let mut statement = open.files.cache.prepare(&format!("EXPLAIN QUERY PLAN {query}")).unwrap();
            let params: Vec<i64> = vec![1; statement.parameter_count()];
            let plan: Vec<String> = statement
                .query_map(rusqlite::params_from_iter(params), |row| row.get(3))
                .unwrap()
                .collect::<Result<_, _>>()
                .unwrap();
            let plan = plan.join("; ");
            let uses_index = plan.contains("USING COVERING INDEX") || plan.contains("USING INDEX");
            assert!(uses_index && !plan.contains("TEMP B-TREE"), "{name}: {plan}");
        }
    }

    /// An office after some years: 20,000 requests of which 300 are open, as many signatures, 5,000 letters.
    const YEARS: &str = "
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        INSERT INTO request SELECT CAST(printf('%016d', i) AS BLOB), x'00', i % 100 = 0, i % 3 = 0,
            i * 60000 + 900000, i * 60000, x'01', x'01',
            CASE WHEN i % 100 = 0 THEN 1 WHEN i % 200 = 1 THEN 4 ELSE 0 END, i * 60000,
            CASE WHEN i % 100 = 0 THEN 'submitted' WHEN i % 200 = 1 THEN 'issued' ELSE 'handed_over' END, i % 100 = 0,
            'A-' || i % 50
        FROM n;
        INSERT INTO task SELECT id, zeroblob(16), 0, 1, 0, 0, id, NULL, submitted + 600000
            FROM request WHERE queued = 0;
        INSERT INTO incoming SELECT id, submitted, 1, queued FROM request WHERE submitted <= 5000 * 60000;
        INSERT INTO mark SELECT id, zeroblob(16), id FROM incoming WHERE open = 0;";

    #[test]
    #[allow(clippy::print_stdout)] // figures of a measurement
    fn what_beranda_counts_is_right_and_quick_after_20000_requests() {
        use super::{letters, requests, tasks};
        use crate::domain::id::PersonId;
        use crate::env::{Env, System};

        let dir = tempfile::tempdir().unwrap();
        let open = for_writing(&dir.path().join("p")).unwrap();
        let cache = &open.files.cache;
        cache.execute_batch(YEARS).unwrap();
        let at = |minute: i64| jiff::Timestamp::from_millisecond(minute * 60_000).unwrap();
        let count_all = || {
            let person = PersonId(uuid::Uuid::nil());
            let queue = [false, true].map(|elsewhere| requests::count_queue(cache, elsewhere).unwrap().count);
            let overdue = requests::count_due(cache, at(0), at(10_000)).unwrap();
            let ready = requests::count_state(cache, "issued").unwrap();
            let (unread, unhandled) =
                (letters::count_unread(cache, person).unwrap(), letters::count_open(cache).unwrap());
            let came = letters::count_since(cache, at(4_000), at(9_000)).unwrap();
            let signed = tasks::signed_since(cache, at(19_000)).unwrap();
            let asked = tasks::asked(cache).unwrap();
            (queue, overdue, ready, unread, unhandled, came, signed.len(), asked.len())
        };
        let (queue, overdue, ready, unread, unhandled, came, signed, asked) = count_all();
        assert_eq!(queue, [134, 66]);
        // Promised a quarter of an hour after the minute in which it came.
        assert_eq!((overdue.count, overdue.oldest), (99, Some(at(115))));
        assert_eq!((ready.count, ready.oldest), (100, Some(at(1))));
        assert_eq!((unread.count, unhandled.count, came.count), (50, 50, 1001));
        assert_eq!((signed, asked), (1000, 0));
        let clock = System::new();
        let started = clock.monotonic();
        for _ in 0..10 {
            assert_eq!(count_all().0, queue);
        }
        let counting = (clock.monotonic() - started) / 10;
        let started = clock.monotonic();
        let all: i64 = cache.query_row("SELECT count(*) FROM request WHERE due + 0 > 0", [], |row| row.get(0)).unwrap();
        let one_scan = clock.monotonic() - started;
        println!("all counts {counting:?}, one scan of {all} requests {one_scan:?}");
        assert!(counting < one_scan * 20, "{counting:?} against {one_scan:?}");
    }
}

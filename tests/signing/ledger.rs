//! What the ledger cannot be made to hold.

use jiff::Timestamp;
use rusqlite::Connection;
use serasi::domain::id::{ContentHash, OfficeId, PersonId, RecordId};
use serasi::domain::policy::Policy;
use serasi::server::sign::ledger::{AttemptState, BatchBegin, Intent, Ledger, LedgerError, Prepared};
use serasi::server::sign::ledger_sqlite::SqliteLedger;
use serasi::server::store::Given;
use serasi::server::typeset::Area;
use uuid::Uuid;

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn given(n: u32, letter: u128) -> Given {
    Given {
        office: OfficeId(id(1)),
        book: "keluar".into(),
        counter: "keluar".into(),
        year: 2026,
        n,
        text: format!("400/{n:03}/2026"),
        letter: RecordId(id(letter)),
    }
}

fn intent(task: u128) -> Intent {
    let opened: Timestamp = "2026-11-24T05:00:00Z".parse().unwrap();
    Intent {
        task: RecordId(id(task)),
        letter: RecordId(id(task + 100)),
        signer: PersonId(id(3)),
        snapshot: ContentHash::of(b"snapshot"),
        prepared: ContentHash::of(b"prepared"),
        policy: Policy::Electronic,
        batch: id(5),
        read: true,
        process: id(6),
        opened,
        deadline: opened + jiff::SignedDuration::from_mins(2),
    }
}

fn opened(folder: &tempfile::TempDir) -> SqliteLedger {
    SqliteLedger::open(&folder.path().join("ledger.db")).unwrap()
}

#[test]
fn a_number_is_entered_once_and_belongs_to_one_letter() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(&folder);
    ledger.enter_numbers(&[given(1, 11), given(2, 12)]).unwrap();
    ledger.enter_numbers(&[given(1, 11)]).unwrap();
    assert_eq!(ledger.enter_numbers(&[given(3, 13), given(2, 99)]), Err(LedgerError::NumberTaken));
    let same_text = Given { n: 7, ..given(2, 14) };
    assert_eq!(ledger.enter_numbers(&[same_text]), Err(LedgerError::NumberTaken), "two numbers that print alike");
    assert_eq!(ledger.highest_numbers().unwrap(), [(OfficeId(id(1)), "keluar".to_owned(), 2026, 2)]);
}

#[test]
fn at_most_one_attempt_of_a_task_has_not_failed_ever() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(&folder);
    let first = ledger.open(&intent(1)).unwrap();
    assert_eq!(ledger.open(&intent(1)), Err(LedgerError::Taken));
    assert!(ledger.being_signed(first.intent.letter).unwrap());
    ledger.failed(first.id, "2031").unwrap();
    assert!(!ledger.being_signed(first.intent.letter).unwrap());
    let second = ledger.open(&intent(1)).unwrap();
    assert_eq!(second.attempt, 2);
    let pdf = ContentHash::of(b"signed");
    ledger.keeping(second.id, pdf).unwrap();
    ledger.signed(second.id, pdf).unwrap();
    assert_eq!(ledger.open(&intent(1)), Err(LedgerError::Taken));
    assert!(ledger.being_signed(first.intent.letter).unwrap());

    // Reopened it still knows, and what is closed stays closed.
    drop(ledger);
    let ledger = opened(&folder);
    let rows = ledger.attempts(intent(1).task).unwrap();
    assert_eq!(rows[0].state, AttemptState::Failed { code: "2031".into() });
    assert_eq!(rows[1].state, AttemptState::Signed { pdf });
    for done in [ledger.failed(second.id, "x"), ledger.signed(first.id, pdf), ledger.keeping(second.id, pdf)] {
        assert_eq!(done, Err(LedgerError::Closed));
    }
    assert_eq!(ledger.unsettled().unwrap().len(), 1);
    ledger.settled(second.id).unwrap();
    assert!(ledger.unsettled().unwrap().is_empty());
    assert_eq!(ledger.signed_after(0, 10).unwrap().len(), 1);
}

#[test]
fn ink_is_refused_and_nothing_is_changed_or_deleted_behind_our_back() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(&folder);
    assert_eq!(ledger.open(&Intent { policy: Policy::Ink, ..intent(1) }), Err(LedgerError::Ink));
    let attempt = ledger.open(&intent(1)).unwrap();
    ledger.failed(attempt.id, "2031").unwrap();
    ledger.enter_numbers(&[given(1, 11)]).unwrap();
    let raw = Connection::open(folder.path().join("ledger.db")).unwrap();
    for sql in [
        "UPDATE attempt SET policy = 'ink'",
        "UPDATE attempt SET state = 'open', failure = NULL",
        "UPDATE attempt SET signer = 'somebody'",
        "UPDATE attempt SET was_read = 0",
        "DELETE FROM attempt",
        "UPDATE number SET letter = 'other'",
        "DELETE FROM number",
        "INSERT INTO attempt (task, letter, signer, snapshot, prepared, policy, batch, process, opened, deadline, \
         attempt, was_read, state) VALUES ('t', 'l', 's', 'h', 'h', 'ink', 'b', 'p', 'o', 'd', 1, 1, 'open')",
        "INSERT INTO attempt (task, letter, signer, snapshot, prepared, policy, batch, process, opened, deadline, \
         attempt, was_read, state) VALUES ('t', 'l', 's', 'h', 'h', 'electronic', 'b', 'p', 'o', 'd', 1, 1, 'signed')",
    ] {
        assert!(raw.execute(sql, []).is_err(), "{sql}");
    }
}

#[test]
fn prepared_bytes_are_remembered_once_with_their_place() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(&folder);
    let (task, snapshot) = (RecordId(id(1)), ContentHash::of(b"s"));
    let area = Some(Area { page: 1, x0: 10.5, y0: 20.25, x1: 110.0, y1: 80.0 });
    let first = Prepared { pdf: ContentHash::of(b"1"), filled: ContentHash::of(b"f"), area };
    let second = Prepared { pdf: ContentHash::of(b"2"), ..first.clone() };
    assert_eq!(ledger.prepared(task, snapshot).unwrap(), None);
    assert_eq!(ledger.remember_prepared(task, snapshot, &first).unwrap(), first);
    assert_eq!(ledger.remember_prepared(task, snapshot, &second).unwrap(), first);
    assert_eq!(opened(&folder).prepared(task, snapshot).unwrap(), Some(first));
}

#[test]
fn a_batch_begins_once_and_belongs_to_one_person() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = opened(&folder);
    let at: Timestamp = "2026-11-24T05:00:00Z".parse().unwrap();
    let begin = |person| ledger.begin_batch(id(5), PersonId(id(person)), at).unwrap();
    assert_eq!((begin(1), begin(1), begin(2)), (BatchBegin::New, BatchBegin::Known, BatchBegin::NotYours));
}

#[test]
fn a_ledger_of_a_newer_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(opened(&folder));
    let raw = Connection::open(folder.path().join("ledger.db")).unwrap();
    raw.pragma_update(None, "user_version", 99).unwrap();
    let error = SqliteLedger::open(&folder.path().join("ledger.db")).err();
    assert_eq!(error, Some(LedgerError::Newer));
}

//! What every engine of the store must do, whichever it is.

use serasi::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use serasi::domain::letter::Letter;
use serasi::domain::policy::Policy;
use serasi::domain::record::Body;
use serasi::domain::stream::StreamId;
use serasi::domain::task::{Task, TaskKind, TaskState};
use serasi::server::store::{
    Account, Given, Inserted, NewAction, Quarantined, SessionRow, Store, StoreError, StoreResult, Tx,
};
use tempfile::TempDir;
use uuid::Uuid;

use super::village::empty_store;
use crate::domain::world::{SRI, VILLAGE, World, noon};

/// Every engine, empty. PostgreSQL joins here.
fn engines() -> Vec<(TempDir, Store)> {
    let folder = tempfile::tempdir().unwrap();
    let store = empty_store(&folder);
    vec![(folder, store)]
}

fn on_each(test: impl Fn(&Store)) {
    for (_folder, store) in engines() {
        test(&store);
    }
}

fn put(store: &Store, work: impl FnMut(&mut dyn Tx) -> StoreResult<()> + Send + 'static) -> StoreResult<()> {
    store.write(work)
}

fn resident() -> Body {
    World::new().records[&SRI].body.clone()
}

fn constraint(result: StoreResult<()>, name: &str) {
    match result {
        Err(StoreError::Constraint(which)) => assert!(which.contains(name), "{which} is not {name}"),
        other => panic!("{other:?} instead of constraint {name}"),
    }
}

#[test]
fn a_record_is_given_back_as_it_was_written_and_its_versions_rise_by_one() {
    on_each(|store| {
        assert_eq!(store.read(|tx| tx.load(SRI)), Ok(None));
        let hash = store.write(|tx| tx.put(&resident(), 1)).unwrap();
        let stored = store.read(|tx| tx.load(SRI)).unwrap().unwrap();
        assert_eq!((stored.version, stored.kind.as_str()), (1, "resident"));
        assert_eq!(ContentHash::of(stored.body.as_bytes()), hash);
        assert_eq!(stored.record().unwrap().body, resident());
        constraint(put(store, |tx| tx.put(&resident(), 1).map(|_| ())), "record");
        constraint(put(store, |tx| tx.put(&resident(), 3).map(|_| ())), "record");
        put(store, |tx| tx.put(&resident(), 2).map(|_| ())).unwrap();
        assert_eq!(store.read(|tx| tx.load(SRI)).unwrap().unwrap().version, 2);
    });
}

#[test]
fn a_failed_write_leaves_nothing_and_a_rolled_back_part_leaves_the_rest() {
    on_each(|store| {
        let failed: StoreResult<()> = store.write(|tx| {
            tx.put(&resident(), 1)?;
            Err(StoreError::Engine("a reason".into()))
        });
        assert_eq!(failed, Err(StoreError::Engine("a reason".into())));
        assert_eq!(store.read(|tx| tx.load(SRI)), Ok(None));
        put(store, |tx| {
            tx.put_upload(ContentHash::of(b"a"), PersonId(Uuid::nil()))?;
            tx.savepoint()?;
            tx.put(&resident(), 1)?;
            tx.savepoint()?;
            tx.put(&resident(), 2)?;
            tx.release()?;
            tx.rollback()
        })
        .unwrap();
        assert_eq!(store.read(|tx| tx.load(SRI)), Ok(None));
        assert_eq!(store.read(|tx| tx.uploaded(ContentHash::of(b"a"), PersonId(Uuid::nil()))), Ok(true));
    });
}

#[test]
fn work_that_panics_leaves_nothing_and_the_store_goes_on() {
    on_each(|store| {
        let panicked: StoreResult<()> = store.write(|tx| {
            tx.savepoint()?;
            tx.put(&resident(), 1)?;
            panic!("on purpose");
        });
        assert_eq!(panicked, Err(StoreError::Panicked));
        assert_eq!(store.read(|tx| tx.load(SRI)), Ok(None));
        put(store, |tx| tx.put(&resident(), 1).map(|_| ())).unwrap();
    });
}

#[test]
fn an_action_is_inserted_once_by_its_id_and_once_by_its_devices_number() {
    on_each(|store| {
        let action = |id: u128, seq: u64| NewAction {
            id: ActionId(Uuid::from_u128(id)),
            from: Some((DeviceId(Uuid::from_u128(5)), seq)),
            actor: Some(PersonId(Uuid::from_u128(6))),
            bytes: format!("{{\"n\":{id}}}"),
            at: noon(),
        };
        let inserted = store.write(move |tx| {
            assert_eq!(tx.insert_action(&action(1, 1))?, Inserted::New);
            assert_eq!(tx.insert_action(&action(2, 1))?, Inserted::NumberTaken);
            // The server's own have no device, and do not get in each other's way.
            assert_eq!(tx.insert_action(&NewAction { from: None, ..action(3, 0) })?, Inserted::New);
            assert_eq!(tx.insert_action(&NewAction { from: None, ..action(4, 0) })?, Inserted::New);
            tx.put_result(action(1, 1).id, "{\"first\":1}")?;
            tx.insert_action(&action(1, 9))
        });
        let Ok(Inserted::Known(known)) = inserted else { panic!("{inserted:?}") };
        assert_eq!(known.result.as_deref(), Some("{\"first\":1}"));
        assert_eq!(known.from, action(1, 1).from);
        assert_eq!(store.read(|tx| tx.action(action(2, 1).id)), Ok(None));
        constraint(put(store, move |tx| tx.put_result(action(1, 1).id, "{}")), "result_stays");
    });
}

#[test]
fn a_number_is_given_once_and_its_text_stands_once_in_a_book() {
    on_each(|store| {
        let given = |n: u32, text: &str, letter: u128| Given {
            office: VILLAGE,
            book: "keluar".into(),
            counter: "keluar".into(),
            year: 2026,
            n,
            text: text.into(),
            letter: RecordId(Uuid::from_u128(letter)),
        };
        let next =
            |store: &Store, office: OfficeId, year: i16| store.write(move |tx| tx.next_number(office, "keluar", year));
        assert_eq!((next(store, VILLAGE, 2026), next(store, VILLAGE, 2026)), (Ok(1), Ok(2)));
        assert_eq!((next(store, VILLAGE, 2027), next(store, OfficeId(Uuid::nil()), 2026)), (Ok(1), Ok(1)));
        put(store, move |tx| tx.enter_number(&given(40, "40/BNB/2026", 1))).unwrap();
        assert_eq!(next(store, VILLAGE, 2026), Ok(41));
        constraint(put(store, move |tx| tx.enter_number(&given(40, "other", 2))), "number");
        constraint(put(store, move |tx| tx.enter_number(&given(50, "40/BNB/2026", 2))), "number");
        constraint(put(store, move |tx| tx.enter_number(&given(51, "51/BNB/2026", 1))), "number");
        // What was refused has not moved the counter.
        assert_eq!(next(store, VILLAGE, 2026), Ok(42));
        assert_eq!(store.read(|tx| tx.numbers_after(0, 10)).unwrap(), vec![(1, given(40, "40/BNB/2026", 1))]);
        assert_eq!(store.read(|tx| tx.numbers_after(1, 10)).unwrap(), vec![]);
    });
}

fn letter(policy: Policy, classification: &str, pdf: Option<&[u8]>) -> Body {
    let mut letter = serde_json::json!({
        "id": Uuid::from_u128(70), "office": VILLAGE, "subject": "Kuitansi", "kind": "Kuitansi",
        "classification": classification, "state": { "is": "in_approval" },
        "frozen": {
            "snapshot": ContentHash::of(b"s"), "letter_type": Uuid::from_u128(71), "policy": policy,
            "signer": Uuid::from_u128(72), "tasks": [],
        },
    });
    letter["pdf"] = serde_json::json!(pdf.map(ContentHash::of));
    serde_json::from_value::<Letter>(letter).unwrap().into()
}

fn ink_task() -> Body {
    Task {
        id: RecordId(Uuid::from_u128(73)),
        office: VILLAGE,
        letter: RecordId(Uuid::from_u128(70)),
        request: None,
        step: 0,
        kind: TaskKind::Sign,
        official: RecordId(Uuid::from_u128(72)),
        person: PersonId(Uuid::nil()),
        snapshot: ContentHash::of(b"s"),
        policy: Policy::Ink,
        state: TaskState::Open,
        since: None,
        asked_back: None,
        rest: serde_json::Map::new(),
    }
    .into()
}

#[test]
fn the_database_refuses_an_electronic_signature_on_what_is_signed_in_ink() {
    const PDF: Option<&[u8]> = Some(b"%PDF-");
    let writes = |bodies: Vec<Body>| {
        let folder = tempfile::tempdir().unwrap();
        let store = empty_store(&folder);
        for (version, body) in (1..).zip(&bodies[..bodies.len() - 1]) {
            let body = body.clone();
            let version = if body.kind() == "letter" { version } else { 1 };
            put(&store, move |tx| tx.put(&body, version).map(|_| ())).unwrap();
        }
        let last = bodies[bodies.len() - 1].clone();
        let version = bodies.iter().filter(|body| body.kind() == "letter").count() as u64;
        put(&store, move |tx| tx.put(&last, version).map(|_| ()))
    };
    let letters = "400.10.2.2";
    // Electronic ones may be signed.
    writes(vec![letter(Policy::Electronic, letters, None), letter(Policy::Electronic, letters, PDF)]).unwrap();
    // By its policy, by its classification although it says otherwise, and by its task although it says otherwise.
    constraint(writes(vec![letter(Policy::Ink, letters, PDF)]), "ink_has_no_signed_pdf");
    constraint(writes(vec![letter(Policy::Electronic, "900.1.3", PDF)]), "ink_has_no_signed_pdf");
    let told = vec![letter(Policy::Electronic, letters, None), ink_task(), letter(Policy::Electronic, letters, PDF)];
    constraint(writes(told), "ink_stays_ink");
    // What was ink once stays ink.
    let turned = vec![letter(Policy::Ink, letters, None), letter(Policy::Electronic, letters, None)];
    constraint(writes(turned), "ink_stays_ink");
    // A signed file stays the signed file.
    let other: Option<&[u8]> = Some(b"%PDF-2");
    let swapped = vec![letter(Policy::Electronic, letters, PDF), letter(Policy::Electronic, letters, other)];
    constraint(writes(swapped), "signed_pdf_stays");
}

#[test]
fn what_is_looked_up_by_content_is_found() {
    on_each(|store| {
        let records: Vec<Body> = World::new().records.into_values().map(|record| record.body).collect();
        let mut frozen = letter(Policy::Electronic, "400.10.2.2", Some(b"%PDF-"));
        if let Body::Letter(letter) = &mut frozen {
            letter.token = Some("abc".into());
        }
        put(store, move |tx| {
            for body in records.iter().chain([&frozen]) {
                tx.put(body, 1)?;
            }
            tx.put_snapshot(ContentHash::of(b"s"), b"s")?;
            tx.put_snapshot(ContentHash::of(b"s"), b"s")
        })
        .unwrap();
        assert_eq!(store.read(|tx| tx.officials(VILLAGE)).unwrap().len(), 4);
        let position = store.read(|tx| tx.positions(crate::domain::world::SITI)).unwrap();
        assert_eq!(position.len(), 1);
        let letter = RecordId(Uuid::from_u128(70));
        assert_eq!(store.read(|tx| tx.letter_of("abc")), Ok(Some(letter)));
        assert_eq!(store.read(|tx| tx.letter_of("abd")), Ok(None));
        assert_eq!(store.read(|tx| tx.records_in("letter", "in_approval")), Ok(vec![letter]));
        assert_eq!(store.read(|tx| tx.records_in("letter", "issued")), Ok(vec![]));
        assert_eq!(store.read(|tx| tx.snapshot(ContentHash::of(b"s"))), Ok(Some(b"s".to_vec())));
        for blob in [&b"s"[..], b"%PDF-"] {
            let streams = store.read(|tx| tx.streams_of_blob(ContentHash::of(blob)));
            assert_eq!(streams, Ok(vec![StreamId::Office(VILLAGE)]));
        }
    });
}

#[test]
fn accounts_sessions_and_quarantine_are_kept() {
    on_each(|store| {
        let person = PersonId(Uuid::from_u128(6));
        let account = Account { name: "siti".into(), person, password: "$x".into(), disabled: false };
        let session = SessionRow {
            token: ContentHash::of(b"t"),
            account: "siti".into(),
            person,
            device: DeviceId(Uuid::from_u128(5)),
            device_name: "PC".into(),
            expires: noon(),
        };
        let action = ActionId(Uuid::from_u128(1));
        let poison = Quarantined { action, bytes: "{".into(), why: "panic".into(), at: noon() };
        let (a, s, q) = (account.clone(), session.clone(), poison.clone());
        put(store, move |tx| {
            tx.put_account(&a)?;
            tx.put_session(&s)?;
            tx.put_quarantined(&q)
        })
        .unwrap();
        assert_eq!(store.read(|tx| tx.account("siti")), Ok(Some(account.clone())));
        assert_eq!(store.read(|tx| tx.account_of(person)), Ok(Some(account)));
        assert_eq!(store.read(|tx| tx.session(session.token)), Ok(Some(session.clone())));
        assert_eq!(store.read(|tx| tx.quarantined()), Ok(vec![poison]));
        let later = noon() + jiff::SignedDuration::from_hours(1);
        put(store, move |tx| tx.extend_session(ContentHash::of(b"t"), later)).unwrap();
        assert_eq!(store.read(|tx| tx.session(session.token)).unwrap().unwrap().expires, later);
        put(store, move |tx| tx.forget_sessions(later)).unwrap();
        assert!(store.read(|tx| tx.session(session.token)).unwrap().is_some());
        put(store, |tx| tx.end_session(ContentHash::of(b"t"))).unwrap();
        assert_eq!(store.read(|tx| tx.session(session.token)), Ok(None));
        let old = session.clone();
        put(store, move |tx| {
            tx.put_session(&old)?;
            tx.forget_sessions(later)
        })
        .unwrap();
        assert_eq!(store.read(|tx| tx.session(session.token)), Ok(None));
    });
}

//! Actions come twice, in the wrong hands, poisoned and in chains.

use axum::http::{Method, StatusCode};
use jiff::SignedDuration;
use serasi::domain::action::{Edit, Expects, MarkRead, Note, What};
use serasi::domain::id::{ActionId, RecordId};
use serasi::domain::letter::Mark;
use serasi::domain::refusal::Refusal;
use serasi::env::Env;
use serasi::server::core::ServerAction;
use serasi::wire::actions::{Action, ActionResult};
use uuid::Uuid;

use super::village::{Desk, Village, applied};
use crate::domain::world::{JOKO, SRI, VILLAGE};

fn edit(desk: &Desk<'_>, record: RecordId, expects: Expects, contact: &str) -> Action {
    let what =
        What::Edit(Edit { contact: contact.into(), fields: Default::default(), requirements: Default::default() });
    desk.action(record, expects, &what)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_action_again_gets_the_first_result_byte_for_byte() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let submit = desk.submit();
    let first = desk.results(vec![submit.clone()]).await;
    assert!(first[0].starts_with(r#"{"is":"applied","version":1,"as_expected":true"#), "{}", first[0]);
    let note = desk.note(submit.record, "catatan");
    desk.results(vec![note.clone()]).await;
    village.env.pass(SignedDuration::from_hours(24 * 20));
    assert_eq!(desk.results(vec![submit.clone()]).await, first);
    // In one batch with itself too.
    let third = desk.note(submit.record, "lagi");
    let twice = desk.results(vec![third.clone()]).await;
    assert_eq!(desk.results(vec![submit.clone(), note, third]).await[2], twice[0]);
    let stored = village.app.core.store.read(|tx| tx.load(submit.record)).unwrap().unwrap();
    assert_eq!(stored.version, 3, "applied once each");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_or_a_number_used_again_for_something_else_is_told_so() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let submit = desk.submit();
    applied(&desk.result(submit.clone()).await);
    let other_bytes = Action { kind: "note".into(), data: r#"{"text":"x"}"#.into(), ..submit.clone() };
    assert_eq!(desk.result(other_bytes).await, ActionResult::Reused);
    let other_id = Action { id: ActionId(village.id()), ..submit.clone() };
    assert_eq!(desk.result(other_id.clone()).await, ActionResult::Reused);
    // Nothing of it was kept: with a number of its own it is decided.
    assert_eq!(village.app.core.store.read(|tx| tx.action(other_id.id)), Ok(None));
    let stored = village.app.core.store.read(|tx| tx.load(submit.record)).unwrap().unwrap();
    assert_eq!(stored.version, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_speaks_for_another_person_or_device_leaves_no_trace() {
    let village = Village::new();
    let (siti, joko) = (village.log_in("siti").await, village.log_in("joko").await);
    let not_found = ActionResult::Refused { refusal: Refusal::NotFound };
    let other_person = Action { actor: JOKO, ..siti.submit() };
    let other_device = Action { device: joko.device, ..siti.submit() };
    for forged in [other_person, other_device] {
        assert_eq!(siti.result(forged.clone()).await, not_found);
        assert_eq!(village.app.core.store.read(|tx| tx.action(forged.id)), Ok(None));
    }
    // Joko's own numbers are still his.
    applied(&joko.result(joko.submit()).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_action_undoes_itself_and_nothing_beside_it() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let (one, two, three) = (desk.submit(), desk.submit(), desk.submit());
    let ids = [one.record, two.record, three.record];
    village.env.trap("action decided", 1);
    let poisoned = two.clone();
    let results = desk.results(vec![one, two, three]).await;
    assert!(results[0].contains("applied") && results[2].contains("applied"), "{results:?}");
    assert_eq!(results[1], r#"{"is":"quarantined","why":"panic"}"#);
    let there = ids.map(|id| village.app.core.store.read(|tx| tx.load(id)).unwrap().is_some());
    assert_eq!(there, [true, false, true]);
    let kept = village.app.core.store.read(|tx| tx.quarantined()).unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].bytes.as_bytes(), poisoned.identity());
    // It stays so: a second time it is not even tried.
    assert_eq!(desk.results(vec![poisoned]).await[0], results[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_kept_and_dirty_text_is_refused() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let submit = desk.submit();
    let record = submit.record;
    applied(&desk.result(submit).await);
    let future = Action { kind: "teleport".into(), ..desk.note(record, "x") };
    let newer = Action { v: 2, ..desk.note(record, "x") };
    let broken = Action { data: r#"{"text":7}"#.into(), ..desk.note(record, "x") };
    let quarantined = |why: &str| ActionResult::Quarantined { why: why.into() };
    assert_eq!(desk.result(future).await, quarantined("unknown_kind"));
    assert_eq!(desk.result(newer).await, quarantined("unknown_kind"));
    assert_eq!(desk.result(broken).await, quarantined("unreadable_data"));
    let bad_text = ActionResult::Refused { refusal: Refusal::BadData { what: "text".into() } };
    for dirty in ["\u{1b}[31mmerah", "balik\u{202e}kanan", "nol\u{200b}lebar", "e\u{301}"] {
        assert_eq!(desk.result(desk.note(record, dirty)).await, bad_text, "{dirty:?}");
    }
    applied(&desk.result(desk.note(record, "dua\nbaris, é, ꦤꦸ")).await);
    assert_eq!(village.app.core.store.read(|tx| tx.quarantined()).unwrap().len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_goes_as_far_as_its_first_failure_and_other_records_go_on() {
    let village = Village::new();
    let (siti, joko) = (village.log_in("siti").await, village.log_in("joko").await);
    let (submit, other) = (siti.submit(), siti.submit());
    let record = submit.record;
    let first = edit(&siti, record, Expects::After(submit.id), "0812");
    let results = siti.results(vec![submit.clone(), other.clone(), first.clone()]).await;
    assert!(results.iter().all(|result| result.contains(r#""is":"applied""#)), "{results:?}");
    // Joko's remark comes between: what stands on the first edit no longer does.
    applied(&joko.result(joko.note(record, "sudah ditelepon")).await);
    let second = edit(&siti, record, Expects::After(first.id), "0813");
    let third = edit(&siti, record, Expects::After(second.id), "0814");
    let elsewhere = siti.note(other.record, "lain");
    let results: Vec<ActionResult> = siti
        .results(vec![second.clone(), third.clone(), elsewhere])
        .await
        .iter()
        .map(|result| serde_json::from_str(result).unwrap())
        .collect();
    let ActionResult::Conflict { current: Some(current), differs } = &results[0] else { panic!("{results:?}") };
    let stored = village.app.core.store.read(|tx| tx.load(record)).unwrap().unwrap();
    assert_eq!((current.version, &current.body), (3, &stored.body), "the stored bytes themselves");
    assert!(differs.is_empty());
    assert_eq!(results[1], ActionResult::Blocked { by: second.id });
    applied(&results[2]);
    // Another outbox's action is nothing to stand on, nor one on another record, nor one that never was.
    for earlier in [submit.id, other.id, ActionId(village.id())] {
        let of_joko = joko.action(record, Expects::After(earlier), &What::Note(Note { text: "x".into() }));
        assert_eq!(joko.result(of_joko).await, ActionResult::Blocked { by: earlier });
    }
    let wrong_record = edit(&siti, record, Expects::After(other.id), "0816");
    assert_eq!(siti.result(wrong_record).await, ActionResult::Blocked { by: other.id });
}

#[tokio::test(flavor = "multi_thread")]
async fn an_outbox_out_of_order_or_too_long_is_not_taken() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let (one, two) = (desk.submit(), desk.submit());
    assert_eq!(desk.push(vec![two, one]).await.status, StatusCode::BAD_REQUEST);
    let many = (0..51).map(|_| desk.submit()).collect();
    assert_eq!(desk.push(many).await.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(desk.send(Method::POST, "/v1/actions", b"{".to_vec()).await.status, StatusCode::BAD_REQUEST);
}

#[tokio::test(flavor = "multi_thread")]
async fn derived_ids_are_the_servers_own() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let bad = |what: &str| ActionResult::Refused { refusal: Refusal::BadData { what: what.into() } };
    let reserved = Action { id: ActionId::by_server("render", Uuid::from_u128(1), 0), ..desk.submit() };
    assert_eq!(desk.result(reserved).await, bad("id"));
    let squat = RecordId::belonging_to("incoming", &[Uuid::from_u128(1)]);
    let squatting = Action { record: squat, ..desk.submit() };
    assert_eq!(desk.result(squatting).await, bad("record"));
    // A mark's id is derived, and the person's own.
    let mark = Mark::id_for(desk.person, SRI);
    let read = desk.action(mark, Expects::New, &What::MarkRead(MarkRead { read: SRI }));
    applied(&desk.result(read).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_only_the_server_does_is_refused_from_outside_and_done_once_from_inside() {
    let village = Village::new();
    let desk = village.log_in("kades").await;
    let doubt = What::Doubt(serasi::domain::action::Doubt {});
    let asked = desk.action(RecordId(village.id()), Expects::New, &doubt);
    assert_eq!(desk.result(asked).await, ActionResult::Refused { refusal: Refusal::ServerOnly });

    let operator = village.log_in("siti").await;
    let submit = operator.submit();
    applied(&operator.result(submit.clone()).await);
    // Any kind shows it: the same id gives the first result although the record has moved on meanwhile.
    let note = |text: &str| ServerAction {
        id: ActionId::by_server("note", submit.record.0, 0),
        actor: Some(operator.person),
        record: submit.record,
        expects: Expects::Version(1),
        what: What::Note(Note { text: text.into() }),
    };
    let first = village.app.core.perform(note("satu")).unwrap();
    assert_eq!(applied(&first), 2);
    assert_eq!(village.app.core.perform(note("dua")).unwrap(), first);
    assert_eq!(village.app.core.store.read(|tx| tx.load(submit.record)).unwrap().unwrap().version, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_position_that_has_ended_counts_for_three_days_for_what_was_done_before() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let submit = desk.submit();
    applied(&desk.result(submit.clone()).await);
    let made = village.env.now();
    end_position(&village, "2026-11-24");
    village.env.pass(SignedDuration::from_hours(30));
    let honest = Action { client_time: made, ..desk.note(submit.record, "kemarin") };
    applied(&desk.result(honest).await);
    let late = desk.note(submit.record, "hari ini");
    assert_eq!(desk.result(late).await, ActionResult::Refused { refusal: Refusal::NotFound });
    // And what the office has is no longer hers to read.
    let feed = desk.get(&format!("/v1/feed?at=office/{VILLAGE}:new")).await;
    assert!(feed.text().contains(r#""reason":"grant""#), "{}", feed.text());
    village.env.pass(SignedDuration::from_hours(48));
    let too_old = Action { client_time: made, ..desk.note(submit.record, "lama") };
    assert_eq!(desk.result(too_old).await, ActionResult::Refused { refusal: Refusal::NotFound });
}

fn end_position(village: &Village, last_day: &str) {
    use serasi::domain::record::Body;
    let store = &village.app.core.store;
    let held = store.read(|tx| tx.positions(crate::domain::world::SITI)).unwrap();
    let Body::Official(mut official) = held[0].record().unwrap().body else { panic!("no position") };
    official.until = Some(last_day.parse().unwrap());
    serasi::server::core::import(store, village.env.as_ref(), vec![official.into()]).unwrap();
}

/// A letter of an office, as far as a delivery needs it.
fn letter(id: RecordId, office: serasi::domain::id::OfficeId, more: serde_json::Value) -> serasi::domain::record::Body {
    let mut letter = serde_json::json!({
        "id": id, "office": office, "subject": "Undangan", "kind": "Undangan", "classification": "000.1",
        "date": "2026-11-20",
    });
    letter.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_value::<serasi::domain::letter::Letter>(letter).unwrap().into()
}

#[test]
fn numbers_go_on_behind_imported_ones_and_a_delivery_writes_into_both_offices() {
    use serasi::domain::letter::{Delivery, DeliveryState};
    use serasi::domain::record::Body;
    use serasi::domain::stream::StreamId;
    use serasi::server::core::import;

    let village = Village::new();
    let store = &village.app.core.store;
    let other = crate::domain::world::ELSEWHERE;
    let (old, sent) = (RecordId(village.id()), RecordId(village.id()));
    let arrival = serde_json::json!({ "sender": "Dinas Sosial", "number": "1/X/2026", "agenda": 7, "received": "2026-11-02T02:00:00Z" });
    let number = serde_json::json!({ "counter": "keluar", "year": 2026, "n": 45, "text": "000.1/045/BNB/XI/2026" });
    let delivery = Delivery {
        id: Delivery::id_for(sent, other),
        letter: sent,
        from: VILLAGE,
        to: other,
        state: DeliveryState::Queued,
        rest: serde_json::Map::new(),
    };
    let bodies = vec![
        letter(old, other, serde_json::json!({ "state": { "is": "received" }, "arrival": arrival })),
        letter(sent, VILLAGE, serde_json::json!({ "state": { "is": "issued" }, "number": number })),
        delivery.clone().into(),
    ];
    import(store, village.env.as_ref(), bodies.clone()).unwrap();
    assert_eq!(store.read(|tx| tx.numbers_after(0, 10)).unwrap().len(), 2);
    assert_eq!(store.write(|tx| tx.next_number(VILLAGE, "keluar", 2026)), Ok(46));
    // The same letters again are their next versions, with the numbers they have.
    import(store, village.env.as_ref(), bodies).unwrap();

    assert_eq!(store.read(|tx| tx.records_in("delivery", "queued")), Ok(vec![delivery.id]));
    let deliver = ServerAction {
        id: ActionId::by_server("deliver", delivery.id.0, 0),
        actor: None,
        record: delivery.id,
        expects: Expects::Version(2),
        what: What::Deliver(serasi::domain::action::Deliver {}),
    };
    let result = village.app.core.perform(deliver.clone()).unwrap();
    let ActionResult::Applied { positions, .. } = &result else { panic!("{result:?}") };
    let streams: Vec<_> = positions.iter().map(|(stream, _)| *stream).collect();
    assert_eq!(streams, [StreamId::Office(VILLAGE), StreamId::Office(other)], "in ascending order");
    assert_eq!(village.app.core.perform(deliver).unwrap(), result);
    let incoming = RecordId::belonging_to("incoming", &[delivery.id.0]);
    let Body::Letter(incoming) = store.read(|tx| tx.load(incoming)).unwrap().unwrap().record().unwrap().body else {
        panic!("no letter");
    };
    assert_eq!(incoming.arrival.unwrap().agenda, 8);
    assert_eq!(store.read(|tx| tx.records_in("delivery", "queued")), Ok(vec![]));
    assert_eq!(serasi::server::core::audit::verify(store).unwrap().findings, []);
}

#[test]
fn while_ledger_and_database_disagree_no_number_is_given() {
    use serasi::domain::letter::{Delivery, DeliveryState};
    use serasi::server::core::{CoreError, import};

    let village = Village::new();
    let store = &village.app.core.store;
    let (sent, other) = (RecordId(village.id()), crate::domain::world::ELSEWHERE);
    let number = serde_json::json!({ "counter": "keluar", "year": 2026, "n": 45, "text": "45" });
    let delivery = Delivery {
        id: Delivery::id_for(sent, other),
        letter: sent,
        from: VILLAGE,
        to: other,
        state: DeliveryState::Queued,
        rest: serde_json::Map::new(),
    };
    let issued = letter(sent, VILLAGE, serde_json::json!({ "state": { "is": "issued" }, "number": number }));
    import(store, village.env.as_ref(), vec![issued, delivery.clone().into()]).unwrap();
    let lock = |locked: bool| {
        store
            .write(move |tx| {
                let meta = tx.meta()?;
                tx.put_meta(&serasi::server::store::Meta { signing_locked: locked, ..meta })
            })
            .unwrap();
    };
    let deliver = ServerAction {
        id: ActionId::by_server("deliver", delivery.id.0, 0),
        actor: None,
        record: delivery.id,
        expects: Expects::Version(1),
        what: What::Deliver(serasi::domain::action::Deliver {}),
    };
    lock(true);
    assert_eq!(village.app.core.perform(deliver.clone()), Err(CoreError::SigningLocked));
    assert_eq!(store.read(|tx| tx.action(deliver.id)), Ok(None), "it may be tried again");
    lock(false);
    assert_eq!(applied(&village.app.core.perform(deliver).unwrap()), 2);
}

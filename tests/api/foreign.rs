//! Somebody of another office gets the same bytes for what is there as for what is not, on every route.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serasi::domain::action::{
    Assign, Claim, Edit, Expects, FollowUp, Forward, HandOver, KINDS, Maker, MarkRead, Note, Reason, Recall, Release,
    Resume, Reveal, Tell, Tick, Verify, What,
};
use serasi::domain::card::Card;
use serasi::domain::handing::{How, Receiver, Way};
use serasi::domain::id::{ContentHash, RecordId};
use serasi::domain::letter::Mark;
use serasi::domain::record::Seen;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::Shown;
use serasi::domain::reveal::Purpose;
use serasi::domain::stream::StreamId;
use serasi::wire::actions::ActionResult;
use uuid::Uuid;

use super::village::{Desk, Village, applied};
use crate::domain::world::{SRI, VILLAGE};

/// Every kind that a person may send, aimed at a record.
fn aimed(desk: &Desk<'_>, record: RecordId) -> Vec<(RecordId, What)> {
    let reason = || Reason { reason: "karena".into() };
    let seen = Seen { record, version: 1 };
    let snapshot = ContentHash::of(b"s");
    let forward =
        Forward { snapshot, letter_type: seen, people: vec![seen], prepared_on: "2026-11-24".parse().unwrap() };
    let all = vec![
        What::Submit(serde_json::from_str(&desk.submit().data).unwrap()),
        What::Edit(Edit { contact: "1".into(), fields: Default::default(), requirements: Default::default() }),
        What::Tick(Tick { key: "ktp".into(), shown: Shown::Copy }),
        What::Note(Note { text: "x".into() }),
        What::Claim(Claim { take_over: true }),
        What::Release(Release {}),
        What::Assign(Assign { to: desk.person, note: String::new() }),
        What::Tell(Tell { how: How::Telephone }),
        What::HandOver(HandOver { way: Way::Printed, to: Receiver::Applicant }),
        What::Forward(forward),
        What::ReturnToApplicant(reason()),
        What::Resume(Resume {}),
        What::Refuse(reason()),
        What::Cancel(reason()),
        What::Verify(Verify { snapshot }),
        What::ReturnTask(reason()),
        What::Recall(Recall {}),
        What::FollowUp(FollowUp { note: String::new() }),
        What::Reveal(Reveal { resident: SRI, purpose: Purpose::Request, text: String::new() }),
    ];
    let card = serasi::domain::action::RememberCard { office: VILLAGE, number: "04A2C3D4E5".into(), resident: record };
    let card = (Card::id_for(VILLAGE, &card.number), What::RememberCard(card));
    let mark = (Mark::id_for(desk.person, record), What::MarkRead(MarkRead { read: record }));
    let kinds: BTreeSet<_> = all.iter().map(What::kind).chain([mark.1.kind(), card.1.kind()]).collect();
    let known = KINDS.iter().filter(|(_, _, maker)| *maker == Maker::Person).map(|(kind, ..)| *kind).collect();
    assert_eq!(kinds, known, "a kind is missing in this test");
    all.into_iter().map(|what| (record, what)).chain([mark, card]).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_action_on_a_foreign_record_answers_like_one_on_nothing() {
    let village = Village::new();
    let (siti, stranger) = (village.log_in("siti").await, village.log_in("wahyu").await);
    let submit = siti.submit();
    let request = submit.record;
    applied(&siti.result(submit).await);
    applied(&siti.result(siti.action(request, Expects::Version(1), &What::Claim(Claim { take_over: false }))).await);
    let claim = serasi::domain::request::Claim::id_for(request);
    let not_found = serde_json::to_string(&ActionResult::Refused { refusal: Refusal::NotFound }).unwrap();
    let streams = |village: &Village| village.app.core.store.read(|tx| tx.head(StreamId::Office(VILLAGE))).unwrap();
    let before = streams(&village);
    for there in [request, claim, SRI] {
        for expects in [Expects::New, Expects::Version(1), Expects::Version(7)] {
            for (record, what) in aimed(&stranger, there) {
                let foreign = stranger.action(record, expects, &what);
                let result = stranger.results(vec![foreign]).await;
                assert_eq!(result[0], not_found, "{} {expects:?}", what.kind());
            }
        }
    }
    // On nothing the same, but where something new may be made.
    let nothing = RecordId(Uuid::from_u128(0xFFFF));
    for (record, what) in aimed(&stranger, nothing) {
        let result = stranger.results(vec![stranger.action(record, Expects::Version(1), &what)]).await;
        assert_eq!(result[0], not_found, "{}", what.kind());
    }
    assert_eq!(streams(&village), before);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_stream_or_file_looks_like_one_that_is_not_there() {
    let village = Village::new();
    let (siti, stranger) = (village.log_in("siti").await, village.log_in("wahyu").await);
    let bytes = b"%PDF-1.7 surat".to_vec();
    let hash = ContentHash::of(&bytes);
    let put = siti.send(Method::PUT, &format!("/v1/blobs/{hash}"), bytes.clone()).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.text());
    let nothing = ContentHash::of(b"nothing");
    for method in [Method::GET, Method::HEAD] {
        let foreign = stranger.send(method.clone(), &format!("/v1/blobs/{hash}"), Vec::new()).await;
        let absent = stranger.send(method.clone(), &format!("/v1/blobs/{nothing}"), Vec::new()).await;
        let senseless = stranger.send(method, "/v1/blobs/x", Vec::new()).await;
        for answer in [&foreign, &absent, &senseless] {
            assert_eq!((answer.status, &answer.body), (StatusCode::NOT_FOUND, &absent.body));
        }
    }
    // Neither does an upload that was begun say that the file is there.
    let asks = |hash: ContentHash| {
        let mut request =
            super::village::request(Method::PUT, &format!("/v1/blobs/{hash}"), Some(&stranger.token), Vec::new());
        request.headers_mut().insert("Content-Range", format!("bytes */{}", bytes.len()).parse().unwrap());
        village.send(request)
    };
    assert_eq!(asks(hash).await.body, asks(nothing).await.body);

    let unknown = StreamId::Office(serasi::domain::id::OfficeId(Uuid::from_u128(0xFFFF)));
    let cursor = "1.1.0102030405060708";
    for query in ["new".to_owned(), cursor.to_owned(), format!("{cursor}&before=5")] {
        for (foreign, absent) in [
            (StreamId::Office(VILLAGE).to_string(), unknown.to_string()),
            (StreamId::OfficeLog(VILLAGE).to_string(), format!("{unknown}/log")),
            (
                StreamId::Person(siti.person).to_string(),
                StreamId::Person(serasi::domain::id::PersonId(Uuid::from_u128(0xFFFF))).to_string(),
            ),
        ] {
            let one = stranger.get(&format!("/v1/feed?at={foreign}:{query}")).await.text();
            let other = stranger.get(&format!("/v1/feed?at={absent}:{query}")).await.text();
            assert!(one.contains(r#""is":"resync""#) && one.contains(r#""reason":"grant""#), "{one}");
            assert_eq!(one.replace(&foreign, "S"), other.replace(&absent, "S"));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_stream_says_grant_and_the_others_go_on() {
    let village = Village::new();
    let stranger = village.log_in("wahyu").await;
    let feed = stranger.get(&format!("/v1/feed?at=office/{VILLAGE}:new&at=ref:new")).await.text();
    assert!(feed.contains(r#""reason":"grant""#) && feed.contains(r#""is":"head""#), "{feed}");
}

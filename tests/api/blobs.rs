//! Files in pieces, checked, and given to who may have them.

use axum::http::{Method, StatusCode};
use serasi::domain::id::ContentHash;
use serasi::domain::record::Body;
use serasi::server::core::import;
use serasi::wire::blobs::BlobState;
use serasi::wire::problem::{Code, Problem};

use super::village::{Answer, Desk, Village, request};
use crate::domain::world::{VILLAGE, World};

fn pdf(size: usize) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.extend((bytes.len()..size).map(|n| u8::try_from(n % 251).unwrap()));
    bytes
}

async fn piece(desk: &Desk<'_>, hash: ContentHash, range: &str, bytes: &[u8]) -> Answer {
    let path = format!("/v1/blobs/{hash}");
    let mut request = request(Method::PUT, &path, Some(&desk.token), bytes.to_vec());
    request.headers_mut().insert("Content-Range", range.parse().unwrap());
    desk.village.send(request).await
}

fn state(answer: &Answer) -> (u64, bool) {
    let state: BlobState = answer.json();
    (state.have, state.complete)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_comes_in_pieces_over_a_line_that_breaks() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let bytes = pdf(1000);
    let hash = ContentHash::of(&bytes);
    assert_eq!(state(&piece(&desk, hash, "bytes */1000", b"").await), (0, false));
    assert_eq!(state(&piece(&desk, hash, "bytes 0-399/1000", &bytes[..400]).await), (400, false));
    assert_eq!(state(&piece(&desk, hash, "bytes */1000", b"").await), (400, false));
    // A piece from further on waits for what lies between; one that overlaps is taken again.
    assert_eq!(state(&piece(&desk, hash, "bytes 700-999/1000", &bytes[700..]).await), (400, false));
    assert_eq!(state(&piece(&desk, hash, "bytes 200-699/1000", &bytes[200..700]).await), (700, false));
    assert_eq!(desk.get(&format!("/v1/blobs/{hash}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(state(&piece(&desk, hash, "bytes 700-999/1000", &bytes[700..]).await), (1000, true));
    assert_eq!(state(&piece(&desk, hash, "bytes 700-999/1000", &bytes[700..]).await), (1000, true));

    let whole = desk.get(&format!("/v1/blobs/{hash}")).await;
    assert_eq!(whole.body, bytes);
    assert_eq!(whole.headers["content-type"], "application/pdf");
    assert_eq!(whole.headers["x-content-type-options"], "nosniff");
    let mut part = request(Method::GET, &format!("/v1/blobs/{hash}"), Some(&desk.token), Vec::new());
    part.headers_mut().insert("Range", "bytes=990-".parse().unwrap());
    let part = village.send(part).await;
    assert_eq!((part.status, part.body.as_slice()), (StatusCode::PARTIAL_CONTENT, &bytes[990..]));
    assert_eq!(part.headers["content-range"], "bytes 990-999/1000");
    let head = desk.send(Method::HEAD, &format!("/v1/blobs/{hash}"), Vec::new()).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_or_too_large_is_not_kept() {
    let village = Village::new();
    let desk = village.log_in("siti").await;
    let put = async |hash: ContentHash, bytes: Vec<u8>| {
        let answer = desk.send(Method::PUT, &format!("/v1/blobs/{hash}"), bytes).await;
        (answer.status, answer.json::<Problem>().code)
    };
    let wrong = ContentHash::of(b"else");
    assert_eq!(put(wrong, pdf(50)).await, (StatusCode::CONFLICT, Code::WrongHash));
    let script = b"#!/bin/sh".to_vec();
    assert_eq!(put(ContentHash::of(&script), script).await, (StatusCode::BAD_REQUEST, Code::BadRequest));
    let large = pdf(10 * 1024 * 1024 + 1);
    assert_eq!(put(ContentHash::of(&large), large).await, (StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge));
    let answer = piece(&desk, wrong, "bytes 0-8/99999999", &pdf(9)).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    for range in ["bytes 0-9/50", "bytes 9-0/50", "rows 1-2/3"] {
        assert_eq!(piece(&desk, wrong, range, &pdf(9)).await.status, StatusCode::BAD_REQUEST, "{range}");
    }
    // Nothing of it is left to go on from.
    assert_eq!(state(&piece(&desk, wrong, "bytes */50", b"").await), (0, false));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_given_to_who_holds_a_stream_with_a_record_that_refers_to_it() {
    let village = Village::new();
    let (colleague, stranger) = (village.log_in("joko").await, village.log_in("wahyu").await);
    let bytes = pdf(300);
    let hash = village.app.blobs.keep(&bytes).unwrap();
    let snapshot = ContentHash::of(b"{}");
    let path = format!("/v1/blobs/{hash}");
    assert_eq!(colleague.get(&path).await.status, StatusCode::NOT_FOUND, "a hash is not a permission");
    let letter = serde_json::json!({
        "id": village.id(), "office": VILLAGE, "subject": "Surat", "kind": "Surat", "classification": "000",
        "state": { "is": "issued" }, "pdf": hash,
        "frozen": {
            "snapshot": snapshot, "letter_type": village.id(), "policy": "electronic", "signer": village.id(),
            "tasks": [],
        },
    });
    let letter: serasi::domain::letter::Letter = serde_json::from_value(letter).unwrap();
    import(&village.app.core.store, village.env.as_ref(), vec![letter.into()]).unwrap();
    village.app.core.store.write(move |tx| tx.put_snapshot(snapshot, b"{}")).unwrap();
    assert_eq!(colleague.get(&path).await.body, bytes);
    assert_eq!(colleague.get(&format!("/v1/blobs/{snapshot}")).await.body, b"{}");
    for hash in [hash, snapshot] {
        assert_eq!(stranger.get(&format!("/v1/blobs/{hash}")).await.status, StatusCode::NOT_FOUND);
    }
    // What every office may know it may have: the template of a letter type.
    let template = World::new().records.into_values().find_map(|record| match record.body {
        Body::LetterType(letter_type) => Some(letter_type.template),
        _ => None,
    });
    let streams = village.app.core.store.read(|tx| tx.streams_of_blob(template.unwrap())).unwrap();
    assert_eq!(streams, [serasi::domain::stream::StreamId::Reference]);
}

#[test]
fn kept_bytes_are_found_again_by_another_process() {
    use serasi::server::store::blobs::Blobs;
    let folder = tempfile::tempdir().unwrap();
    let hash = Blobs::open(folder.path()).unwrap().keep(b"anything that the server made").unwrap();
    let again = Blobs::open(folder.path()).unwrap();
    assert_eq!(again.load(hash).unwrap().unwrap(), b"anything that the server made");
    assert_eq!(again.size(hash), Some(29));
    assert_eq!(again.load(ContentHash::of(b"else")).unwrap(), None);
}

#[test]
fn an_upload_that_was_given_up_is_forgotten_and_one_that_goes_on_is_not() {
    use serasi::server::store::blobs::Blobs;
    let folder = tempfile::tempdir().unwrap();
    let blobs = Blobs::open(folder.path()).unwrap();
    let (hash, person) = (ContentHash::of(b"x"), crate::domain::world::SITI);
    assert!(!blobs.bring(hash, person, 0, 100, b"%PDF-").unwrap());
    blobs.forget_parts("2020-01-01T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(blobs.brought(hash, person), 5);
    blobs.forget_parts("2120-01-01T00:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(blobs.brought(hash, person), 0);
}

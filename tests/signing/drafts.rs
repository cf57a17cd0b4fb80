//! The worker that makes the pages which approvers read.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serasi::domain::id::RecordId;
use serasi::domain::letter::Page;
use serasi::domain::record::Body;
use serasi::domain::request::RequestState;
use serasi::server::render::{Bell, Worker};

use super::home::{Desk, Home};
use super::signer::Kind;

fn page(desk: &Desk, request: RecordId) -> Option<Page> {
    let letter = desk.letter_of(request);
    match desk.signing.body(Page::id_for(letter.id, letter.frozen?.snapshot)).unwrap() {
        Some((_, Body::Page(page))) => Some(page),
        _ => None,
    }
}

#[allow(clippy::disallowed_methods)] // a test's patience is no part of a history
fn soon<T>(mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "it did not happen in a minute");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_letter_forwarded_before_or_after_the_start_gets_its_page_once() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    let before = desk.forwarded("surat-pengantar");
    let bell = Arc::new(Bell::default());
    let ring = Arc::clone(&bell);
    desk.signing.core.store.on_commit(move |streams| ring.ring(streams));
    let drafts = home.open(Kind::Local).drafts;
    let drafts = serasi::server::render::Drafts { core: desk.signing.core.clone(), ..drafts };
    let worker = Worker::start(drafts, bell).unwrap();
    let first = soon(|| page(&desk, before));
    assert!(first.pages[0].contains("Sri Wahyuni"), "{}", first.pages[0]);
    assert!(desk.signing.blobs.has(first.pdf));

    let after = desk.forwarded("surat-pengantar");
    soon(|| page(&desk, after));
    drop(worker);
    assert!(!desk.drafts.draft(desk.request(after).letter.unwrap()).unwrap(), "it has one");
}

#[test]
fn a_letter_that_cannot_be_typeset_goes_back_with_a_reason_each_time_it_is_forwarded() {
    let home = Home::new();
    let desk = home.open(Kind::Local);
    // A template that is broken: its bytes lie in the blob store under the type's hash.
    let broken = desk.signing.blobs.keep(b"#this-is-not-a-function()").unwrap();
    let id = serasi::config::letters::id_of("surat-pengantar");
    let Some((_, Body::LetterType(mut letter_type))) = desk.signing.body(id).unwrap() else { panic!() };
    letter_type.template = broken;
    desk.forge(letter_type);

    let request = desk.forwarded("surat-pengantar");
    for _ in 0..2 {
        let letter = desk.request(request).letter.unwrap();
        assert!(desk.drafts.draft(letter).unwrap());
        let RequestState::Returned(why) = desk.request(request).state else { panic!() };
        assert!(why.reason.contains("Isian Anda tersimpan") && why.reason.ends_with("[SUSUN-template]"));
        desk.forward(request);
    }
}

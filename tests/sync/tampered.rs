//! Pages that were changed on the way, or come from a server that was rolled back: refused as a whole, and the
//! stream is begun again, at most once an hour.

use serasi::client::store::{cache, streams};
use serasi::client::sync::page::Taken;
use serasi::desk::{Command, DeskError};
use serasi::domain::id::{ActionId, ContentHash, RecordId};
use serasi::domain::request::Shown;
use serasi::domain::stream::StreamId;
use serasi::server::core::import;
use serasi::wire::chain;
use serasi::wire::feed::{Change, Cursor, Feed, Header, ResyncReason, StreamPage};
use uuid::Uuid;

use super::exhaustive::open_request;
use super::replica::{Replica, assert_same, fast_dir};
use crate::api::village::Village;
use crate::domain::world::VILLAGE;

const ID: RecordId = RecordId(Uuid::from_u128(0xF000_0000));
const OFFICE: StreamId = StreamId::Office(VILLAGE);

fn scene() -> (Village, Replica, tempfile::TempDir) {
    let village = Village::new();
    import(&village.app.core.store, village.env.as_ref(), vec![open_request(ID)]).unwrap();
    let home = fast_dir();
    let siti = Replica::log_in(&village, home.path(), "siti");
    siti.settle();
    (village, siti, home)
}

fn place(desk: &Replica) -> Option<streams::Place> {
    desk.store().write(|files| streams::place(&files.cache, OFFICE)).unwrap()
}

/// A page with two changes that has not been taken yet.
fn news(siti: &Replica) -> Feed {
    for key in ["ktp", "kk"] {
        siti.perform(Command::Tick { request: ID, key: key.into(), shown: Shown::Copy }).unwrap();
    }
    let batch = siti.compose(50).unwrap();
    let results = siti.send(&batch);
    siti.take_results(batch, results);
    siti.ask_up()
}

fn changes(feed: &mut Feed) -> &mut Vec<Change> {
    match &mut feed.streams[0] {
        StreamPage::Up { changes, .. } => changes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_page_that_was_changed_on_the_way_changes_nothing() {
    type Spoil = fn(&mut Vec<Change>);
    let spoil: [(&str, Spoil); 5] = [
        ("a gap", |changes| {
            changes.remove(0);
        }),
        ("another order", |changes| changes.swap(0, 1)),
        ("another header", |changes| {
            changes[0].header = changes[0].header.replace("\"version\":2", "\"version\":7");
        }),
        ("another body", |changes| {
            let last = changes.last_mut().unwrap();
            last.body = last.body.take().map(|body| body.replace("A-1", "A-2"));
        }),
        ("no header", |changes| changes[0].header = "{".into()),
    ];
    for (what, spoil) in spoil {
        let (village, siti, _home) = scene();
        let mut feed = news(&siti);
        let before = siti.shown();
        spoil(changes(&mut feed));
        let taken = siti.take(feed.clone());
        assert!(!taken.stuck, "{what}");
        assert_eq!(place(&siti), None, "{what}: the stream is begun again");
        let versions = |all: &[(RecordId, u64, Vec<u8>)]| all.iter().map(|(id, v, _)| (*id, *v)).collect::<Vec<_>>();
        assert_eq!(versions(&siti.shown()), versions(&before), "{what}");
        siti.settle();
        assert_same(&village, &siti);
        // A second time within the hour it is not begun again: somebody must look.
        siti.perform(Command::Tick { request: ID, key: "rt".into(), shown: Shown::Copy }).unwrap();
        let batch = siti.compose(50).unwrap();
        let results = siti.send(&batch);
        siti.take_results(batch, results);
        let mut feed = siti.ask_up();
        changes(&mut feed)[0].header.push(' ');
        let cursor = place(&siti);
        assert!(siti.take(feed).stuck, "{what}");
        assert_eq!(place(&siti), cursor, "{what}");
    }
}

#[test]
fn a_head_that_does_not_fit_its_own_cursor_is_refused() {
    let (_village, siti, _home) = scene();
    let stream = StreamId::Office(serasi::domain::id::OfficeId(Uuid::from_u128(77)));
    let cursor = Cursor::at(1, 5, &[1; 32]);
    let head = StreamPage::Head { stream, cursor, link: ContentHash([2; 32]) };
    siti.take(Feed { streams: vec![head], time: siti.env.now() });
    let place = siti.store().write(move |files| streams::place(&files.cache, stream)).unwrap();
    assert_eq!(place, None);
}

#[test]
fn a_restored_server_is_read_again_from_its_head_at_most_once_an_hour() {
    let (village, siti, _home) = scene();
    let resync = |siti: &Replica| {
        let page = StreamPage::Resync { stream: OFFICE, reason: ResyncReason::Epoch };
        siti.take(Feed { streams: vec![page], time: siti.env.now() })
    };
    assert_eq!(resync(&siti), Taken { moved: true, behind: true, ..Taken::default() });
    assert_eq!(siti.places().iter().find(|(stream, _)| *stream == OFFICE).unwrap().1, None);
    siti.settle();
    assert_same(&village, &siti);
    assert!(resync(&siti).stuck);
    village.env.pass(jiff::SignedDuration::from_hours(1));
    assert!(!resync(&siti).stuck);
}

/// A change that a newer server may send, chained as it must be.
fn change_after(place: &streams::Place, kind: &str, body: &str) -> (Change, Cursor) {
    let header = Header {
        position: place.position + 1,
        record: RecordId(Uuid::from_u128(0xABCD)),
        kind: kind.into(),
        version: 1,
        action: ActionId(Uuid::from_u128(1)),
        actor: None,
        at: crate::domain::world::noon(),
        body: ContentHash::of(body.as_bytes()),
    };
    let header = serde_json::to_string(&header).unwrap();
    let link = chain::next(&place.link, header.as_bytes());
    (Change { header, body: Some(body.into()) }, Cursor::at(place.epoch, place.position + 1, &link))
}

#[test]
fn what_a_newer_server_sends_is_kept_unread_and_the_cursor_goes_on() {
    for (kind, body) in [
        ("disposition", r#"{"v":1,"id":"x"}"#),
        ("request", r#"{"v":99,"id":"x"}"#),
        ("letter", r#"{"v":1,"state":{"is":"unheard_of"}}"#),
    ] {
        let (_village, siti, _home) = scene();
        let before = place(&siti).unwrap();
        let (change, next) = change_after(&before, kind, body);
        let page = StreamPage::Up { stream: OFFICE, changes: vec![change], next, head: next.position };
        let taken = siti.take(Feed { streams: vec![page], time: siti.env.now() });
        assert!(taken.moved && !taken.stuck);
        assert_eq!(place(&siti).unwrap().position, before.position + 1);
        let kept = siti.store().write(|files| cache::get(&files.cache, RecordId(Uuid::from_u128(0xABCD)))).unwrap();
        let kept = kept.unwrap();
        assert_eq!((kept.unreadable, kept.bytes.as_slice()), (true, body.as_bytes()));
        let counted = siti.store().write(|files| cache::count_unreadable(&files.cache)).unwrap();
        assert_eq!(counted, 1, "the header says so");
        let letter = RecordId(Uuid::from_u128(0xABCD));
        let refused = siti.perform(Command::FollowUp { letter, note: String::new() });
        assert_eq!(refused, Err(DeskError::TooNew));
    }
}

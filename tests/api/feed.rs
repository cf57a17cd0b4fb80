//! Any way of reading a stream ends with the newest bodies, and no cursor is believed that is not ours.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use proptest::prelude::*;
use serasi::domain::id::{ContentHash, RecordId};
use serasi::domain::record::Body;
use serasi::domain::stream::StreamId;
use serasi::server::core::feed::{At, digest, down, up};
use serasi::server::core::import;
use serasi::server::core::scope::Scope;
use serasi::server::store::{ReadTx, Store};
use serasi::wire::chain;
use serasi::wire::feed::{Change, Cursor, Digest, Feed, Header, ResyncReason, StreamPage, digest_of};
use uuid::Uuid;

use super::village::{Fixed, Village, empty_store};
use crate::domain::world::{ELSEWHERE, SITI, SRI, VILLAGE, World, noon};

const OFFICE: StreamId = StreamId::Office(VILLAGE);

fn scope(tx: &dyn ReadTx) -> Scope {
    let device = serasi::domain::id::DeviceId(Uuid::nil());
    Scope::of(tx, SITI, device, "siti", ContentHash::of(b""), noon()).unwrap()
}

/// A resident whose record was touched for the `n`th time.
fn touched(which: u8, n: usize) -> Body {
    let Body::Resident(mut resident) = World::new().records[&SRI].body.clone() else { panic!("no resident") };
    resident.id = RecordId(Uuid::from_u128(0xB000 + u128::from(which)));
    resident.occupation = format!("Petani {n}");
    resident.into()
}

/// A desk that reads: what it has of each record, and where it stands.
struct Reader {
    bodies: BTreeMap<RecordId, (u64, Option<String>)>,
    cursor: Cursor,
    link: [u8; 32],
}

impl Reader {
    /// Begins at the beginning, or at the head.
    fn begin(store: &Store, at_head: bool) -> Self {
        store
            .read(|tx| {
                let (cursor, link) = if at_head {
                    match up(tx, &scope(tx), OFFICE, At::New, 1)? {
                        Some(StreamPage::Head { cursor, link, .. }) => (cursor, link.0),
                        other => panic!("{other:?}"),
                    }
                } else {
                    let link = chain::start(OFFICE, 1);
                    (Cursor::at(1, 0, &link), link)
                };
                Ok::<_, serasi::server::core::CoreError>(Self { bodies: BTreeMap::new(), cursor, link })
            })
            .unwrap()
    }

    fn take(&mut self, change: &Change) -> Header {
        let header: Header = serde_json::from_str(&change.header).unwrap();
        if let Some(body) = &change.body {
            assert_eq!(ContentHash::of(body.as_bytes()), header.body, "body fits its header");
        }
        let entry = self.bodies.entry(header.record).or_insert((0, None));
        if header.version > entry.0 {
            *entry = (header.version, change.body.clone());
        }
        header
    }

    /// Reads one page upwards; true when there was one.
    fn up(&mut self, store: &Store, limit: u32) -> bool {
        let page = store.read(|tx| up(tx, &scope(tx), OFFICE, At::Cursor(self.cursor), limit)).unwrap();
        let Some(StreamPage::Up { changes, next, .. }) = page else { return false };
        assert!(!changes.is_empty() && changes.len() <= limit as usize);
        for change in &changes {
            let header = self.take(change);
            assert_eq!(header.position, self.cursor.position + 1, "without holes");
            self.link = chain::next(&self.link, change.header.as_bytes());
            self.cursor = Cursor::at(1, header.position, &self.link);
        }
        assert_eq!(self.cursor, next, "the chain arrives at the next cursor");
        true
    }

    /// Reads one page downwards; gives where to go on, or the digest at the bottom.
    fn down(&mut self, store: &Store, before: u64, limit: u32) -> Result<u64, Digest> {
        let at = At::Cursor(self.cursor);
        let page = store.read(|tx| down(tx, &scope(tx), OFFICE, at, before, limit)).unwrap();
        let StreamPage::Down { changes, before: next, digest, .. } = page else { panic!("{page:?}") };
        let mut below = before;
        for change in &changes {
            assert!(change.body.is_some());
            let header = self.take(change);
            assert!(header.position < below, "newest first");
            below = header.position;
        }
        assert_eq!(next.is_none(), digest.is_some());
        next.ok_or_else(|| digest.unwrap())
    }

    fn digest(&self) -> Digest {
        let sum = self.bodies.iter().fold(0, |sum, (record, (version, _))| sum ^ digest_of(*record, *version));
        Digest { count: self.bodies.len() as u64, sum: Uuid::from_u128(sum) }
    }

    /// Everything newest, nothing else, and the same digest.
    fn is_complete(&self, store: &Store) {
        store
            .read(|tx| {
                for (record, (version, body)) in &self.bodies {
                    let stored = tx.load(*record)?.unwrap();
                    assert_eq!((*version, body.as_ref()), (stored.version, Some(&stored.body)));
                }
                assert_eq!(digest(tx, OFFICE).unwrap(), self.digest());
                Ok::<_, serasi::server::store::StoreError>(())
            })
            .unwrap();
    }
}

/// What happens: somebody touches some residents, or a desk reads a page in one of its directions.
#[derive(Clone, Debug)]
enum Step {
    Touch(Vec<u8>),
    Up(u32),
    Down(u32),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        proptest::collection::btree_set(0_u8..9, 1..5).prop_map(|set| Step::Touch(set.into_iter().collect())),
        (1_u32..6).prop_map(Step::Up),
        (1_u32..6).prop_map(Step::Down),
    ];
    proptest::collection::vec(step, 1..24)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_split_of_pages_up_and_down_gives_the_newest_bodies(before in 0_usize..12, steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let (store, env) = (empty_store(&folder), Fixed::new());
        let official = World::new().records.into_values().map(|r| r.body).filter(|b| b.kind() == "official");
        import(&store, env.as_ref(), official.collect()).unwrap();
        let mut n = 0;
        for round in 0..before {
            n += 1;
            let which = u8::try_from(round % 7).unwrap();
            import(&store, env.as_ref(), vec![touched(which, n), touched(which + 1, n)]).unwrap();
        }
        let (mut both, mut upwards) = (Reader::begin(&store, true), Reader::begin(&store, false));
        let mut below = Some(both.cursor.position + 1);
        for step in steps {
            match step {
                Step::Touch(which) => {
                    n += 1;
                    let bodies = which.into_iter().map(|which| touched(which, n)).collect();
                    import(&store, env.as_ref(), bodies).unwrap();
                }
                Step::Up(limit) => {
                    both.up(&store, limit);
                    upwards.up(&store, limit);
                }
                Step::Down(limit) => below = below.and_then(|below| both.down(&store, below, limit).ok()),
            }
        }
        while let Some(position) = below {
            below = both.down(&store, position, 3).ok();
        }
        while both.up(&store, 3) {}
        while upwards.up(&store, 500) {}
        both.is_complete(&store);
        upwards.is_complete(&store);
        prop_assert_eq!(both.digest(), upwards.digest());
    }
}

#[test]
fn a_cursor_that_is_not_ours_begins_again_with_its_reason() {
    let village = Village::new();
    let store = &village.app.core.store;
    let head = store.read(|tx| tx.head(OFFICE)).unwrap().unwrap();
    let mine = Cursor::at(head.epoch, head.position, &head.link);
    let reason = |stream: StreamId, cursor: Cursor| {
        let page = store.read(|tx| up(tx, &scope(tx), stream, At::Cursor(cursor), 10)).unwrap();
        match page {
            Some(StreamPage::Resync { reason, .. }) => Some(reason),
            None => None,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(reason(OFFICE, mine), None);
    assert_eq!(reason(OFFICE, Cursor { epoch: 2, ..mine }), Some(ResyncReason::Epoch));
    assert_eq!(reason(OFFICE, Cursor { position: mine.position + 1, ..mine }), Some(ResyncReason::Ahead));
    assert_eq!(reason(OFFICE, Cursor { witness: [7; 8], ..mine }), Some(ResyncReason::Fork));
    assert_eq!(reason(OFFICE, Cursor { position: 0, ..mine }), Some(ResyncReason::Fork));
    assert_eq!(reason(StreamId::Office(ELSEWHERE), mine), Some(ResyncReason::Grant));
    assert_eq!(reason(StreamId::OfficeLog(VILLAGE), mine), Some(ResyncReason::Grant));
    let raised = serasi::server::store::Head { floor: head.position, ..head };
    store.write(move |tx| tx.put_head(&raised)).unwrap();
    let start = Cursor::at(1, 0, &chain::start(OFFICE, 1));
    assert_eq!(reason(OFFICE, start), Some(ResyncReason::Floor));
    assert_eq!(reason(OFFICE, mine), None);
}

#[test]
fn a_page_is_cut_at_128_kib_and_never_empty() {
    let village = Village::new();
    let store = &village.app.core.store;
    let large = |which: u8, size: usize| {
        let Body::Resident(mut resident) = touched(which, 1) else { panic!("no resident") };
        resident.occupation = "x".repeat(size);
        Body::from(resident)
    };
    let bodies = vec![large(1, 90_000), large(2, 90_000), large(3, 400_000), large(4, 10)];
    let head = store.read(|tx| tx.head(OFFICE)).unwrap().unwrap();
    import(store, village.env.as_ref(), bodies).unwrap();
    let mut cursor = Cursor::at(head.epoch, head.position, &head.link);
    let mut pages = Vec::new();
    while let Some(StreamPage::Up { changes, next, .. }) =
        store.read(|tx| up(tx, &scope(tx), OFFICE, At::Cursor(cursor), 500)).unwrap()
    {
        pages.push(changes.len());
        cursor = next;
    }
    assert_eq!(pages, [1, 1, 1, 1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_request_is_answered_by_a_change_and_at_once_when_the_server_stops() {
    let village = Arc::new(Village::new());
    let desk = village.log_in("siti").await;
    let held = |cursor: Cursor| {
        let (router, token) = (village.router.clone(), desk.token.clone());
        tokio::spawn(async move {
            use tower::ServiceExt;
            let path = format!("/v1/feed?at=office/{VILLAGE}:{cursor}&wait=25");
            let request = super::village::request(axum::http::Method::GET, &path, Some(&token), Vec::new());
            super::village::read(router.oneshot(request).await.unwrap()).await.json::<Feed>()
        })
    };
    let head = village.app.core.store.read(|tx| tx.head(OFFICE)).unwrap().unwrap();
    let waiting = held(Cursor::at(1, head.position, &head.link));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!waiting.is_finished());
    let joko = village.log_in("joko").await;
    super::village::applied(&joko.result(joko.submit()).await);
    let feed = tokio::time::timeout(Duration::from_secs(2), waiting).await.unwrap().unwrap();
    let [StreamPage::Up { changes, next, .. }] = feed.streams.as_slice() else { panic!("{feed:?}") };
    assert_eq!(changes.len(), 1);

    let waiting = held(*next);
    tokio::time::sleep(Duration::from_millis(200)).await;
    village.stop.send(true).unwrap();
    let feed = tokio::time::timeout(Duration::from_secs(2), waiting).await.unwrap().unwrap();
    assert_eq!(feed.streams, []);
}

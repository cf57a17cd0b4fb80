//! The archive of a desk follows what is done at it at once, and then what the server says.

use serasi::client::Desk;
use serasi::desk::{ArchiveFilter, ArchiveRow, Command, Found, Query};

use super::facade::{ADDRESS, LONG, Scene, forward, id, password};
use crate::api::village::PASSWORD;

fn archive(desk: &Desk, words: &str, filter: ArchiveFilter) -> Vec<ArchiveRow> {
    match desk.query(Query::Archive { words: words.into(), filter }).unwrap() {
        Found::Archive(rows) => rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_done_without_a_line_is_found_as_it_is_now_and_what_colleagues_do_comes_with_the_feed() {
    let scene = Scene::new(3);
    let login = |home: &str, who: &str| {
        let desk = scene.client_at(&scene.home.path().join(home), 0).login(ADDRESS, who, &password(PASSWORD)).unwrap();
        desk.sync_now(LONG).unwrap();
        desk
    };
    let (siti, joko) = (login("counter", "siti"), login("office", "joko"));
    let all = |desk: &Desk, words: &str| archive(desk, words, ArchiveFilter::default());
    let mine = |desk: &Desk| archive(desk, "", ArchiveFilter { mine: true, ..ArchiveFilter::default() });
    let state = |desk: &Desk| {
        let rows = all(desk, "a1");
        let row = rows.iter().find(|row| row.id == id(1)).unwrap();
        assert!(row.exact, "a queue number is found in every way of typing it");
        (row.state.clone(), row.pending)
    };
    assert_eq!(all(&siti, "melamar").len(), 3);
    assert_eq!((state(&siti), mine(&siti)), (("submitted".into(), false), Vec::new()));

    scene.cut(true);
    forward(&siti, 1);
    siti.perform(Command::Claim { request: id(2), take_over: false }).unwrap();
    assert_eq!(state(&siti), ("verification".into(), true));
    let found: Vec<_> = mine(&siti).iter().map(|row| row.id).collect();
    assert!(found.len() == 2 && found.contains(&id(1)) && found.contains(&id(2)), "{found:?}");
    assert_eq!(state(&joko), ("submitted".into(), false));

    scene.cut(false);
    siti.sync_now(LONG).unwrap();
    joko.sync_now(LONG).unwrap();
    siti.sync_now(LONG).unwrap();
    assert_eq!(state(&siti), ("verification".into(), false));
    assert_eq!((state(&joko), mine(&joko)), (("verification".into(), false), Vec::new()));
}

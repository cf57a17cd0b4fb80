//! Whole numbers seen for a purpose: an act of its own that waits for the line, arrives once and stands in the
//! office's log.

use serasi::client::Desk;
use serasi::desk::{Command, DeskError, Done, Found, LogRow, Query};
use serasi::domain::id::RecordId;
use serasi::domain::office::{Capacity, Official, Role};
use serasi::domain::record::{Body, Rest};
use serasi::domain::refusal::Refusal;
use serasi::domain::reveal::Purpose;
use serasi::server::core::import;
use uuid::Uuid;

use super::facade::{ADDRESS, LONG, Scene, forward, password, status};
use crate::api::village::PASSWORD;
use crate::domain::world::{ANI, SRI, VILLAGE};

/// Ani is the office's admin too.
fn admin() -> Body {
    Official {
        id: RecordId(Uuid::from_u128(0xF100_0000)),
        person: ANI,
        office: VILLAGE,
        name: "Ani Lestari".into(),
        nip: None,
        position: "Admin Kantor".into(),
        capacity: Capacity::Definitive,
        from: jiff::civil::date(2020, 1, 1),
        until: None,
        roles: vec![Role::Admin],
        order: 0,
        rest: Rest::new(),
    }
    .into()
}

fn reveal(desk: &Desk, text: &str) {
    let command = Command::Reveal { resident: SRI, purpose: Purpose::Request, text: text.into() };
    assert!(matches!(desk.perform(command), Ok(Done::Queued { undecided: false, .. })));
}

fn log(desk: &Desk) -> Vec<LogRow> {
    let Found::Log(rows) = desk.query(Query::Log).unwrap() else { panic!() };
    rows
}

#[test]
fn a_reveal_waits_without_a_line_and_then_stands_on_the_admins_desk_alone() {
    let scene = Scene::new(1);
    import(&scene.village.app.core.store, scene.village.env.as_ref(), vec![admin()]).unwrap();
    let siti = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    scene.cut(true);
    let reveal = Command::Reveal { resident: SRI, purpose: Purpose::DataSubject, text: String::new() };
    assert!(matches!(siti.perform(reveal), Ok(Done::Queued { undecided: false, .. })));
    assert_eq!(status(&siti).unsent, 1);
    let Found::SyncItems(items) = siti.query(Query::SyncItems).unwrap() else { panic!() };
    assert_eq!((items[0].kind.as_str(), items[0].about.as_str()), ("reveal", "Sri Wahyuni"));
    let asked = |desk: &Desk| desk.query(Query::Log);
    let not_allowed = |result| matches!(result, Err(DeskError::Refused(Refusal::NotAllowed { role: Role::Admin })));
    assert!(not_allowed(asked(&siti)), "one's own entry is no look into the log");

    scene.cut(false);
    let synced = siti.sync_now(LONG).unwrap();
    assert_eq!((synced.unsent, synced.attention), (0, 0));
    let ani = scene.client().login(ADDRESS, "ani", &password(PASSWORD)).unwrap();
    ani.sync_now(LONG).unwrap();
    let rows = log(&ani);
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].by.as_str(), rows[0].name.as_str(), rows[0].purpose),
        ("Siti Rahayu", "Sri Wahyuni", Purpose::DataSubject)
    );
    assert!(rows[0].at.is_some());

    // Something else comes: the entry, whose own record never does, is pending no more and is not kept here.
    forward(&siti, 0);
    siti.sync_now(LONG).unwrap();
    assert!(not_allowed(asked(&siti)));
    let client = scene.client();
    let profiles = client.profiles().unwrap();
    let own = profiles.iter().find(|profile| profile.account == "siti").unwrap();
    let dir = client.home().join(own.server.to_string()).join(own.person.to_string());
    drop(siti);
    let store = serasi::client::store::Store::open(&dir).unwrap();
    let kept = |query: &'static str| {
        store.read(move |files| Ok(files.cache.query_row(query, [], |row| row.get::<_, i64>(0))?)).unwrap()
    };
    assert_eq!(kept("SELECT count(*) FROM record WHERE kind = 'reveal'"), 0);
    assert_eq!(kept("SELECT count(*) FROM reveal"), 0);
    let unpassed = store.read(|files| serasi::client::store::outbox::unpassed(&files.outbox)).unwrap();
    assert!(unpassed.iter().all(|item| item.action.kind != "reveal"));
}

#[test]
fn every_look_stands_in_the_log_once_however_bad_the_line_and_from_whichever_device() {
    let scene = Scene::new(0);
    import(&scene.village.app.core.store, scene.village.env.as_ref(), vec![admin()]).unwrap();
    let login = |home: &str, lost: usize, who: &str| {
        let client = scene.client_at(&scene.home.path().join(home), lost);
        // A line that loses calls loses some logins.
        (0..50).find_map(|_| client.login(ADDRESS, who, &password(PASSWORD)).ok()).unwrap()
    };
    let bad = login("counter", 40, "siti");
    let other = login("office", 0, "siti");
    for desk in [&bad, &other] {
        (0..200).find(|_| desk.sync_now(LONG).is_ok_and(|status| status.unsent == 0)).unwrap();
    }
    let texts: Vec<String> = (0..8).map(|n| format!("loket {n}")).collect();
    for text in &texts {
        reveal(&bad, text);
        let _ = bad.sync_now(LONG);
    }
    reveal(&other, "kantor");
    other.sync_now(LONG).unwrap();
    (0..200).find(|_| bad.sync_now(LONG).is_ok_and(|status| status.unsent == 0)).unwrap();
    assert_eq!((status(&bad).attention, status(&other).attention), (0, 0));

    let ani = login("sekdes", 0, "ani");
    ani.sync_now(LONG).unwrap();
    let mut seen: Vec<String> = log(&ani).into_iter().map(|row| row.text).collect();
    seen.sort();
    assert_eq!(seen, [&["kantor".to_owned()], &texts[..]].concat());
}

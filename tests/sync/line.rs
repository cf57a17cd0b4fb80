//! Over a real connection: HTTP with compression, a held poll that wakes nobody, and a server that goes away.

use std::time::Duration;

use secrecy::SecretString;
use serasi::client::{Client, Desk};
use serasi::desk::{Command, Found, Link, Query, RequestFilter, SyncStatus};
use serasi::domain::id::RecordId;
use serasi::domain::request::Shown;
use serasi::env::System;
use serasi::server::core::import;
use std::sync::Arc;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::replica::fast_dir;
use crate::api::village::{PASSWORD, Village};

const LONG: Duration = Duration::from_secs(20);

fn status(desk: &Desk) -> SyncStatus {
    match desk.query(Query::Status).unwrap() {
        Found::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

fn until(desk: &Desk, what: &str, mut holds: impl FnMut() -> bool) {
    let changes = desk.changes();
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed() < LONG, "{what}: {:?}", status(desk));
        changes.wait_for(Duration::from_millis(200));
    }
}

/// How often threads of this name were put to sleep by themselves: each time they had been woken.
fn wakes(name: &str) -> u64 {
    let mut sum = 0;
    for task in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
        let named = std::fs::read_to_string(task.path().join("comm")).is_ok_and(|comm| comm.trim() == name);
        if !named {
            continue;
        }
        let status = std::fs::read_to_string(task.path().join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"));
        sum += line.map_or(0, |n| n.trim().parse::<u64>().unwrap());
    }
    sum
}

const ALONE: &str = "SERASI_TEST_ALONE";

/// Runs alone in a process of its own: it counts the wakes of threads by name.
#[test]
fn over_http_in_a_process_of_its_own() {
    if std::env::var_os(ALONE).is_none() {
        return;
    }
    let village = Village::new();
    let ids: Vec<RecordId> = (0..300).map(|n| RecordId(Uuid::from_u128(0xF000_0000 + n))).collect();
    import(&village.app.core.store, village.env.as_ref(), ids.iter().map(|id| open_request(*id)).collect()).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let router = village.router.clone();
    let server = runtime.spawn(async move { axum::serve(listener, router).await });

    let home = fast_dir();
    let client = Client::open(&home.path().join("home"), Arc::new(System::new())).unwrap();
    let siti = client.login(&address, "siti", &SecretString::from(PASSWORD)).unwrap();
    siti.stay_in_sync();
    until(&siti, "first sync", || status(&siti).link == Link::Online && !status(&siti).catching_up);
    let Found::Requests(rows) = siti.query(Query::Requests(RequestFilter::All)).unwrap() else { panic!() };
    assert_eq!(rows.len(), 300);

    std::thread::sleep(Duration::from_secs(1));
    let before = (wakes("sync"), wakes("peers"), wakes("store-write"), wakes("store-read"));
    assert!(before.0 > 0, "the thread has this name");
    std::thread::sleep(Duration::from_secs(5));
    let after = (wakes("sync"), wakes("peers"), wakes("store-write"), wakes("store-read"));
    assert_eq!(after, before, "an idle desk is not woken once");

    siti.perform(Command::Tick { request: ids[7], key: "ktp".into(), shown: Shown::Copy }).unwrap();
    until(&siti, "sent", || status(&siti).unsent == 0);

    server.abort();
    runtime.shutdown_background();
    siti.perform(Command::Tick { request: ids[7], key: "kk".into(), shown: Shown::Copy }).unwrap();
    until(&siti, "offline", || matches!(status(&siti).link, Link::Offline { .. }));
    assert_eq!(status(&siti).unsent, 1);
}

#[test]
fn over_http_an_idle_desk_is_not_woken_and_a_lost_server_is_noticed() {
    let name = "sync::line::over_http_in_a_process_of_its_own";
    let child = std::process::Command::new(std::env::current_exe().unwrap())
        .args([name, "--exact", "--nocapture"])
        .env(ALONE, "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&child.stdout);
    assert!(child.status.success(), "{said}\n{}", String::from_utf8_lossy(&child.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

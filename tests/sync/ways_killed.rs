//! A program that dies in the middle of a way out has neither lost what was typed nor sent it twice.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serasi::client::command::{Actor, perform};
use serasi::client::store::{Store, chain, discarded, outbox};
use serasi::desk::{Command, WayOut};
use serasi::domain::id::RecordId;
use serasi::domain::record::Body;
use serasi::env::{Env, System};
use serasi::server::core::import;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::histories::Dice;
use super::replica::{Replica, fast_dir};
use crate::api::village::Village;

const REQUESTS: u128 = 60;
const WHERE: &str = "SERASI_TEST_WAYS_DIR";
const WHO: &str = "SERASI_TEST_WAYS_PERSON";

fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(0xF000_0000 + n))
}

fn edit(request: RecordId, contact: String) -> Command {
    Command::Edit { request, contact, fields: BTreeMap::new(), requirements: BTreeMap::new() }
}

/// Siti and Joko have both edited each of these requests; hers are all in conflict.
fn conflicts(village: &Village, home: &Path, count: u128) -> Replica {
    import(&village.app.core.store, village.env.as_ref(), (0..count).map(|n| open_request(id(n))).collect()).unwrap();
    let (siti, joko) = (Replica::log_in(village, home, "siti"), Replica::log_in(village, home, "joko"));
    siti.settle();
    joko.settle();
    for n in 0..count {
        siti.perform(edit(id(n), format!("siti {n}"))).unwrap();
        joko.perform(edit(id(n), format!("joko {n}"))).unwrap();
        joko.perform(Command::Release { request: id(n) }).unwrap();
    }
    joko.settle();
    siti.settle();
    siti
}

fn heads(store: &Store) -> Vec<serasi::client::store::chain::Chain> {
    store.write(|files| chain::all(&files.outbox)).unwrap()
}

#[test]
fn dying_before_or_after_the_one_commit_leaves_the_old_or_the_new_and_never_both() {
    for (step, done) in [("settling", false), ("settled", true)] {
        let village = Village::new();
        let home = fast_dir();
        let mut siti = conflicts(&village, home.path(), 1);
        let head = heads(siti.store()).remove(0).head.action.id;
        village.env.trap(step, 0);
        let (actor, env) = (siti.actor, siti.env.clone());
        let way = Command::Settle { action: head, way: WayOut::Again, seen: None };
        let died = siti.store().write(move |files| Ok(perform(files, actor, env.as_ref(), &way)));
        assert!(died.is_err(), "it died at {step}");
        siti.restart();
        let (left, kept) = siti
            .store()
            .write(move |files| {
                Ok((outbox::get(&files.outbox, head)?.is_some(), discarded::head_of(&files.outbox, head)?.is_some()))
            })
            .unwrap();
        assert_eq!((left, kept), (!done, done), "{step}");
        assert_eq!(siti.unsent(), u32::from(done));
        siti.settle();
        let shown = village.app.core.store.read(|tx| tx.load(id(0))).unwrap().unwrap();
        let Body::Request(request) = shown.record().unwrap().body else { panic!() };
        let expected = if done { ("siti 0", 3) } else { ("joko 0", 2) };
        assert_eq!((request.contact.as_str(), shown.version), expected, "{step}");
    }
}

/// Not a test of its own: the process that is killed while it settles one after the other.
#[test]
fn the_process_that_is_killed() {
    let Ok(dir) = std::env::var(WHERE) else { return };
    let store = Store::open(Path::new(&dir)).unwrap();
    let device = store.write(|files| Ok(outbox::device(&files.outbox)?.unwrap())).unwrap();
    let person = std::env::var(WHO).unwrap().parse().unwrap();
    let (actor, env) = (Actor { person, device }, Arc::new(System::new()));
    for chain in heads(&store) {
        let env: Arc<dyn Env> = env.clone();
        let action = chain.head.action.id;
        let way = Command::Settle { action, way: WayOut::Again, seen: None };
        store.write(move |files| Ok(perform(files, actor, env.as_ref(), &way))).unwrap().unwrap();
    }
}

#[test]
fn killed_at_any_moment_each_one_is_settled_once_or_not_at_all() {
    let village = Village::new();
    // On the disk, not in memory: this test is about files.
    let home = tempfile::tempdir().unwrap();
    let mut siti = conflicts(&village, home.path(), REQUESTS);
    let (person, dir) = (siti.actor.person.to_string(), home.path().join("siti"));
    siti.store = None;
    let (mut dice, mut kills) = (Dice::new(23), 0);
    loop {
        let store = Store::open(&dir).unwrap();
        let left = heads(&store).len();
        let settled = store.write(|files| discarded::newest(&files.outbox, 1000)).unwrap().len();
        let queued = store.write(|files| outbox::count(&files.outbox, "unsent")).unwrap();
        assert_eq!(left + settled, usize::try_from(REQUESTS).unwrap(), "none is lost");
        assert_eq!(usize::try_from(queued).unwrap(), settled, "each settled one stands in the outbox once");
        drop(store);
        if left == 0 {
            break;
        }
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["sync::ways_killed::the_process_that_is_killed", "--exact", "--nocapture"])
            .env(WHERE, &dir)
            .env(WHO, &person)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(60 + dice.below(200) as u64));
        let _ = child.kill();
        child.wait().unwrap();
        kills += 1;
        assert!(kills < 400, "{left} left");
    }
    siti.restart();
    siti.settle();
    super::replica::assert_same(&village, &siti);
    for n in 0..REQUESTS {
        let stored = village.app.core.store.read(move |tx| tx.load(id(n))).unwrap().unwrap();
        let Body::Request(request) = stored.record().unwrap().body else { panic!() };
        assert_eq!((request.contact, stored.version), (format!("siti {n}"), 3), "once each");
    }
    println!("{REQUESTS} conflicts settled, killed {kills} times");
}

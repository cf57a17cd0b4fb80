//! Killed at any moment: nothing is missing of which the screen had said "tersimpan".

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command as Process, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serasi::client::command::{Actor, perform};
use serasi::client::store::{Store, drafts, outbox};
use serasi::desk::{Command, Done};
use serasi::domain::id::RecordId;
use serasi::env::{Env, System};
use serasi::server::core::import;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::histories::Dice;
use super::replica::Replica;
use crate::api::village::Village;

const ID: RecordId = RecordId(Uuid::from_u128(0xF000_0000));
const WHERE: &str = "SERASI_TEST_DURABLE_DIR";
const WHO: &str = "SERASI_TEST_DURABLE_PERSON";
const ROUNDS: u64 = 12;

fn do_one(store: &Store, actor: Actor, env: &Arc<System>, command: Command) -> Done {
    let env = env.clone();
    store.write(move |files| Ok(perform(files, actor, env.as_ref(), &command))).unwrap().unwrap()
}

/// Not a test of its own: the process that is killed.
#[test]
fn the_process_that_is_killed() {
    let Ok(dir) = std::env::var(WHERE) else { return };
    let store = Store::open(Path::new(&dir)).unwrap();
    let device = store.write(|files| Ok(outbox::device(&files.outbox)?.unwrap())).unwrap();
    let person = std::env::var(WHO).unwrap().parse().unwrap();
    let (actor, env) = (Actor { person, device }, Arc::new(System::new()));
    for n in 0.. {
        let edit = Command::Edit {
            request: ID,
            contact: format!("{n}"),
            fields: BTreeMap::new(),
            requirements: BTreeMap::new(),
        };
        let Done::Queued { action, .. } = do_one(&store, actor, &env, edit) else { panic!() };
        println!("tersimpan {action}");
        let text = format!("konsep {n}");
        do_one(&store, actor, &env, Command::SaveDraft { form: "edit".into(), record: Some(ID), text: text.clone() });
        println!("diketik {text}");
    }
}

/// Runs it until it is killed; gives what it said was stored, and what was typed last.
fn run_and_kill(dir: &Path, person: &str, after: Duration) -> (Vec<String>, Option<String>) {
    let mut child = Process::new(std::env::current_exe().unwrap())
        .args(["sync::durable::the_process_that_is_killed", "--exact", "--nocapture"])
        .env(WHERE, dir)
        .env(WHO, person)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let reader = std::thread::spawn(move || {
        // The last line may be cut by the kill: it was not said then.
        let text: Vec<String> = out.split(b'\n').map_while(Result::ok).map(|l| String::from_utf8(l).unwrap()).collect();
        text
    });
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    let (mut stored, mut typed) = (Vec::new(), None);
    for line in reader.join().unwrap() {
        if let Some(id) = line.strip_prefix("tersimpan ").filter(|id| id.len() == 36) {
            stored.push(id.to_owned());
        }
        if let Some(text) = line.strip_prefix("diketik ") {
            typed = Some(text.to_owned());
        }
    }
    (stored, typed)
}

fn number(draft: &str) -> u64 {
    draft.trim_start_matches("konsep ").parse().unwrap()
}

#[test]
fn a_kill_at_any_moment_loses_nothing_that_was_said_to_be_stored() {
    let village = Village::new();
    import(&village.app.core.store, village.env.as_ref(), vec![open_request(ID)]).unwrap();
    // On the disk, not in memory: this test is about files.
    let home = tempfile::tempdir().unwrap();
    let mut siti = Replica::log_in(&village, home.path(), "siti");
    siti.settle();
    let person = siti.actor.person.to_string();
    siti.store = None;
    let dir = home.path().join("siti");
    let (mut dice, mut all) = (Dice::new(7), Vec::new());
    for _ in 0..ROUNDS {
        let after = Duration::from_millis(150 + dice.below(350) as u64);
        let (stored, typed) = run_and_kill(&dir, &person, after);
        all.extend(stored);
        let store = Store::open(&dir).unwrap();
        let expected = all.clone();
        let missing = store.write(move |files| {
            let mut missing = Vec::new();
            for id in expected {
                if outbox::get(&files.outbox, id.parse().unwrap())?.is_none() {
                    missing.push(id);
                }
            }
            Ok(missing)
        });
        assert_eq!(missing.unwrap(), [] as [String; 0]);
        if let Some(typed) = typed {
            let draft = store.write(|files| drafts::load(&files.outbox, "edit", Some(ID))).unwrap().unwrap();
            assert!(number(&draft) >= number(&typed), "{draft} is older than {typed}");
        }
    }
    assert!(all.len() > 20, "the process did hardly anything: {}", all.len());
    // And the server gets them all, once each, in order.
    siti.restart();
    siti.settle();
    super::replica::assert_same(&village, &siti);
    println!("{} actions, killed {ROUNDS} times", all.len());
}

#[test]
fn what_is_typed_is_on_the_disk_within_two_seconds() {
    let home = tempfile::tempdir().unwrap();
    let store = Store::open(&home.path().join("p")).unwrap();
    let device = serasi::domain::id::DeviceId(Uuid::from_u128(5));
    store.write(move |files| outbox::make_device(&files.outbox, device)).unwrap();
    let (actor, env) =
        (Actor { person: serasi::domain::id::PersonId(Uuid::from_u128(6)), device }, Arc::new(System::new()));
    let begun = Instant::now();
    let text = "x".repeat(100_000);
    do_one(&store, actor, &env, Command::SaveDraft { form: "reason".into(), record: None, text: text.clone() });
    assert!(begun.elapsed() < Duration::from_secs(2));
    // Read through another connection, as a process started after a crash would.
    let other = Store::open(&home.path().join("p")).unwrap();
    let read = |store: &Store| store.read(|files| drafts::load(&files.outbox, "reason", None)).unwrap();
    assert_eq!(read(&other), Some(text));
    do_one(&store, actor, &env, Command::SaveDraft { form: "reason".into(), record: None, text: String::new() });
    assert_eq!(read(&other), None);
    let _ = env.now();
}

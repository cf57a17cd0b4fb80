//! Two people work on the same request without a line; by verbs both sides are read, exported and settled. And who
//! left before the line came back is who the work came from.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serasi::client::Client;
use serasi::desk::{Found, Query};
use serasi::domain::id::RecordId;
use serasi::env::System;
use serde_json::Value;

use super::offline::end;
use super::run::{Demo, Village};

#[test]
fn what_two_people_did_without_a_line_is_read_exported_and_settled_by_verbs() {
    let mut village = Village::with(&["siti", "joko"]);
    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap().to_owned();
    village.ask("joko", &["sync"]);
    end(&mut village);
    let mine = village.ask("siti", &["request", "return", &id, "--reason", "KK belum dibawa"]);
    let theirs = village.ask("joko", &["request", "refuse", &id, "--reason", "sudah diberikan Senin"]);
    assert_eq!((mine["is"].as_str(), theirs["is"].as_str()), (Some("queued"), Some("queued")));
    // Nothing is asked of the network: the file can be carried to another machine now.
    let file = village.home.join("usb/kerja.txt");
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    let written = village.ask("siti", &["sync", "export", file.to_str().unwrap()]);
    assert_eq!((written["items"].as_u64(), written["files"].as_array().unwrap().len()), (Some(1), 2));
    assert!(std::fs::read_to_string(&file).unwrap().contains("KK belum dibawa"));

    village.demo = Demo::start(&village.home);
    assert_eq!(village.ask("joko", &["sync"])["status"]["unsent"], 0);
    let synced = village.ask("siti", &["sync"]);
    assert_eq!((synced["status"]["unsent"].as_u64(), synced["status"]["attention"].as_u64()), (Some(0), Some(1)));
    let items = village.ask("siti", &["sync", "list"])["items"].take();
    let action = items[0]["action"].as_str().unwrap().to_owned();
    assert_eq!((items[0]["is"].as_str(), items[0]["kind"].as_str()), (Some("conflict"), Some("return_to_applicant")));
    let shown = village.ask("siti", &["sync", "show", &action])["item"].take();
    let state = shown["differences"].as_array().unwrap().iter().find(|part| part["part"] == "state").unwrap().clone();
    assert_eq!(state["mine"][0]["words"], "KK belum dibawa");
    assert_eq!((state["theirs"].as_str(), state["base"].as_str()), (Some("refused"), Some("submitted")));
    assert!(shown["their_name"].as_str().unwrap().contains("Joko"), "{shown}");

    let resolve = |way: &[&str]| village.say("siti", &[&["sync", "resolve", &action], way].concat(), "");
    assert_eq!(resolve(&[]).error(), (2, "usage".into()), "one way must be named");
    assert_eq!(resolve(&["--mine", "--note"]).error(), (2, "usage".into()), "and only one");
    assert_eq!(resolve(&["--keep-theirs"]).error(), (2, "usage".into()), "with a reason");
    assert_eq!(resolve(&["--merge", "tujuan=mine"]).error(), (6, "not_here".into()));
    // The request has ended: mine cannot go again, and nothing changes.
    assert_eq!(resolve(&["--mine"]).error(), (1, "wrong_state".into()));
    assert_eq!(village.ask("siti", &["sync", "list"])["items"].as_array().unwrap().len(), 1);
    let noted = resolve(&["--note"]).done();
    assert_eq!((noted["way"].as_str(), noted["queued"].as_u64()), (Some("noted"), Some(1)));
    village.ask("joko", &["sync"]);
    let text = village.ask("joko", &["request", "show", &id]).to_string();
    assert!(text.contains("KK belum dibawa") && text.contains("sudah diberikan Senin"), "{text}");
    assert_eq!(village.ask("siti", &["status"])["status"]["attention"], 0);
    let kept = village.ask("siti", &["sync", "discarded"])["discarded"].take();
    assert_eq!((kept[0]["action"].as_str(), kept[0]["way"].as_str()), (Some(action.as_str()), Some("noted")));
    assert!(kept.to_string().contains("KK belum dibawa"));
    assert_eq!(village.say("siti", &["sync", "take-up", &action], "").error(), (6, "not_here".into()), "no typing");

    let devices = village.ask("siti", &["devices"]);
    assert_eq!((devices["asked"].as_bool(), devices["devices"].as_array().unwrap().len()), (Some(true), 1));
    assert_eq!(devices["devices"][0]["this"], true);
    let own = devices["devices"][0]["id"].as_str().unwrap();
    assert_eq!(village.say("siti", &["devices", "--revoke", own], "").error(), (6, "not_here".into()));
}

#[test]
fn who_forwards_without_a_line_and_leaves_is_who_it_came_from() {
    let mut village = Village::with(&["siti", "joko"]);
    let request = village.ready("siti", 0);
    let id: RecordId = request["id"].as_str().unwrap().parse().unwrap();
    village.ask("joko", &["sync"]);
    end(&mut village);
    village.ask("siti", &["request", "forward", &id.to_string()]);
    village.demo = Demo::start(&village.home);

    // Joko sits down at the same machine; Siti is gone and never asks for anything again.
    let client = Client::open(&village.home, Arc::new(System::new())).unwrap();
    let desk = client.select(Some("joko")).unwrap();
    desk.stay_in_sync();
    let changes = desk.changes();
    let shown = || match desk.query(Query::Request(id)) {
        Ok(Found::Request(view)) => Some(*view),
        _ => None,
    };
    let began = Instant::now();
    while shown().is_none_or(|view| view.row.state.name() != "verification") {
        assert!(began.elapsed() < Duration::from_secs(20), "hers was not sent");
        changes.wait_for(Duration::from_millis(500));
    }
    assert!(shown().and_then(|view| view.by).unwrap().contains("Siti"), "it arrives as hers");
    // The feed may be faster than the answer to whoever sends it.
    let unsent = || -> Value { village.ask("siti", &["status"])["status"]["unsent"].take() };
    while unsent() != 0 {
        assert!(began.elapsed() < Duration::from_secs(30), "it is not known to have arrived");
        std::thread::sleep(Duration::from_millis(200));
    }
}

//! Without a line: what a person does is kept and said to be, and goes out once the line is back.

use std::time::Duration;

use super::run::{Demo, Village, wait_until};

#[test]
fn without_a_server_a_request_is_forwarded_later_and_nothing_is_signed() {
    let mut village = Village::with(&["siti", "bambang"]);
    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap();
    let signature = village.ask("bambang", &["tasks"])["tasks"][0]["id"].clone();
    let url = village.demo.url().to_owned();
    end(&mut village);

    let queued = village.ask("siti", &["request", "forward", id]);
    assert_eq!((queued["is"].as_str(), queued["request"]["pending"].as_bool()), (Some("queued"), Some(true)));
    let status = village.ask("siti", &["status"]);
    assert_eq!((status["status"]["link"].as_str(), status["status"]["unsent"].as_u64()), (Some("offline"), Some(1)));
    assert_eq!(village.say("siti", &["sync", "--wait", "3"], "").error(), (3, "offline".into()));
    let sign = ["sign", signature.as_str().unwrap(), "--passphrase-stdin"];
    assert_eq!(village.say("bambang", &sign, &village.passphrase()).error(), (3, "offline".into()));

    village.demo = Demo::start(&village.home);
    assert_eq!(village.demo.url(), url, "the demo keeps its port");
    let synced = village.ask("siti", &["sync"]);
    assert_eq!((synced["status"]["unsent"].as_u64(), synced["items"].as_array().unwrap().len()), (Some(0), 0));
    assert_eq!(village.ask("siti", &["request", "show", id])["request"]["state"], "verification");
}

/// Ends demo and server; its accounts are still known.
pub fn end(village: &mut Village) {
    let line = village.demo.line.clone();
    // A second handle to a process that does nothing keeps the description alive while the demo is gone.
    let folder = tempfile::tempdir().unwrap();
    let other = Demo::start(&folder.path().join("lain"));
    std::mem::replace(&mut village.demo, other).kill();
    village.demo.line = line;
    let serving = village.home.join("demo/serving");
    wait_until("the server is gone", Duration::from_secs(5), || {
        std::fs::File::open(&serving).unwrap().try_lock().is_ok()
    });
}

#[test]
fn who_logged_in_before_finds_a_demo_whose_port_is_another_one_today() {
    let mut village = Village::with(&["siti"]);
    let port: u16 = village.demo.url().rsplit(':').next().unwrap().parse().unwrap();
    end(&mut village);
    let somebody_else = std::net::TcpListener::bind(("127.0.0.1", port)).unwrap();
    village.demo = Demo::start(&village.home);
    assert!(!village.demo.url().ends_with(&format!(":{port}")));
    assert_eq!(village.ask("siti", &["sync"])["status"]["link"], "online");
    drop(somebody_else);
}

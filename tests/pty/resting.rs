//! What a person hands on rests before it is sent; however the desk ends, it is sent all the same. On the real
//! program, with its server.

use std::time::Duration;

use rustix::process::Signal;
use serde_json::Value;

use super::support::{Pty, Start};
use crate::cli::run::{Village, wait_until};

/// Siti's desk, whose decisions rest as long as they may, at one request.
fn desk(village: &Village, request: &Value) -> Pty {
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_serasi"));
    command.args(["demo", "--as", "siti", "--tunda", "30", "--home"]);
    command.arg(&village.home);
    let mut pty = Start { first: Some("3"), ..Start::of(command) }.go();
    let queue = request["queue"].as_str().unwrap();
    pty.waits_for("── A-");
    pty.types_calmly(":");
    pty.types(&format!("{queue}\r"));
    pty.waits_for(&format!("── {queue} "));
    pty
}

fn forward(pty: &mut Pty) {
    for _ in 0..20 {
        pty.types_calmly("t");
        std::thread::sleep(Duration::from_millis(300));
        // The line below the list may still name what was forwarded before.
        if pty.text().contains("1 belum terkirim") {
            return;
        }
    }
    panic!("not forwarded:\n{}", pty.text());
}

/// Whether Ani is asked for her paraf on it.
fn has_arrived(village: &Village, request: &Value) -> bool {
    village.ask("ani", &["sync"]);
    let tasks = village.ask("ani", &["tasks"])["tasks"].take();
    tasks.as_array().unwrap().iter().any(|task| task["request"] == request["id"])
}

#[test]
fn what_rests_is_sent_however_the_desk_ends() {
    let village = Village::with(&["siti", "ani"]);
    for end in [None, Some(Signal::HUP), Some(Signal::TERM), Some(Signal::KILL)] {
        let request = village.ready("siti", 0);
        let mut pty = desk(&village, &request);
        forward(&mut pty);
        assert!(!has_arrived(&village, &request), "it rests");
        match end {
            None => pty.types_calmly("q"),
            Some(signal) => pty.signal(signal),
        }
        pty.ends();
        if end == Some(Signal::KILL) {
            // Nobody was left to send it: it is on the disk, and the next program of this person sends it.
            assert!(!has_arrived(&village, &request));
            village.ask("siti", &["sync"]);
        }
        wait_until(&format!("it was sent after {end:?}"), Duration::from_secs(10), || has_arrived(&village, &request));
    }
}

#[test]
fn u_before_it_is_sent_leaves_no_trace_with_anybody() {
    let village = Village::with(&["siti", "ani"]);
    let request = village.ready("siti", 0);
    let mut pty = desk(&village, &request);
    forward(&mut pty);
    pty.types_calmly("u");
    pty.waits_for("Diurungkan sebelum terkirim: teruskan");
    pty.types_calmly("q");
    assert_eq!(pty.ends().exit_code(), 0);
    assert!(!has_arrived(&village, &request));
    let shown = village.ask("siti", &["request", "show", request["id"].as_str().unwrap()])["request"].take();
    assert_eq!((shown["state"].as_str(), &shown["version"]), (Some("submitted"), &request["version"]), "{shown}");
}

#[test]
fn four_decisions_in_one_write_decide_once_and_u_takes_that_one_back() {
    let mut pty = Start::desk("rests").go();
    pty.waits_for("3Mohon:40");
    pty.waits_for("── A-01");
    pty.types_calmly("tttt");
    pty.waits_for("3Mohon:39");
    pty.waits_for("── A-02");
    pty.types_calmly("u");
    pty.waits_for("3Mohon:40");
    pty.waits_for("Diurungkan sebelum terkirim: teruskan Sri Wahyuni");
    // Nothing older was done: a second one takes back nothing.
    pty.types_calmly("u");
    pty.waits_for("Tidak ada yang dapat diurungkan.");
}

//! How verbs end: exit codes and error documents.

use super::run::{Village, run};

#[test]
fn what_is_said_wrongly_is_two() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("rumah");
    let usage = |args: &[&str]| run(&home, &[&["--json"], args].concat(), "").error();
    for args in [
        &["nonsense"][..],
        &["request", "show"],
        &["request", "return", "A-01", "--reason", "x", "--reason", "y"],
        &["--lang", "jv", "status"],
        &["login", "http://127.0.0.1:1"],
        &["login", "http://127.0.0.1:1", "--user", "siti"],
        &["login", "http://127.0.0.1:1", "--user", "siti", "--password-stdin"],
        &["sign", "A-01"],
    ] {
        assert_eq!(usage(args), (2, "usage".into()), "{args:?}");
    }
    let help = run(&home, &["--help"], "");
    assert!(help.code == 0 && help.out.contains("Kode keluar"), "{}", help.out);
}

#[test]
fn who_is_not_logged_in_is_four_and_a_line_that_is_down_three() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("rumah");
    for verb in [&["status"][..], &["requests"], &["sync"], &["request", "forward", "A-01"]] {
        let said = run(&home, &[&["--json"], verb].concat(), "");
        assert_eq!(said.error(), (4, "logged_out".into()), "{verb:?}");
    }
    // Nobody listens there.
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let url = format!("http://127.0.0.1:{free}");
    let args = ["--json", "--user", "siti", "login", &url, "--password-stdin"];
    assert_eq!(run(&home, &args, "banyubiru\n").error(), (3, "offline".into()));
}

#[test]
fn a_home_that_cannot_be_used_is_five() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("berkas");
    std::fs::write(&file, "bukan folder").unwrap();
    assert_eq!(run(&file, &["--json", "status"], "").error(), (5, "storage".into()));
}

#[test]
fn the_rules_say_one_a_stranger_learns_nothing_and_a_wrong_password_is_four() {
    let village = Village::with(&["siti", "ani", "agus"]);
    let accounts = village.demo.line["accounts"].as_array().unwrap().len();
    assert!(accounts >= 6);
    let wrong = village.say("joko", &["login", village.demo.url(), "--password-stdin"], "salah\n");
    assert_eq!(wrong.error(), (4, "wrong_password".into()));

    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap();
    // The secretary gives paraf, and does not work the counter.
    assert_eq!(village.say("ani", &["request", "forward", id], "").error(), (1, "not_allowed".into()));
    // A reason is needed before anything is done.
    assert_eq!(village.say("siti", &["request", "refuse", id], "").error(), (2, "usage".into()));
    assert_eq!(village.say("siti", &["request", "show", "ffffffff"], "").error(), (6, "not_here".into()));
    assert_eq!(village.say("siti", &["request", "show", "Z-99"], "").error(), (6, "not_here".into()));
    let common = &id[..4];
    assert_eq!(village.say("siti", &["request", "show", common], "").error(), (6, "ambiguous".into()));

    // Another office's operator has requests and letters of their own, and none of these.
    assert_eq!(village.say("agus", &["request", "show", id], "").error(), (6, "not_here".into()));
    assert_eq!(village.say("agus", &["request", "forward", id], "").error(), (6, "not_here".into()));
    assert_eq!(village.ask("agus", &["requests", "--all"])["requests"], serde_json::json!([]));
}

#[test]
fn a_return_and_a_refusal_carry_their_reason_and_are_over() {
    let village = Village::with(&["siti"]);
    let (first, second) = (village.ready("siti", 0), village.ready("siti", 1));
    let id = |request: &serde_json::Value| request["id"].as_str().unwrap().to_owned();
    let returned = village.ask("siti", &["request", "return", &id(&first), "--reason", "KK asli belum dibawa"]);
    assert_eq!(returned["request"]["state"], "waiting_applicant");
    assert_eq!(returned["request"]["reason"], "KK asli belum dibawa");
    let resumed = village.ask("siti", &["request", "resume", &id(&first)]);
    assert_eq!(resumed["request"]["state"], "submitted");
    let refused = village.ask("siti", &["request", "refuse", &id(&second), "--reason", "Bukan warga desa"]);
    assert_eq!(refused["request"]["state"], "refused");
    let again = village.say("siti", &["request", "forward", &id(&second)], "");
    assert_eq!(again.error(), (1, "wrong_state".into()));
}

#[test]
fn a_task_goes_back_to_the_counter_with_its_reason() {
    let village = Village::with(&["siti", "ani"]);
    let task = village.ask("ani", &["tasks"])["tasks"][0].take();
    let id = task["id"].as_str().unwrap();
    assert_eq!(village.say("ani", &["task", "return", id], "").error(), (2, "usage".into()));
    village.ask("ani", &["task", "return", id, "--reason", "Sebutkan nama banknya"]);
    village.ask("siti", &["sync"]);
    let request = village.ask("siti", &["request", "show", task["request"].as_str().unwrap()])["request"].take();
    assert_eq!(
        (request["state"].as_str(), request["reason"].as_str()),
        (Some("returned"), Some("Sebutkan nama banknya"))
    );
}

#[test]
fn people_read_the_same_in_lines() {
    let village = Village::with(&["siti"]);
    let lines = run(&village.home, &["requests"], "");
    assert!(
        lines.code == 0 && lines.out.contains("Surat Pengantar") && lines.out.contains("diajukan"),
        "{}",
        lines.out
    );
    let english = run(&village.home, &["--lang", "en", "requests"], "");
    assert!(!english.out.contains("diajukan"), "{}", english.out);
    let status = run(&village.home, &["status"], "");
    assert!(status.out.starts_with("Siti Rahayu, Kasi Pelayanan"), "{}", status.out);
    let nothing = run(&village.home, &["request", "show", "Z-99"], "");
    assert!(nothing.code == 6 && nothing.out.is_empty() && nothing.err.contains("Z-99"), "{}", nothing.err);
}

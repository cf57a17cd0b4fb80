//! Taking back by script.

use super::run::{Village, run};

#[test]
fn what_was_forwarded_is_taken_back_until_the_next_person_is_at_it() {
    let village = Village::with(&["siti", "joko", "ani", "bambang"]);
    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap();
    village.ask("siti", &["request", "forward", id]);
    // Only who forwarded it.
    village.ask("joko", &["sync"]);
    assert_eq!(village.say("joko", &["request", "recall", id], "").error(), (1, "not_your_task".into()));
    let recalled = village.ask("siti", &["request", "recall", id]);
    assert_eq!((recalled["is"].as_str(), recalled["request"]["state"].as_str()), (Some("applied"), Some("submitted")));
    assert_eq!(village.say("siti", &["request", "recall", id], "").error(), (1, "wrong_state".into()));

    // The same by undo, which says what it takes back.
    village.ask("siti", &["request", "forward", id]);
    let undone = village.ask("siti", &["undo"]);
    assert_eq!((undone["undone"]["kind"].as_str(), undone["is"].as_str()), (Some("forward"), Some("applied")));
    assert_eq!(undone["trace"], true, "a verb lets nothing rest: what it did was sent");
    assert_eq!(village.ask("siti", &["request", "show", id])["request"]["state"], "submitted");
    // Done again, with the very content that was forwarded; and taken back once more.
    let redone = village.ask("siti", &["redo"]);
    assert_eq!((redone["redone"]["kind"].as_str(), redone["is"].as_str()), (Some("forward"), Some("applied")));
    assert_eq!(village.say("siti", &["redo"], "").error(), (1, "nothing_to_undo".into()));
    assert_eq!(village.ask("siti", &["undo"])["undone"]["kind"], "forward");

    village.ask("siti", &["request", "forward", id]);
    let task = village.task("ani", &request["id"]);
    village.ask("ani", &["verify-task", task["id"].as_str().unwrap()]);
    village.ask("siti", &["sync"]);
    // The head has it: it is asked back from him, and he is told.
    let asked = village.ask("siti", &["undo"]);
    assert_eq!(
        (asked["is"].as_str(), asked["asked_back"]["from"].as_str()),
        (Some("applied"), Some("Bambang Sutrisno, S.Sos."))
    );
    let shown = village.ask("siti", &["request", "show", id]);
    assert_eq!(shown["request"]["asked_back"], asked["asked_back"]);
    assert_eq!(shown["request"]["state"], "signature");
    let listed = village.task("bambang", &request["id"]);
    assert_eq!((listed["asked_back"].as_bool(), listed["group"].as_str()), (Some(true), Some("to_look_at")));
    let task_id = listed["id"].as_str().unwrap();
    let shown = village.ask("bambang", &["task", "show", task_id]);
    assert_eq!(shown["task"]["look_at"][0]["by"], "Siti Rahayu");
    let printed = |args: &[&str]| run(&village.home, &[&["--user", "bambang"], args].concat(), "").out;
    assert!(printed(&["tasks"]).contains("lihat dulu, diminta kembali"));
    assert!(printed(&["task", "show", task_id]).contains("! Siti Rahayu meminta surat ini dikembalikan, "));
    // A paraf is taken back by who gave it.
    assert_eq!(village.ask("ani", &["undo"])["undone"]["kind"], "verify");
    assert_eq!(village.task("ani", &request["id"])["id"], task["id"]);
}

#[test]
fn undo_says_when_there_is_nothing_and_when_there_is_no_way() {
    let village = Village::with(&["siti"]);
    assert_eq!(village.say("siti", &["undo"], "").error(), (1, "nothing_to_undo".into()));
    let request = village.ready("siti", 0);
    let id = request["id"].as_str().unwrap();
    village.ask("siti", &["request", "claim", id]);
    assert_eq!(village.ask("siti", &["undo"])["undone"]["kind"], "claim");
    assert!(village.ask("siti", &["request", "show", id])["request"]["claim"].is_null());
    village.ask("siti", &["request", "refuse", id, "--reason", "bukan warga"]);
    assert_eq!(village.say("siti", &["undo"], "").error(), (1, "not_undoable".into()));
    assert_eq!(village.ask("siti", &["request", "show", id])["request"]["state"], "refused");
}

//! `serasi keys`, completions, the manual and `serasi tunggu`.

use std::time::{Duration, Instant};

use super::run::{Village, run};

#[test]
fn keys_names_where_each_was_written_and_every_mistake_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("tombol.toml");
    std::fs::write(&file, "[keys]\nforward = [\"o\"]\n").unwrap();
    let keys = |more: &[&str]| run(folder.path(), &[&["keys", "--keymap", file.to_str().unwrap()], more].concat(), "");
    let document = keys(&["--json"]).done();
    let of = |name: &str| {
        let commands = document["commands"].as_array().unwrap();
        commands.iter().find(|command| command["name"] == name).unwrap().clone()
    };
    assert_eq!(of("forward")["keys"], serde_json::json!([{ "key": "o", "origin": "own", "line": 2 }]));
    assert_eq!(of("return")["keys"][0]["origin"], "shipped");
    assert!(keys(&[]).out.contains("tombol.toml:2"), "{}", keys(&[]).out);
    let printed = keys(&["--cetak"]);
    assert!(
        printed.code == 0 && printed.out.contains("TOMBOL SERASI") && printed.out.contains("| Q"),
        "{}",
        printed.out
    );
    // All screens stand together, in the order of their digits.
    let at = printed.out.lines().find_map(|line| line.find("-- Layar --")).unwrap();
    let behind = printed.out.lines().skip_while(|line| !line.contains("-- Layar --")).skip(1);
    let digits: String = behind.map_while(|line| line.chars().nth(at).filter(char::is_ascii_digit)).collect();
    assert_eq!(digits, "1234679", "{}", printed.out);

    std::fs::write(&file, "[keys]\nforwad = [\"n\"]\nreturn = [\"Ctrl-Q\"]\nedit = [\"R\", \"X\"]\n").unwrap();
    let wrong = keys(&[]);
    assert_eq!((wrong.code, wrong.err.lines().count()), (5, 3), "{}", wrong.err);
    assert!(
        wrong.err.contains("tombol.toml:2: tidak ada perintah \"forwad\". Mungkin maksudnya forward."),
        "{}",
        wrong.err
    );
    assert!(wrong.err.contains(":3: Ctrl-Q") && wrong.err.contains(":4: x sudah milik refuse"), "{}", wrong.err);
    assert_eq!(keys(&["--json"]).error(), (5, "keymap".into()));
    // A file that was named must be there; the usual one may be missing.
    let none = run(folder.path(), &["--json", "keys", "--keymap", "/tidak/ada.toml"], "");
    assert_eq!(none.error(), (5, "storage".into()));
    assert_eq!(run(folder.path(), &["keys"], "").code, 0);
}

#[test]
fn shells_and_the_manual_get_every_verb() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish"] {
        let said = run(folder.path(), &["completions", shell], "");
        assert!(
            said.code == 0 && said.out.contains("verify-task") && said.out.contains("tunggu"),
            "{shell}: {}",
            said.err
        );
    }
    let man = run(folder.path(), &["man", "--lang", "en"], "");
    assert!(man.code == 0 && man.out.starts_with(".ie") && man.out.contains(".SH KEYS"), "{}", man.out);
    let pages = folder.path().join("man1");
    let said = run(folder.path(), &["man", "--dir", pages.to_str().unwrap()], "");
    assert!(said.code == 0, "{}", said.err);
    for page in ["serasi.1", "serasi-request-forward.1", "serasi-tunggu-permohonan.1"] {
        assert!(pages.join(page).exists(), "{page}");
    }
    assert!(!pages.join("serasi-typeset.1").exists(), "hidden verbs have no page");
}

#[test]
fn waiting_ends_with_what_came_or_with_the_time() {
    let village = Village::with(&["siti", "joko"]);
    village.ask("siti", &["sync"]);
    let began = Instant::now();
    let nothing = village.say("siti", &["tunggu", "permohonan", "--timeout", "1"], "");
    assert_eq!(nothing.error(), (7, "nothing_came".into()));
    assert!(began.elapsed() >= Duration::from_secs(1));
    // What came before, when it is told since when.
    let all = village.ask("siti", &["wait", "requests", "--since", "2020-01-01T00:00:00Z"]);
    assert!(!all["requests"].as_array().unwrap().is_empty(), "{all}");
    let since = all["since"].as_str().unwrap().to_owned();
    let later = village.say("siti", &["tunggu", "permohonan", "--sejak", &since, "--timeout", "1"], "");
    assert_eq!(later.error(), (7, "nothing_came".into()));

    // A colleague brings a request back to the queue while this waits: the change wakes it.
    let request = village.ready("joko", 0);
    let id = request["id"].as_str().unwrap().to_owned();
    village.ask("joko", &["request", "return", &id, "--reason", "KK asli belum dibawa"]);
    village.ask("siti", &["sync"]);
    let waited = std::thread::scope(|scope| {
        let waiting = scope.spawn(|| village.say("siti", &["tunggu", "permohonan", "--timeout", "60"], ""));
        std::thread::sleep(Duration::from_secs(2));
        village.ask("joko", &["request", "resume", &id]);
        let began = Instant::now();
        (waiting.join().unwrap(), began.elapsed())
    });
    let (said, took) = waited;
    assert_eq!(said.done()["requests"][0]["id"], id.as_str());
    assert!(took < Duration::from_secs(20), "{took:?}: not woken by the change");
}

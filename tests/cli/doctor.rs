//! `serasi doctor`: what it finds, what it leaves alone, and how it ends.

use std::collections::BTreeMap;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use serde_json::Value;

use super::run::{Village, run};

/// Every file below a folder with its bytes, but for the server of the demo.
fn everything(home: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![home.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| name == "demo") {
                continue;
            }
            let kind = path.symlink_metadata().unwrap().file_type();
            if kind.is_dir() {
                folders.push(path);
            } else {
                let bytes = if kind.is_file() { std::fs::read(&path).unwrap() } else { Vec::new() };
                found.insert(path.display().to_string(), bytes);
            }
        }
    }
    found
}

fn codes(document: &Value) -> Vec<&str> {
    document["findings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect()
}

/// The only profile's folder.
fn profile(home: &Path) -> std::path::PathBuf {
    let is_server = |path: &std::path::PathBuf| path.join("address").exists() && !path.ends_with("demo");
    let children =
        |folder: &Path| std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>();
    let server = children(home).into_iter().find(is_server).unwrap();
    children(&server).into_iter().find(|path| path.join("outbox.db").exists()).unwrap()
}

#[test]
fn a_sound_desk_is_well_and_nothing_is_written() {
    let village = Village::with(&["siti"]);
    village.ask("siti", &["sync"]);
    let before = everything(&village.home);
    let said = village.say("siti", &["doctor"], "");
    let document = said.done();
    assert_eq!(document["grade"], "good", "{document}");
    let codes = codes(&document);
    for code in ["home", "space", "sound", "outbox", "server", "clock", "session", "same", "no_terminal"] {
        assert!(codes.contains(&code), "{code} is not in {codes:?}");
    }
    assert_eq!(codes.iter().filter(|code| **code == "same").count(), 3, "{document}");
    let server = document["findings"].as_array().unwrap().iter().find(|one| one["code"] == "server").unwrap();
    assert_eq!(server["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(everything(&village.home), before, "it wrote something");
    let lines = run(&village.home, &["--lang", "en", "doctor"], "");
    assert!(lines.code == 0 && lines.out.contains("All is well."), "{}", lines.out);
}

#[test]
fn what_is_wrong_is_named_and_makes_the_exit_code() {
    let village = Village::with(&["siti"]);
    village.ask("siti", &["sync"]);
    let folder = profile(&village.home);
    let doctor = || village.say("siti", &["doctor"], "");

    // A copy that lost a record unnoticed is found by the digest.
    let cache = rusqlite::Connection::open(folder.join("cache.db")).unwrap();
    cache.execute_batch("UPDATE stream SET count = count - 1, sum = zeroblob(16) WHERE name = 'ref'").unwrap();
    drop(cache);
    let said = doctor();
    assert_eq!(said.code, 5, "{}", said.out);
    assert!(codes(&said.json()).contains(&"differs"), "{}", said.out);

    // Someone else may read a file.
    let session = folder.join("session");
    std::fs::set_permissions(&session, std::fs::Permissions::from_mode(0o644)).unwrap();
    let said = doctor();
    assert!(codes(&said.json()).contains(&"open_to_others") && said.code == 5, "{}", said.out);
    std::fs::set_permissions(&session, std::fs::Permissions::from_mode(0o600)).unwrap();

    // A session that is gone.
    std::fs::remove_file(&session).unwrap();
    std::fs::remove_file(folder.join("cache.db")).unwrap();
    let said = doctor();
    assert!(codes(&said.json()).contains(&"session_over") && said.code == 4, "{}", said.out);
    assert!(codes(&said.json()).contains(&"missing"), "{}", said.out);

    // An outbox that was written over.
    std::fs::write(folder.join("outbox.db"), vec![7; 40_000]).unwrap();
    let said = doctor();
    assert!(codes(&said.json()).contains(&"damaged") && said.code == 5, "{}", said.out);
    assert!(said.out.contains("Jangan hapus"), "{}", said.out);
}

#[test]
fn without_a_line_without_a_home_and_without_a_person_it_says_so() {
    let village = Village::with(&["siti"]);
    village.ask("siti", &["sync"]);
    let nobody = village.say("joko", &["doctor"], "");
    assert!(nobody.code == 4 && codes(&nobody.json()).contains(&"nobody"), "{}", nobody.out);
    let Village { demo, home, .. } = &village;
    let address = home.join(profile(home).parent().unwrap().join("address"));
    std::fs::write(&address, "http://127.0.0.1:1").unwrap();
    let away = village.say("siti", &["doctor"], "");
    assert!(away.code == 3 && codes(&away.json()).contains(&"away"), "{}", away.out);
    // The same address, another server: nothing is compared, nothing is sent.
    std::fs::write(&address, demo.url()).unwrap();
    let other = tempfile::tempdir().unwrap();
    let missing = other.path().join("tidak-ada");
    let said = run(&missing, &["--json", "doctor"], "");
    assert!(said.code == 5 && codes(&said.json())[0] == "no_home", "{}", said.out);
    assert!(!missing.exists(), "it made a home");
}

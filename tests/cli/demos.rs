//! Demos come and go: they share one server, and it ends with the last of them.

use std::path::Path;
use std::time::Duration;

use super::run::{Demo, PROGRAM, run, wait_until};

/// Whether a server is there, as the demo itself tells it: its lock.
fn is_served(home: &Path) -> bool {
    let serving = std::fs::File::open(home.join("demo/serving"));
    serving.is_ok_and(|serving| matches!(serving.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
}

#[test]
fn two_demos_share_a_server_that_ends_when_both_were_killed() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("demo rumah");
    let first = Demo::start(&home);
    let second = Demo::start(&home);
    assert_eq!(first.url(), second.url());
    assert_eq!(first.line["home"], home.canonicalize().unwrap().to_str().unwrap());

    first.kill();
    std::thread::sleep(Duration::from_millis(500));
    assert!(is_served(&home), "one demo is still there");
    second.kill();
    wait_until("the server is gone", Duration::from_secs(3), || !is_served(&home));
    assert!(!home.join("demo/address").exists());

    // The next one finds what was made: it is not made again.
    let third = Demo::start(&home);
    assert!(is_served(&home));
    let log = std::fs::read_to_string(home.join("demo/server.log")).unwrap();
    assert!(log.contains("listening") && !log.contains("ERROR"), "{log}");
    drop(third);
}

#[test]
fn a_demo_in_use_is_not_emptied_and_one_at_rest_is() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("rumah");
    let demo = Demo::start(&home);
    let Err(said) = Demo::with(&home, &["--reset"]) else { panic!("it was emptied in use") };
    assert_eq!(said.error(), (2, "demo_busy".into()));
    demo.kill();

    let Err(said) = Demo::with(&home, &["--seed", "9"]) else { panic!("another seed was taken for this one") };
    assert_eq!(said.error(), (2, "demo_other_seed".into()));
    std::fs::write(home.join("tertinggal"), "x").unwrap();
    let other = Demo::with(&home, &["--reset", "--seed", "9"]).unwrap_or_else(|said| panic!("{}", said.err));
    assert!(!home.join("tertinggal").exists());
    drop(other);
}

#[test]
fn a_server_that_was_killed_is_started_again_by_the_next_demo() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("rumah");
    let first = Demo::start(&home);
    let server = server_of(&home);
    rustix::process::kill_process(server, rustix::process::Signal::KILL).unwrap();
    wait_until("the server is gone", Duration::from_secs(3), || !is_served(&home));
    assert!(home.join("demo/address").exists(), "it had no time to tidy up");
    let second = Demo::start(&home);
    assert!(is_served(&home));
    drop((first, second));
}

/// The process of the server, by its arguments.
fn server_of(home: &Path) -> rustix::process::Pid {
    let home = home.canonicalize().unwrap();
    let found = std::fs::read_dir("/proc").unwrap().filter_map(Result::ok).find_map(|entry| {
        let id: i32 = entry.file_name().to_str()?.parse().ok()?;
        let args = std::fs::read(entry.path().join("cmdline")).ok()?;
        let args: Vec<&[u8]> = args.split(|byte| *byte == 0).collect();
        (args.contains(&&b"demo-server"[..]) && args.contains(&home.to_str()?.as_bytes())).then_some(id)
    });
    rustix::process::Pid::from_raw(found.unwrap()).unwrap()
}

#[test]
fn a_demo_killed_while_it_was_made_leaves_nothing_half() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("rumah");
    let mut child = std::process::Command::new(PROGRAM)
        .args(["demo", "--headless", "--home"])
        .arg(&home)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    wait_until("it begins to make it", Duration::from_secs(10), || home.join("demo/server.new").exists());
    child.kill().unwrap();
    child.wait().unwrap();
    let mut demo = Demo::start(&home);
    assert!(demo.lives() && home.join("demo/server").exists());
}

#[test]
fn a_folder_of_somebody_else_a_name_that_nobody_has_and_no_terminal_are_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("skripsi.odt"), "bab 1").unwrap();
    assert_eq!(run(folder.path(), &["--json", "demo", "--headless"], "").error(), (2, "demo_foreign".into()));

    let home = folder.path().join("rumah");
    let demo = Demo::start(&home);
    assert_eq!(run(&home, &["--json", "demo", "--as", "lurah"], "").error(), (2, "demo_nobody".into()));
    assert_eq!(run(&home, &["--json", "demo", "--as", "siti"], "").error(), (2, "usage".into()));
    drop(demo);

    // A program that is no server: the log is named.
    let bare = folder.path().join("lain");
    let said = run(&bare, &["--json", "demo", "--headless", "--server-program", "/bin/true"], "");
    assert_eq!(said.error(), (3, "demo_failed".into()));
    assert!(said.out.contains("server.log"), "{}", said.out);
}

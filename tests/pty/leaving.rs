//! However the desk ends, the terminal is given back and what was typed is kept.

use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, test_kill_process};

use super::support::{Start, count, scratch};

#[test]
fn a_request_is_forwarded_and_q_leaves_the_terminal_as_it_was() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    assert!(pty.look(vt100::Screen::alternate_screen));
    pty.types_calmly("t");
    pty.waits_for("Diteruskan: Sri Wahyuni");
    pty.waits_for("── A-02");
    pty.types("q");
    assert_eq!(pty.ends().exit_code(), 0);
    pty.is_restored();
}

#[test]
fn nothing_is_asked_of_the_terminal() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types_calmly("q");
    pty.ends();
    let bytes = pty.bytes();
    for query in [&b"\x1b[6n"[..], b"\x1b[c", b"\x1b[>c", b"\x1b]11;?", b"\x1b[?u", b"\x1b[18t", b"\x1bP+q"] {
        assert_eq!(count(&bytes, query), 0, "{query:?}");
    }
}

#[test]
fn sigterm_sigint_and_sighup_restore_and_exit_with_128_and_their_number() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut pty = Start::desk("calm").go();
        pty.waits_for("── A-01");
        pty.signal(signal);
        assert_eq!(pty.ends().exit_code(), code);
        pty.is_restored();
    }
}

#[test]
fn a_signal_keeps_what_was_typed() {
    let (_dir, draft) = scratch("draft");
    let mut pty = Start::desk("calm").env("SERASI_TEST_DRAFT", &draft).go();
    pty.waits_for("── A-01");
    pty.types("e");
    pty.waits_for("Ubah permohonan");
    pty.types("xyz");
    pty.waits_for("xyz");
    pty.signal(Signal::TERM);
    pty.ends();
    assert!(std::fs::read_to_string(&draft).unwrap().contains("pekerjaanxyz"));
}

#[test]
fn a_panic_gives_the_terminal_back_and_is_told_on_it() {
    let (dir, log) = scratch("log");
    let broken = dir.path().join("broken");
    let mut pty = Start::desk("panics").env("SERASI_TEST_LOG", &log).env("SERASI_TEST_BREAK", &broken).go();
    pty.waits_for("── A-01");
    std::fs::write(&broken, "").unwrap();
    // The loop sleeps; a key makes it look at its clock.
    pty.types("j");
    pty.until(|pty| !pty.look(vt100::Screen::alternate_screen), "the main screen");
    pty.waits_for("the clock broke");
    assert_ne!(pty.ends().exit_code(), 0);
    pty.is_restored();
}

#[test]
fn a_loop_that_is_stuck_is_ended_two_seconds_after_a_signal() {
    let (_dir, broken) = scratch("broken");
    let mut pty = Start::desk("stuck").env("SERASI_TEST_BREAK", &broken).go();
    pty.waits_for("── A-01");
    std::fs::write(&broken, "").unwrap();
    pty.types("j");
    std::thread::sleep(Duration::from_millis(300));
    let asked = Instant::now();
    pty.signal(Signal::TERM);
    assert_eq!(pty.ends().exit_code(), 143);
    assert!(asked.elapsed() >= Duration::from_millis(1900), "{:?}", asked.elapsed());
    pty.is_restored();
}

/// Waits for a process to end; how long it took.
fn gone(pid: Pid) -> Duration {
    let start = Instant::now();
    while test_kill_process(pid).is_ok() && !zombie(pid) {
        assert!(start.elapsed() < Duration::from_secs(10), "the program outlives its terminal");
        std::thread::sleep(Duration::from_millis(10));
    }
    start.elapsed()
}

fn zombie(pid: Pid) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero())).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with(['Z', 'X']))
}

/// A process that holds a desk's terminal, with its desk; killing it takes the terminal away.
struct Holder {
    process: std::process::Child,
    desk: Pid,
}

impl Holder {
    fn start(session: &str, draft: &std::path::Path, pid_file: &std::path::Path) -> Self {
        let ready = pid_file.with_extension("ready");
        let process = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["pty::child::holder_of_a_terminal", "--exact", "--nocapture"])
            .env(super::child::HOLDER, session)
            .env("SERASI_TEST_DRAFT", draft)
            .env("SERASI_TEST_PID", pid_file)
            .env("SERASI_TEST_READY", &ready)
            .stdout(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let end = Instant::now() + Duration::from_secs(20);
        while !ready.exists() {
            assert!(Instant::now() < end, "the desk is not ready");
            std::thread::sleep(Duration::from_millis(20));
        }
        let pid: i32 = std::fs::read_to_string(pid_file).unwrap().parse().unwrap();
        Self { process, desk: Pid::from_raw(pid).unwrap() }
    }

    fn takes_the_terminal_away(mut self) -> Duration {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
        gone(self.desk)
    }
}

#[test]
fn a_terminal_that_goes_away_ends_the_program_and_keeps_what_was_typed() {
    let (dir, draft) = scratch("draft");
    let holder = Holder::start("own", &draft, &dir.path().join("pid"));
    assert!(holder.takes_the_terminal_away() < Duration::from_secs(2));
    assert!(std::fs::read_to_string(&draft).unwrap().contains("pekerjaanxyz"));
}

/// As `nohup` and some login programs start it.
#[test]
fn a_terminal_that_goes_away_ends_the_program_also_where_hang_ups_are_ignored() {
    let (dir, draft) = scratch("draft");
    let holder = Holder::start("ignored", &draft, &dir.path().join("pid"));
    assert!(holder.takes_the_terminal_away() < Duration::from_secs(2));
    assert!(std::fs::read_to_string(&draft).unwrap().contains("pekerjaanxyz"));
}

/// Without a controlling terminal there is no SIGHUP: only the reader sees that the terminal is gone.
#[test]
fn a_terminal_that_goes_away_without_a_signal_ends_the_program_too() {
    if !std::path::Path::new(super::child::SETSID).exists() {
        assert!(std::env::var_os("SERASI_TEST_REQUIRE_ALL").is_none(), "setsid (util-linux) is not here");
        println!("skipped: setsid (util-linux) is not here");
        return;
    }
    let (dir, draft) = scratch("draft");
    let holder = Holder::start("none", &draft, &dir.path().join("pid"));
    assert!(holder.takes_the_terminal_away() < Duration::from_secs(2));
    assert!(std::fs::read_to_string(&draft).unwrap().contains("pekerjaanxyz"));
}

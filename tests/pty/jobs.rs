//! Stopping and going on: under a shell that waits for its jobs, and where nobody would wait.

use rustix::process::{Pid, Signal, kill_process};

use super::child::ROLE;
use super::support::{Pty, Start, count, scratch};

/// A shell with job control, and a command in it that starts the desk.
fn shell(set: &[(&str, &std::path::Path)]) -> (Pty, String) {
    let desk = Start::desk("calm");
    let line = desk.command.get_argv().iter().map(|word| word.to_str().unwrap()).collect::<Vec<_>>().join(" ");
    let mut command = portable_pty::CommandBuilder::new("/bin/sh");
    command.args(["-i", "-m"]);
    command.env(ROLE, "calm");
    command.env("PS1", "shell> ");
    command.env_remove("ENV");
    for (name, value) in set {
        command.env(name, value);
    }
    let pty = Start::of(command).go();
    pty.waits_for("shell>");
    (pty, line)
}

fn start(set: &[(&str, &std::path::Path)]) -> Pty {
    let (mut pty, line) = shell(set);
    pty.types(&format!("{line}\r"));
    pty.waits_for("1Beranda");
    pty.types("3");
    pty.waits_for("── A-01");
    pty
}

fn is_stopped(pty: &Pty) {
    pty.until(|pty| !pty.look(vt100::Screen::alternate_screen), "the main screen");
    pty.waits_for("Stopped");
    pty.is_restored();
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_shows_the_desk_again_at_its_new_size() {
    let mut pty = start(&[("SERASI_TEST_SUSPENDS", "1".as_ref())]);
    pty.types("j");
    pty.waits_for("── A-02");
    pty.types("\x1a");
    is_stopped(&pty);
    // The shell has its line editing back.
    pty.types("echo still-$((40+2))\r");
    pty.waits_for("still-42");
    pty.resize(120, 40);
    pty.types("fg\r");
    pty.waits_for("│── A-02");
    assert!(pty.look(vt100::Screen::alternate_screen) && pty.look(vt100::Screen::bracketed_paste));
    pty.types("j");
    pty.waits_for("│── A-03");
    pty.types("\x1a");
    is_stopped(&pty);
    pty.types("fg\r");
    pty.waits_for("│── A-03");
    pty.types("q");
    pty.until(|pty| !pty.look(vt100::Screen::alternate_screen), "the main screen");
    pty.types("exit\r");
    pty.ends();
    pty.is_restored();
}

#[test]
fn ctrl_z_keeps_what_was_typed_before_it_stops() {
    let (_dir, draft) = scratch("draft");
    let mut pty = start(&[("SERASI_TEST_SUSPENDS", "1".as_ref()), ("SERASI_TEST_DRAFT", &draft)]);
    pty.types("e");
    pty.waits_for("Ubah permohonan");
    pty.types("xyz\x1a");
    is_stopped(&pty);
    assert!(std::fs::read_to_string(&draft).unwrap().contains("pekerjaanxyz"));
    pty.types("fg\r");
    pty.waits_for("pekerjaanxyz");
}

#[test]
fn a_script_around_the_desk_stops_with_it() {
    let (mut pty, line) = shell(&[("SERASI_TEST_SUSPENDS", "1".as_ref())]);
    pty.types(&format!("/bin/sh -c '{line}; echo after-$((40+2))'\r"));
    pty.waits_for("1Beranda");
    pty.types("3");
    pty.waits_for("── A-01");
    pty.types("\x1a");
    is_stopped(&pty);
    pty.types("fg\r");
    pty.waits_for("── A-01");
    pty.types_calmly("q");
    pty.waits_for("after-42");
}

#[test]
fn a_stop_from_outside_is_a_stop_too_and_one_that_nobody_can_handle_is_mended() {
    let (_dir, pid) = scratch("pid");
    let mut pty = start(&[("SERASI_TEST_PID", &pid)]);
    let desk = Pid::from_raw(std::fs::read_to_string(&pid).unwrap().parse().unwrap()).unwrap();
    kill_process(desk, Signal::TSTP).unwrap();
    is_stopped(&pty);
    pty.types("fg\r");
    pty.waits_for("── A-01");
    // Nothing can be done before SIGSTOP: the shell writes on our screen. Afterwards it is ours again.
    kill_process(desk, Signal::STOP).unwrap();
    pty.waits_for("Stopped");
    let clears = count(&pty.bytes(), b"\x1b[2J");
    // This shell does not mend the terminal's modes: they are still ours, and a line ends with a line feed.
    pty.types("fg\n");
    pty.until(|pty| count(&pty.bytes(), b"\x1b[2J") > clears, "a whole frame");
    pty.waits_for("── A-01");
    pty.types("j");
    pty.waits_for("── A-02");
    assert!(!pty.text().contains("Stopped"), "{}", pty.text());
}

#[test]
fn where_no_shell_waits_ctrl_z_undoes_and_nothing_stops_the_program() {
    // The desk is the first of its session, as in a kiosk or under ForceCommand: its group is orphaned.
    let mut pty = Start::desk("calm").env("SERASI_TEST_SUSPENDS", "1").go();
    pty.waits_for("── A-01");
    pty.types("\x1a");
    pty.waits_for("urung:");
    pty.signal(Signal::TSTP);
    std::thread::sleep(std::time::Duration::from_millis(300));
    pty.types("j");
    pty.waits_for("── A-02");
}

#[test]
fn ctrl_z_undoes_unless_it_was_asked_to_suspend() {
    let mut pty = start(&[]);
    pty.types("\x1a");
    pty.waits_for("urung:");
    pty.types("j");
    pty.waits_for("── A-02");
}

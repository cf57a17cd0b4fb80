//! Idle is free: no byte, no wake-up, no CPU.

use std::time::Duration;

use super::support::Start;

/// Voluntary and other switches of all threads, and CPU ticks.
pub fn activity(pid: u32) -> (u64, u64) {
    let mut switches = 0;
    for task in std::fs::read_dir(format!("/proc/{pid}/task")).unwrap() {
        let status = std::fs::read_to_string(task.unwrap().path().join("status")).unwrap_or_default();
        switches += status
            .lines()
            .filter(|line| line.contains("ctxt_switches"))
            .filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok())
            .sum::<u64>();
    }
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks = fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap();
    (switches, ticks)
}

#[test]
fn ten_idle_seconds_write_no_byte_and_wake_nobody() {
    if !cfg!(target_os = "linux") {
        println!("skipped: /proc is Linux");
        return;
    }
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types("j");
    pty.waits_for("── A-02");
    std::thread::sleep(Duration::from_secs(1));
    let pid = pty.child.process_id().unwrap();
    let (bytes, before) = (pty.bytes().len(), activity(pid));
    std::thread::sleep(Duration::from_secs(10));
    assert_eq!(pty.bytes().len(), bytes);
    assert_eq!(activity(pid), before, "(switches, ticks)");
}

#[test]
fn a_held_key_does_not_run_on_after_its_release() {
    let mut pty = Start::desk("calm").go();
    pty.waits_for("── A-01");
    pty.types(&"j".repeat(30));
    pty.waits_for("── A-31");
    let bytes = pty.bytes().len();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(pty.bytes().len(), bytes);
}

//! Job control: whether somebody would make a stopped program go on.
//!
//! A process group is orphaned when no member has a parent in another group of the same session: there is no
//! shell that waits for it. A kiosk, a `ForceCommand` or a service is like that. A program that stopped itself
//! there would stop for ever.

use rustix::process::{Pid, getpgid, getpgrp, getpid, getppid, getsid};
use rustix::termios::tcgetpgrp;

/// Whether a shell with job control started this program, and it is the one in the foreground.
pub fn controlled() -> bool {
    in_foreground() && has_shell()
}

fn in_foreground() -> bool {
    tcgetpgrp(rustix::stdio::stdin()).is_ok_and(|group| group == getpgrp())
}

/// Goes up the parents until one is in another group: in the same session it is the shell, elsewhere nobody is.
fn has_shell() -> bool {
    let (group, Ok(session)) = (getpgrp(), getsid(None)) else { return false };
    let mut next = getppid();
    for _ in 0..DEEPEST {
        let Some(process) = next else { return false };
        if getsid(Some(process)) != Ok(session) {
            return false;
        }
        if getpgid(Some(process)) != Ok(group) {
            return true;
        }
        next = parent(process);
    }
    false
}

/// Nobody nests scripts deeper.
const DEEPEST: usize = 16;

/// A process's parent; unknown where there is no `/proc`, which counts as nobody.
fn parent(process: Pid) -> Option<Pid> {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", process.as_raw_nonzero())).ok()?;
    // The name in brackets may hold anything: what counts stands behind the last one.
    let parent = stat.rsplit(')').next()?.split_whitespace().nth(1)?;
    Pid::from_raw(parent.parse().ok()?)
}

/// The parents of this program that are in its own group: a script that was started as one job with it.
pub fn others() -> Vec<Pid> {
    let group = getpgrp();
    let mut found = Vec::new();
    let mut next = getppid();
    while let Some(process) = next.filter(|process| *process != getpid() && found.len() < DEEPEST) {
        if getpgid(Some(process)) != Ok(group) {
            break;
        }
        found.push(process);
        next = parent(process);
    }
    found
}

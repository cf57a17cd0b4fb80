//! Job control: whether somebody would make a stopped program go on.
//!
//! A process group is orphaned when no member has a parent in another group of the same session: there is no
//! shell that waits for it. A kiosk, a `ForceCommand` or a service is like that. A program that stopped itself
//! there would stop for ever.
//!
//! All of it is read from `/proc`: in a container a session or a group that began outside has the number 0, which
//! the calls of the system give back too, but which is no process that could be named. Where there is no `/proc`
//! nothing is known, and unknown counts as nobody.

use rustix::process::Pid;

/// Whether a shell with job control started this program, and it is the one in the foreground.
pub fn controlled() -> bool {
    Process::own().is_some_and(|own| own.in_foreground() && has_shell(own, Process::of))
}

/// The parents of this program that are in its own group: a script that was started as one job with it.
pub fn others() -> Vec<Pid> {
    let Some(own) = Process::own() else { return Vec::new() };
    let parents = parents(own, Process::of);
    parents.take_while(|(_, process)| process.group == own.group).filter_map(|(id, _)| Pid::from_raw(id)).collect()
}

/// Nobody nests scripts deeper.
const DEEPEST: usize = 16;

/// Where a process stands among the others, as proc(5) tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Process {
    parent: i32,
    group: i32,
    session: i32,
    /// The group in the foreground of its terminal; -1 without one.
    foreground: i32,
}

impl Process {
    fn own() -> Option<Self> {
        Self::read("self")
    }

    fn of(id: i32) -> Option<Self> {
        (id > 0).then(|| Self::read(&id.to_string())).flatten()
    }

    fn read(name: &str) -> Option<Self> {
        Self::parse(&std::fs::read_to_string(format!("/proc/{name}/stat")).ok()?)
    }

    fn parse(stat: &str) -> Option<Self> {
        // The name in brackets may hold anything: what counts stands behind the last one, after the state.
        let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(1).map(|field| field.parse().ok());
        let mut next = || fields.next().flatten();
        let (parent, group, session) = (next()?, next()?, next()?);
        let _terminal: i32 = next()?;
        Some(Self { parent, group, session, foreground: next()? })
    }

    fn in_foreground(self) -> bool {
        self.group > 0 && self.group == self.foreground
    }
}

/// The parents with their numbers, the nearest first.
fn parents(own: Process, look: impl Fn(i32) -> Option<Process>) -> impl Iterator<Item = (i32, Process)> {
    let mut next = own.parent;
    std::iter::from_fn(move || {
        let (id, process) = (next, look(next)?);
        next = process.parent;
        Some((id, process))
    })
    .take(DEEPEST)
}

/// Goes up the parents until one is in another group: in the same session it is the shell, elsewhere nobody is.
fn has_shell(own: Process, look: impl Fn(i32) -> Option<Process>) -> bool {
    parents(own, look)
        .map(|(_, process)| process)
        .find(|process| process.session != own.session || process.group != own.group)
        .is_some_and(|process| process.session == own.session)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHELL: Process = Process { parent: 1, group: 10, session: 10, foreground: 30 };
    const SCRIPT: Process = Process { parent: 10, group: 30, session: 10, foreground: 30 };
    const DESK: Process = Process { parent: 30, ..SCRIPT };

    #[test]
    fn a_name_of_any_kind_hides_no_field() {
        let stat = "31 (a) R 7 7 (b) S 30 31 10 34816 30 4194304 118 0";
        assert_eq!(Process::parse(stat), Some(Process { parent: 30, group: 31, session: 10, foreground: 30 }));
        for broken in ["", "31", "31 (serasi)", "31 (serasi) S 30 31", "31 (serasi) S 30 x 10 0 30"] {
            assert_eq!(Process::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn this_process_is_found_with_its_parent() {
        let (Some(own), Some(parent)) = (Process::own(), rustix::process::getppid()) else { return };
        assert_eq!(own.parent, parent.as_raw_nonzero().get());
    }

    #[test]
    fn a_shell_waits_for_the_program_itself_and_for_a_script_around_it() {
        assert!(has_shell(DESK, |id| [(10, SHELL), (30, SCRIPT)].iter().find(|at| at.0 == id).map(|at| at.1)));
        assert!(has_shell(SCRIPT, |id| (id == 10).then_some(SHELL)));
    }

    #[test]
    fn nobody_waits_where_the_parent_is_of_another_session_or_unknown() {
        let first = Process { parent: 10, group: 30, session: 30, foreground: 30 };
        assert!(!has_shell(first, |_| Some(SHELL)));
        assert!(!has_shell(DESK, |_| None));
        assert!(!has_shell(DESK, |_| Some(DESK)), "a ring of parents ends");
    }

    #[test]
    fn a_session_that_began_outside_of_a_container_has_no_number_and_breaks_nothing() {
        let outside = Process { parent: 0, group: 0, session: 0, foreground: 0 };
        assert!(!outside.in_foreground());
        assert!(!has_shell(DESK, |_| Some(outside)));
        // A shell inside of such a session waits like any other.
        let (desk, shell) = (Process { session: 0, ..SCRIPT }, Process { session: 0, ..SHELL });
        assert!(has_shell(desk, |id| (id == 10).then_some(shell)));
    }
}

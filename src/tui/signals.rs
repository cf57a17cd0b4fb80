//! Signals → events: a new size, a stop, going on after one, or the end. Who does not end within two seconds is
//! ended.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event::{Event, ExitReason};
use super::{jobs, terminal};

/// Saving takes milliseconds; a loop that is stuck for so long will not come back.
const LAST_RESORT: Duration = Duration::from_secs(2);

/// Starts the thread.
///
/// # Errors
/// When the handlers cannot be set.
pub fn listen(mut send: impl FnMut(Event) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH, SIGTSTP, SIGCONT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => {
                    let size = terminal::size();
                    Event::Resized(size.width, size.height)
                }
                SIGTSTP => Event::Suspend,
                // The end of a stop of our own is handled where the stop was.
                SIGCONT if STOPPED.swap(false, Ordering::SeqCst) => continue,
                SIGCONT => Event::Continued,
                _ => Event::Stop(ExitReason::Signal(signal)),
            };
            if !matches!(event, Event::Stop(_)) {
                if !send(event) {
                    return;
                }
                continue;
            }
            let reason = ExitReason::Signal(signal);
            if !send(Event::Stop(reason)) {
                // The loop has ended already: what still runs after it is not worth waiting for.
                std::process::exit(reason.code());
            }
            last_resort(reason);
        }
    })?;
    Ok(())
}

/// Without a loop there is nothing to save: a signal gives the terminal back and ends the program.
///
/// # Errors
/// When the handlers cannot be set.
pub fn end_on_signals() -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            terminal::restore();
            std::process::exit(ExitReason::Signal(signal).code());
        }
    })?;
    Ok(())
}

/// Ends the program when it has not ended by itself.
pub fn last_resort(reason: ExitReason) {
    std::thread::sleep(LAST_RESORT);
    terminal::restore();
    std::process::exit(reason.code());
}

/// Whether this program has stopped itself and goes on now.
static STOPPED: AtomicBool = AtomicBool::new(false);

/// Stops this program with its whole process group, as Ctrl-Z does it to a program that does not handle it, and
/// returns when it goes on. Does nothing where nobody could make it go on.
pub fn stop() {
    if !jobs::controlled() {
        return;
    }
    STOPPED.store(true, Ordering::SeqCst);
    // SIGTSTP is ours to handle and cannot stop us. The others of the group (a script around us) get it first.
    let others = jobs::others();
    for process in &others {
        let _ = rustix::process::kill_process(*process, rustix::process::Signal::TSTP);
    }
    let _ = signal_hook::low_level::raise(signal_hook::consts::SIGSTOP);
}

//! Signals → events: a new size, or the end. Who does not end within two seconds is ended.

use std::io;
use std::time::Duration;

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use super::event::{Event, ExitReason};
use super::terminal;

/// Saving takes milliseconds; a loop that is stuck for so long will not come back.
const LAST_RESORT: Duration = Duration::from_secs(2);

/// Starts the thread.
///
/// # Errors
/// When the handlers cannot be set.
pub fn listen(mut send: impl FnMut(Event) -> bool + Send + 'static) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if signal == SIGWINCH {
                let size = terminal::size();
                if !send(Event::Resized(size.width, size.height)) {
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

/// Ends the program when it has not ended by itself.
pub fn last_resort(reason: ExitReason) {
    std::thread::sleep(LAST_RESORT);
    terminal::restore();
    std::process::exit(reason.code());
}

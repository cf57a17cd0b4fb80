//! Entering and leaving the terminal. One function restores it, whoever calls: Drop, panic hook, signals.
//!
//! Nothing is ever asked of the terminal. What was enabled is remembered, and only that is undone, once.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ratatui::layout::Size;
use rustix::termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr};

/// Alternate screen, bracketed paste, cursor hidden until a frame shows it.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?25l";
/// Ends a frame that was cut off, plain text, no scroll region, no bracketed paste, main screen, cursor.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[r\x1b[?2004l\x1b[?1049l\x1b[?25h";

/// What must be undone.
struct Entered {
    termios: Termios,
    stderr: Option<OwnedFd>,
}

static ENTERED: Mutex<Option<Entered>> = Mutex::new(None);

/// The terminal, ours until dropped.
pub struct Guard(());

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Whether input and output are a terminal.
pub fn is_one() -> bool {
    rustix::termios::isatty(rustix::stdio::stdin()) && rustix::termios::isatty(rustix::stdio::stdout())
}

/// Takes the terminal. What other code writes to standard error goes to `log` meanwhile, so that nothing
/// prints over the screen.
///
/// # Errors
/// When the terminal's modes cannot be set.
pub fn enter(log: Option<&Path>) -> io::Result<Guard> {
    let stdin = rustix::stdio::stdin();
    let termios = tcgetattr(stdin)?;
    let stderr = log.map(redirect_stderr).transpose()?;
    let mut raw = termios.clone();
    raw.make_raw();
    tcsetattr(stdin, OptionalActions::Flush, &raw)?;
    *ENTERED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Entered { termios, stderr });
    let guard = Guard(());
    output()?.write_all(ENTER)?;
    Ok(guard)
}

fn redirect_stderr(log: &Path) -> io::Result<OwnedFd> {
    let before = rustix::stdio::stderr().try_clone_to_owned()?;
    let file = File::options().create(true).append(true).open(log)?;
    rustix::stdio::dup2_stderr(&file)?;
    Ok(before)
}

/// Gives the terminal back as it was. Does nothing when it is not ours; a terminal that is gone is no error.
pub fn restore() {
    // A panic while this is locked must not wait for itself.
    let entered = match ENTERED.try_lock() {
        Ok(mut entered) => entered.take(),
        Err(_) => None,
    };
    let Some(entered) = entered else { return };
    let _ = output().and_then(|mut out| out.write_all(LEAVE));
    let _ = tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, &entered.termios);
    if let Some(stderr) = entered.stderr {
        let _ = rustix::stdio::dup2_stderr(stderr);
    }
}

/// Standard output without a buffer of its own: one write is one write.
///
/// # Errors
/// When there are no file descriptors left.
pub fn output() -> io::Result<File> {
    Ok(File::from(rustix::stdio::stdout().as_fd().try_clone_to_owned()?))
}

/// The window's size; the standard one where the terminal does not say.
pub fn size() -> Size {
    match tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

/// A panic of this thread gives the terminal back before it is reported. Other threads' panics do not touch
/// it: the loop goes on.
pub fn restore_on_panic() {
    let ours = std::thread::current().id();
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == ours {
            restore();
        }
        before(panic);
    }));
}

//! Entering and leaving the terminal. One function restores it, whoever calls: Drop, panic hook, signals.
//!
//! Nothing is ever asked of the terminal. What was enabled is remembered, and only that is undone, once.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use ratatui::layout::Size;
use rustix::termios::{
    LocalModes, OptionalActions, QueueSelector, SpecialCodeIndex, Termios, tcflush, tcgetattr, tcgetwinsize, tcsetattr,
};

/// Alternate screen, bracketed paste, the wheel as arrow keys (its setting before is remembered by the
/// terminal), cursor hidden until a frame shows it.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h\x1b[?1007s\x1b[?1007h\x1b[?25l";
/// Ends a frame that was cut off, plain text, no scroll region, no bracketed paste, the wheel as it was, main
/// screen, cursor.
const LEAVE: &[u8] = b"\x1b[?2026l\x1b[m\x1b[r\x1b[?2004l\x1b[?1007r\x1b[?1049l\x1b[?25h";

/// What must be undone.
struct Entered {
    termios: Termios,
    stderr: Option<OwnedFd>,
    /// The whole screen was taken, and not only the keyboard.
    screen: bool,
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
    take(log)?;
    let guard = Guard(());
    output()?.write_all(ENTER)?;
    Ok(guard)
}

/// Takes the terminal once more after the program was stopped. When the stop gave it back before, its modes
/// now are those that the shell wants back later; otherwise they are known already.
///
/// # Errors
/// When the terminal's modes cannot be set.
pub fn enter_again(log: Option<&Path>) -> io::Result<()> {
    if ENTERED.lock().unwrap_or_else(PoisonError::into_inner).is_none() {
        take(log)?;
    } else {
        set_raw(&tcgetattr(rustix::stdio::stdin())?)?;
    }
    output()?.write_all(ENTER)
}

fn take(log: Option<&Path>) -> io::Result<()> {
    let termios = tcgetattr(rustix::stdio::stdin())?;
    let stderr = log.map(redirect_stderr).transpose()?;
    set_raw(&termios)?;
    *ENTERED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Entered { termios, stderr, screen: true });
    Ok(())
}

fn set_raw(termios: &Termios) -> io::Result<()> {
    let mut raw = termios.clone();
    raw.make_raw();
    Ok(tcsetattr(rustix::stdio::stdin(), OptionalActions::Flush, &raw)?)
}

/// Takes the keyboard alone, line by line: Ctrl-C ends a line instead of the program, and Ctrl-Z does nothing
/// unless the program may be suspended.
///
/// # Errors
/// When the terminal's modes cannot be set.
pub fn enter_lines(suspends: bool) -> io::Result<Guard> {
    let stdin = rustix::stdio::stdin();
    let termios = tcgetattr(stdin)?;
    let mut lines = termios.clone();
    lines.local_modes |= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
    lines.special_codes[SpecialCodeIndex::VEOL] = CTRL_C;
    lines.special_codes[SpecialCodeIndex::VINTR] = DISABLED;
    if !suspends {
        lines.special_codes[SpecialCodeIndex::VSUSP] = DISABLED;
    }
    tcsetattr(stdin, OptionalActions::Now, &lines)?;
    *ENTERED.lock().unwrap_or_else(PoisonError::into_inner) = Some(Entered { termios, stderr: None, screen: false });
    Ok(Guard(()))
}

/// What Ctrl-C types where it does not interrupt.
pub const CTRL_C: u8 = 0x03;
/// A special key that is none.
const DISABLED: u8 = 0;

/// Whether what is typed is shown. Off, it is also not remembered by the terminal.
///
/// # Errors
/// When the terminal's modes cannot be set.
pub fn echo(on: bool) -> io::Result<()> {
    let stdin = rustix::stdio::stdin();
    let mut modes = tcgetattr(stdin)?;
    modes.local_modes.set(LocalModes::ECHO, on);
    Ok(tcsetattr(stdin, OptionalActions::Now, &modes)?)
}

/// Throws away what was typed ahead.
pub fn forget_typed() {
    let _ = tcflush(rustix::stdio::stdin(), QueueSelector::IFlush);
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
    if entered.screen {
        let _ = output().and_then(|mut out| out.write_all(LEAVE));
    }
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

/// Bytes that the line carries in a second, where the terminal knows it: a serial line, or SSH from one. What
/// every pseudo-terminal pretends (38400 baud) says nothing.
pub fn carries() -> Option<u32> {
    let baud = tcgetattr(rustix::stdio::stdin()).ok()?.output_speed();
    (1..PRETENDED).contains(&baud).then(|| (baud / BITS).max(1))
}

/// The speed of a terminal that has none.
const PRETENDED: u32 = 38_400;
/// Bits that a byte takes on a line, with start and stop.
const BITS: u32 = 10;

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

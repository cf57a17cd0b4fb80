//! The reader thread: bytes of the terminal → events, and the end of the terminal → the end of the program.
//!
//! It sleeps in `poll` until something comes. A terminal that is gone reports a hang-up or ends the stream;
//! either ends the thread at once, so that it never spins.

use std::os::fd::AsFd;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, read};

use super::event::{Event, ExitReason};
use super::keys::Parser;

/// How long an ESC waits for the rest of a sequence; over SSH packets are torn apart.
pub fn escape_waits(ssh: bool) -> Duration {
    Duration::from_millis(if ssh { 120 } else { 40 })
}

/// Reads until the terminal is gone or nobody listens any more.
pub fn read_until_gone(terminal: impl AsFd, waits: Duration, mut send: impl FnMut(Event) -> bool) {
    let mut parser = Parser::default();
    let mut buffer = [0_u8; 4096];
    loop {
        let waits = parser.waiting().then(|| Timespec::try_from(waits).ok()).flatten();
        let mut fds = [PollFd::new(&terminal, PollFlags::IN)];
        let typed = match poll(&mut fds, waits.as_ref()) {
            Err(Errno::INTR | Errno::AGAIN) => continue,
            Err(_) => break,
            Ok(0) => parser.settle(),
            Ok(_) if fds[0].revents().contains(PollFlags::IN) => match read(&terminal, &mut buffer) {
                Ok(0) => break,
                Ok(n) => parser.feed(buffer.get(..n).unwrap_or(&[])),
                Err(Errno::INTR | Errno::AGAIN) => continue,
                Err(_) => break,
            },
            // A hang-up, an error, or a descriptor that is no longer open.
            Ok(_) => break,
        };
        for typed in typed {
            if !send(Event::Typed(typed)) {
                return;
            }
        }
    }
    send(Event::Stop(ExitReason::HungUp));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::keys::{Code, Key, Typed};
    use std::io::Write;
    use std::sync::mpsc::{Receiver, channel};

    fn reader() -> (std::io::PipeWriter, Receiver<Event>) {
        let (terminal, keyboard) = std::io::pipe().unwrap();
        let (sender, events) = channel();
        std::thread::spawn(move || {
            read_until_gone(terminal, escape_waits(false), |event| sender.send(event).is_ok());
        });
        (keyboard, events)
    }

    fn next(events: &Receiver<Event>) -> Event {
        events.recv_timeout(Duration::from_secs(5)).unwrap()
    }

    #[test]
    fn keys_arrive_and_a_lone_escape_after_its_wait() {
        let (mut keyboard, events) = reader();
        keyboard.write_all(b"t\x1b").unwrap();
        assert!(matches!(next(&events), Event::Typed(Typed::Key(key)) if key == Key::plain(Code::Char('t'))));
        assert!(matches!(next(&events), Event::Typed(Typed::Key(key)) if key == Key::plain(Code::Esc)));
    }

    #[test]
    fn a_terminal_that_is_gone_ends_the_thread_at_once() {
        let (mut keyboard, events) = reader();
        keyboard.write_all(b"t").unwrap();
        drop(keyboard);
        assert!(matches!(next(&events), Event::Typed(_)));
        assert!(matches!(next(&events), Event::Stop(ExitReason::HungUp)));
        assert!(events.recv_timeout(Duration::from_secs(5)).is_err(), "the thread has ended");
    }
}

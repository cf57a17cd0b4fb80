//! A pseudo-terminal with a program in it: type, wait for text, look, count, end.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// Nothing here takes longer on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
}

/// A program on a terminal.
pub struct Pty {
    pub child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    seen: Arc<Mutex<Seen>>,
}

/// What a program is started with.
pub struct Start {
    pub command: CommandBuilder,
    pub rows: u16,
    pub columns: u16,
    /// Typed as soon as Beranda is there.
    pub first: Option<&'static str>,
    /// Bytes that the line carries in a second; none: as fast as can be.
    pub carries: Option<u32>,
}

impl Start {
    /// The desk of plain data, as a process of its own.
    pub fn desk(role: &str) -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["pty::child::desk_of_plain_data", "--exact", "--nocapture", "--test-threads=1"]);
        command.env(super::child::ROLE, role);
        Self { first: Some("3"), ..Self::of(command) }
    }

    pub fn of(mut command: CommandBuilder) -> Self {
        for (name, value) in [("TERM", "xterm"), ("LANG", "id_ID.UTF-8"), ("LC_ALL", ""), ("NO_COLOR", "")] {
            command.env(name, value);
        }
        for name in ["SSH_TTY", "SSH_CONNECTION", "TMUX", "STY"] {
            command.env_remove(name);
        }
        Self { command, rows: 24, columns: 80, first: None, carries: None }
    }

    pub fn env(mut self, name: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub fn go(self) -> Pty {
        let size = PtySize { rows: self.rows, cols: self.columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let child = pair.slave.spawn_command(self.command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keyboard = pair.master.take_writer().unwrap();
        let parser = vt100::Parser::new(self.rows, self.columns, 0);
        let seen = Arc::new(Mutex::new(Seen { parser, bytes: Vec::new() }));
        let sink = seen.clone();
        std::thread::spawn(move || {
            let mut buffer = vec![0; self.carries.map_or(8192, |rate| (rate / 50).max(1) as usize)];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if let Some(rate) = self.carries {
                    std::thread::sleep(Duration::from_secs_f64(n as f64 / f64::from(rate)));
                }
                let mut seen = sink.lock().unwrap();
                seen.parser.process(&buffer[..n]);
                seen.bytes.extend(&buffer[..n]);
            }
        });
        let mut pty = Pty { child, master: pair.master, keyboard, seen };
        if let Some(keys) = self.first {
            // The line of screens, whose names are left out in a narrow window.
            pty.until(|pty| pty.text().lines().nth(1).is_some_and(|line| line.starts_with(" 1")), "Beranda");
            pty.types(keys);
        }
        pty
    }
}

impl Pty {
    pub fn text(&self) -> String {
        self.seen.lock().unwrap().parser.screen().contents()
    }

    /// Everything that was ever written.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().unwrap().bytes.clone()
    }

    pub fn look<T>(&self, at: impl FnOnce(&vt100::Screen) -> T) -> T {
        at(self.seen.lock().unwrap().parser.screen())
    }

    #[track_caller]
    pub fn waits_for(&self, wanted: &str) {
        self.until(|pty| pty.text().contains(wanted), wanted);
    }

    #[track_caller]
    pub fn until(&self, done: impl Fn(&Self) -> bool, what: &str) {
        let end = Instant::now() + PATIENCE;
        while !done(self) {
            assert!(Instant::now() < end, "waited for {what:?} and saw:\n{}{}", self.text(), self.panic());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// What a program said that broke, without its backtrace, which may have scrolled it away.
    fn panic(&self) -> String {
        let all = String::from_utf8_lossy(&self.bytes()).into_owned();
        let Some(at) = all.find("panicked at") else { return String::new() };
        let said = all[at..].split("stack backtrace").next().unwrap_or_default();
        format!("\nbefore that it {said}")
    }

    pub fn types(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.keyboard.flush().unwrap();
    }

    /// As a person does: a rest before, so that a decision counts.
    pub fn types_calmly(&mut self, keys: &str) {
        std::thread::sleep(Duration::from_millis(1000));
        self.types(keys);
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.seen.lock().unwrap().parser.screen_mut().set_size(rows, columns);
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).unwrap();
    }

    #[track_caller]
    pub fn ends(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                // What was written last is read.
                std::thread::sleep(Duration::from_millis(100));
                return status;
            }
            assert!(Instant::now() < end, "does not end:\n{}", self.text());
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn signal(&self, signal: rustix::process::Signal) {
        let pid = i32::try_from(self.child.process_id().unwrap()).unwrap();
        rustix::process::kill_process(rustix::process::Pid::from_raw(pid).unwrap(), signal).unwrap();
    }

    /// The terminal is as it was: main screen, cursor, no bracketed paste, no attributes.
    #[track_caller]
    pub fn is_restored(&self) {
        self.look(|screen| {
            assert!(!screen.alternate_screen(), "still on the alternate screen");
            assert!(!screen.hide_cursor(), "the cursor is hidden");
            assert!(!screen.bracketed_paste(), "bracketed paste is on");
            assert!(!screen.bold() && !screen.inverse(), "attributes are on");
        });
        let bytes = self.bytes();
        let (begun, ended) = (count(&bytes, b"\x1b[?2026h"), count(&bytes, b"\x1b[?2026l"));
        assert!(ended >= begun, "a synchronized update is open");
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn count(bytes: &[u8], wanted: &[u8]) -> usize {
    bytes.windows(wanted.len()).filter(|window| *window == wanted).count()
}

/// A file in a directory of its own that is gone with the test.
pub fn scratch(name: &str) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    (dir, path)
}

/// Whether a program that a test needs is here; says so where it is not, and fails where everything is required.
pub fn is_here(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .chain(["/usr/sbin".into(), "/usr/local/sbin".into()])
        .any(|folder| folder.join(program).exists());
    if !found {
        assert!(std::env::var_os("SERASI_TEST_REQUIRE_ALL").is_none(), "{program} is not here");
        println!("skipped: {program} is not here");
    }
    found
}

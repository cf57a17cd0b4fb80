//! Processes on one profile tell each other what happened: a verb wakes the one that syncs, and a running desk
//! shows a verb's change without a key.
//!
//! Each process has a datagram socket and a file in `<profile>/peers/` that holds the socket's path, so that
//! processes find each other whatever their environment. A datagram is one byte; a lost one is harmless,
//! because its receiver reads the store anyway.

use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::store::{StoreResult, private};

/// Longer paths do not fit into a socket address on every system.
const LONGEST_PATH: usize = 100;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Something visible changed.
    Changed,
    /// An action was queued: send it.
    Outbox,
    /// The person asks for a sync now.
    Key,
    /// There is a session again.
    Session,
    /// Another profile of this home has something to send.
    Others,
    /// To oneself: stop listening.
    Stop,
}

const NOTICES: [(Notice, u8); 6] = [
    (Notice::Changed, b'c'),
    (Notice::Outbox, b'o'),
    (Notice::Key, b'k'),
    (Notice::Session, b's'),
    (Notice::Others, b'x'),
    (Notice::Stop, b'q'),
];

impl Notice {
    fn byte(self) -> u8 {
        NOTICES.iter().find(|(notice, _)| *notice == self).map_or(b'c', |(_, byte)| *byte)
    }

    fn from_byte(byte: u8) -> Option<Self> {
        NOTICES.iter().find(|(_, b)| *b == byte).map(|(notice, _)| *notice)
    }
}

/// This process among those on a profile.
pub struct Peers {
    dir: PathBuf,
    entry: PathBuf,
    socket: PathBuf,
    out: UnixDatagram,
}

/// Where notices arrive.
pub struct Listener {
    socket: UnixDatagram,
}

impl Listener {
    /// Blocks for the next notice; none when there will be no more.
    pub fn next(&self) -> Option<Notice> {
        let mut byte = [0];
        loop {
            match self.socket.recv(&mut byte) {
                Ok(_) => match Notice::from_byte(byte[0]) {
                    Some(Notice::Stop) => return None,
                    Some(notice) => return Some(notice),
                    None => {}
                },
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}

static NEXT: AtomicU32 = AtomicU32::new(0);

fn socket_dir(peers: &Path, name: &str) -> StoreResult<PathBuf> {
    let uid = rustix::process::geteuid().as_raw();
    let runtime = std::env::var_os("XDG_RUNTIME_DIR").filter(|dir| !dir.is_empty());
    let candidates = [
        runtime.map(|dir| Path::new(&dir).join("serasi")),
        Some(peers.to_owned()),
        Some(std::env::temp_dir().join(format!("serasi-{uid}"))),
    ];
    for dir in candidates.into_iter().flatten() {
        if dir.join(name).as_os_str().len() <= LONGEST_PATH && private::dir(&dir).is_ok() {
            return Ok(dir);
        }
    }
    Err(std::io::Error::other("no directory for a socket with a short path").into())
}

impl Peers {
    /// Joins the processes on a profile.
    ///
    /// # Errors
    /// When no socket can be made.
    pub fn join(profile: &Path, unique: u128) -> StoreResult<(Self, Listener)> {
        let dir = profile.join("peers");
        private::dir(&dir)?;
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{n}-{:08x}", std::process::id(), unique & 0xffff_ffff);
        let socket = socket_dir(&dir, &format!("{name}.sock"))?.join(format!("{name}.sock"));
        let listener = Listener { socket: UnixDatagram::bind(&socket)? };
        let out = UnixDatagram::unbound()?;
        // A peer that does not read has a notice waiting anyway.
        out.set_nonblocking(true)?;
        let entry = dir.join(&name);
        private::write(&entry, socket.as_os_str().as_encoded_bytes())?;
        Ok((Self { dir, entry, socket, out }, listener))
    }

    /// Tells all others on this profile.
    pub fn tell(&self, notice: Notice) {
        tell_all(&self.out, &self.dir, Some(&self.entry), notice);
    }

    /// Tells those on another profile of the same home.
    pub fn tell_profile(&self, profile: &Path, notice: Notice) {
        tell_all(&self.out, &profile.join("peers"), None, notice);
    }

    /// Ends this process's own listener.
    pub fn stop(&self) {
        let _ = self.out.send_to(&[Notice::Stop.byte()], &self.socket);
    }
}

impl Drop for Peers {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_file(&self.entry);
        let _ = std::fs::remove_file(&self.socket);
    }
}

fn tell_all(out: &UnixDatagram, dir: &Path, but: Option<&Path>, notice: Notice) {
    let Ok(entries) = std::fs::read_dir(dir) else { return };
    for entry in entries.flatten().map(|entry| entry.path()) {
        if Some(entry.as_path()) == but || entry.extension().is_some() {
            continue;
        }
        let Ok(socket) = std::fs::read_to_string(&entry) else { continue };
        match out.send_to(&[notice.byte()], &socket) {
            Err(error)
                if matches!(error.kind(), std::io::ErrorKind::ConnectionRefused | std::io::ErrorKind::NotFound) =>
            {
                // Its process died without saying so.
                let _ = std::fs::remove_file(&entry);
                let _ = std::fs::remove_file(&socket);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_reaches_the_others_and_the_dead_are_swept_away() {
        let temp = tempfile::tempdir().unwrap();
        let profile = temp.path().join("p");
        private::dir(&profile).unwrap();
        let (one, first) = Peers::join(&profile, 1).unwrap();
        let (two, _second) = Peers::join(&profile, 2).unwrap();
        two.tell(Notice::Outbox);
        assert_eq!(first.next(), Some(Notice::Outbox));
        drop(_second);
        one.tell(Notice::Changed);
        assert!(!two.entry.exists());
        one.stop();
        assert_eq!(first.next(), None);
    }

    #[test]
    fn a_long_home_still_finds_a_short_path() {
        let temp = tempfile::tempdir().unwrap();
        let profile = temp.path().join("a".repeat(90)).join("b".repeat(90));
        private::dir(&profile).unwrap();
        let (_one, first) = Peers::join(&profile, 1).unwrap();
        let (two, _second) = Peers::join(&profile, 2).unwrap();
        two.tell(Notice::Key);
        assert_eq!(first.next(), Some(Notice::Key));
    }
}

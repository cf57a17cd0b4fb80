//! Everything local belongs to one person on one server: `<home>/<server id>/<person id>/`.
//!
//! `<home>/<server id>/address` says where that server is reached; it may change and is read again at each
//! request. Files are 0600 in directories 0700.

use std::fs::File;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::pin::Pin;
use super::station::Station;
use super::store::{StoreResult, outbox, private};
use super::verifier::Verifier;
use crate::domain::id::{ContentHash, DeviceId, PersonId};

/// A person who has logged in on this home.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileInfo {
    /// The server's id.
    pub server: Uuid,
    /// The server's name for people.
    pub server_name: String,
    /// Where the server was last reached.
    pub address: String,
    /// Who.
    pub person: PersonId,
    /// Account name.
    pub account: String,
    /// The person's name with degrees.
    pub name: String,
    /// Whether the password opens it without a line: logged in within 14 days.
    pub unlocks: bool,
    /// Actions of theirs that wait to be sent.
    pub unsent: u32,
}

/// One person's directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    home: PathBuf,
    /// The server's id.
    pub server: Uuid,
    /// Who.
    pub person: PersonId,
}

#[derive(Serialize, Deserialize)]
struct Account {
    account: String,
    name: String,
}

/// The session of a profile, as its file holds it.
#[derive(Clone, Serialize, Deserialize)]
pub struct SessionFile {
    /// For the `Authorization` header.
    pub token: String,
    /// Until when.
    pub expires: Timestamp,
}

/// Who syncs: the process that holds this.
pub struct SyncLock {
    _file: File,
}

pub(super) fn text(path: &Path) -> StoreResult<Option<String>> {
    let bytes = private::read(path)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> StoreResult<Option<T>> {
    match private::read(path)? {
        Some(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        None => Ok(None),
    }
}

fn forget(path: &Path) -> StoreResult<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

impl Profile {
    pub(super) fn new(home: &Path, server: Uuid, person: PersonId) -> Self {
        Self { home: home.to_owned(), server, person }
    }

    /// Its directory.
    pub fn dir(&self) -> PathBuf {
        self.server_dir().join(self.person.to_string())
    }

    fn server_dir(&self) -> PathBuf {
        self.home.join(self.server.to_string())
    }

    /// What this profile shares with the others of its server on this machine.
    pub(super) fn station(&self) -> Station {
        Station::of(&self.server_dir())
    }

    pub(super) fn short(&self) -> String {
        format!("{}/{}", self.server, self.person)
    }

    /// The file that says where the server is reached.
    pub fn address_file(&self) -> PathBuf {
        self.server_dir().join("address")
    }

    /// Where the server is reached.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn address(&self) -> StoreResult<String> {
        Ok(text(&self.address_file())?.unwrap_or_default())
    }

    /// The server's name for people.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn server_name(&self) -> StoreResult<String> {
        Ok(text(&self.server_dir().join("name"))?.unwrap_or_default())
    }

    /// Account name.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn account(&self) -> StoreResult<String> {
        Ok(parsed::<Account>(&self.dir().join("account"))?.map(|account| account.account).unwrap_or_default())
    }

    /// The person's name with degrees.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn name(&self) -> StoreResult<String> {
        Ok(parsed::<Account>(&self.dir().join("account"))?.map(|account| account.name).unwrap_or_default())
    }

    /// Remembers account and name.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_account(&self, account: &str, name: &str) -> StoreResult<()> {
        let account = Account { account: account.to_owned(), name: name.to_owned() };
        private::write(&self.dir().join("account"), &serde_json::to_vec(&account)?)
    }

    /// The session, if there is one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn session(&self) -> StoreResult<Option<SessionFile>> {
        parsed(&self.dir().join("session"))
    }

    /// Keeps the session.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_session(&self, session: &SessionFile) -> StoreResult<()> {
        private::write(&self.dir().join("session"), &serde_json::to_vec(session)?)
    }

    /// Forgets the session.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn end_session(&self) -> StoreResult<()> {
        forget(&self.dir().join("session"))
    }

    /// What opens this profile without a line.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn verifier(&self) -> StoreResult<Option<Verifier>> {
        parsed(&self.dir().join("verifier"))
    }

    /// Keeps what opens this profile without a line.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_verifier(&self, verifier: &Verifier) -> StoreResult<()> {
        private::write(&self.dir().join("verifier"), &serde_json::to_vec(verifier)?)
    }

    /// The PIN that opens this profile on this machine, if its person has set one.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn pin(&self) -> StoreResult<Option<Pin>> {
        parsed(&self.dir().join("pin"))
    }

    /// Keeps the PIN, or forgets it.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_pin(&self, pin: Option<&Pin>) -> StoreResult<()> {
        match pin {
            Some(pin) => private::write(&self.dir().join("pin"), &serde_json::to_vec(pin)?),
            None => forget(&self.dir().join("pin")),
        }
    }

    /// Where a file with this hash is kept.
    pub fn file(&self, hash: ContentHash) -> PathBuf {
        self.dir().join("files").join(hash.to_string())
    }

    /// The device id, without opening the profile; none before its first login.
    ///
    /// # Errors
    /// When the outbox cannot be read.
    pub fn device(&self) -> StoreResult<Option<DeviceId>> {
        self.peek(outbox::device).map(Option::flatten)
    }

    fn peek<T>(&self, read: impl FnOnce(&Connection) -> StoreResult<T>) -> StoreResult<Option<T>> {
        let path = self.dir().join("outbox.db");
        if !path.exists() {
            return Ok(None);
        }
        let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        conn.busy_timeout(std::time::Duration::from_secs(5))?;
        read(&conn).map(Some)
    }

    /// How many actions wait to be sent, without opening the profile.
    ///
    /// # Errors
    /// When the outbox cannot be read.
    pub fn unsent(&self) -> StoreResult<u32> {
        Ok(self.peek(|outbox| outbox::count(outbox, "unsent"))?.unwrap_or(0))
    }

    /// What is shown of it before it is opened.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn info(&self, now: Timestamp) -> StoreResult<ProfileInfo> {
        Ok(ProfileInfo {
            server: self.server,
            server_name: self.server_name()?,
            address: self.address()?,
            person: self.person,
            account: self.account()?,
            name: self.name()?,
            unlocks: self.verifier()?.is_some_and(|verifier| verifier.is_fresh(now)),
            unsent: self.unsent()?,
        })
    }

    fn lock_file(&self) -> StoreResult<File> {
        private::touch(&self.dir().join("sync.lock"))
    }

    /// Becomes the one that syncs this profile; none while another is.
    ///
    /// # Errors
    /// When the lock cannot be had at all.
    pub fn try_lock(&self) -> StoreResult<Option<SyncLock>> {
        let file = self.lock_file()?;
        match file.try_lock() {
            Ok(()) => Ok(Some(SyncLock { _file: file })),
            Err(std::fs::TryLockError::WouldBlock) => Ok(None),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// Waits until this process is the one that syncs this profile.
    ///
    /// # Errors
    /// When the lock cannot be had at all.
    pub fn lock(&self) -> StoreResult<SyncLock> {
        let file = self.lock_file()?;
        file.lock()?;
        Ok(SyncLock { _file: file })
    }
}

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

use super::store::{StoreError, StoreResult, outbox, private};
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

/// The directory of all profiles.
#[derive(Clone, Debug)]
pub struct Home {
    path: PathBuf,
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

fn text(path: &Path) -> StoreResult<Option<String>> {
    let bytes = private::read(path)?;
    Ok(bytes.map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned()))
}

fn parsed<T: serde::de::DeserializeOwned>(path: &Path) -> StoreResult<Option<T>> {
    match private::read(path)? {
        Some(bytes) => Ok(Some(serde_json::from_slice(&bytes)?)),
        None => Ok(None),
    }
}

impl Home {
    /// Opens or makes a home.
    ///
    /// # Errors
    /// When it cannot be made, is open to others, or lies on a network disk.
    pub fn open(path: &Path) -> StoreResult<Self> {
        private::dir(path)?;
        on_local_disk(path)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A person's profile on a server; its directory is made when it is not there.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn profile(&self, server: Uuid, person: PersonId) -> StoreResult<Profile> {
        let profile = Profile { home: self.path.clone(), server, person };
        private::dir(&self.path.join(server.to_string()))?;
        private::dir(&profile.dir())?;
        private::dir(&profile.dir().join("files"))?;
        Ok(profile)
    }

    /// All profiles, by account name.
    ///
    /// # Errors
    /// When the home cannot be read.
    pub fn profiles(&self) -> StoreResult<Vec<Profile>> {
        let mut found = Vec::new();
        for server in ids_in(&self.path)? {
            for person in ids_in(&self.path.join(server.to_string()))? {
                found.push(Profile { home: self.path.clone(), server, person: PersonId(person) });
            }
        }
        found.sort_by_key(|profile| (profile.account().unwrap_or_default(), profile.server, profile.person));
        Ok(found)
    }

    /// The profile opened last.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn last(&self) -> StoreResult<Option<Profile>> {
        let last = text(&self.path.join("last"))?;
        let profiles = self.profiles()?;
        Ok(last.and_then(|last| profiles.into_iter().find(|profile| profile.short() == last)))
    }

    /// Remembers the profile opened last.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_last(&self, profile: &Profile) -> StoreResult<()> {
        private::write(&self.path.join("last"), profile.short().as_bytes())
    }

    /// Remembers where a server is reached, and its name.
    ///
    /// # Errors
    /// When it cannot be stored.
    pub fn set_server(&self, server: Uuid, name: &str, address: &str) -> StoreResult<()> {
        let dir = self.path.join(server.to_string());
        private::dir(&dir)?;
        private::write(&dir.join("name"), name.as_bytes())?;
        private::write(&dir.join("address"), address.as_bytes())
    }
}

fn ids_in(dir: &Path) -> StoreResult<Vec<Uuid>> {
    let mut ids = Vec::new();
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        if let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok())
            && entry.file_type()?.is_dir()
        {
            ids.push(id);
        }
    }
    ids.sort();
    Ok(ids)
}

/// SQLite's WAL needs memory shared between processes, which network disks do not give.
#[cfg(target_os = "linux")]
fn on_local_disk(path: &Path) -> StoreResult<()> {
    const NETWORK: [u64; 4] = [0x6969, 0x517b, 0xff53_4d42, 0xfe53_4d42];
    let kind = rustix::fs::statfs(path).map_err(std::io::Error::from)?.f_type;
    if u64::try_from(kind).is_ok_and(|kind| NETWORK.contains(&(kind & 0xffff_ffff))) {
        return Err(StoreError::NetworkDisk(path.display().to_string()));
    }
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn on_local_disk(_path: &Path) -> StoreResult<()> {
    Ok(())
}

impl Profile {
    /// Its directory.
    pub fn dir(&self) -> PathBuf {
        self.server_dir().join(self.person.to_string())
    }

    fn server_dir(&self) -> PathBuf {
        self.home.join(self.server.to_string())
    }

    fn short(&self) -> String {
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
        match std::fs::remove_file(self.dir().join("session")) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn profiles_are_private_listed_by_account_and_locked_by_one() {
        let temp = tempfile::tempdir().unwrap();
        let home = Home::open(&temp.path().join("home")).unwrap();
        let server = Uuid::from_u128(1);
        for (person, account) in [(3, "siti"), (2, "ani")] {
            let profile = home.profile(server, PersonId(Uuid::from_u128(person))).unwrap();
            profile.set_account(account, "Nama").unwrap();
        }
        let profiles = home.profiles().unwrap();
        let accounts: Vec<String> = profiles.iter().map(|profile| profile.account().unwrap()).collect();
        assert_eq!(accounts, ["ani", "siti"]);
        let ani = &profiles[0];
        home.set_last(ani).unwrap();
        assert_eq!(home.last().unwrap().as_ref(), Some(ani));
        let held = ani.try_lock().unwrap();
        assert!(held.is_some());
        assert!(ani.try_lock().unwrap().is_none());
        drop(held);
        assert!(ani.try_lock().unwrap().is_some());
        std::fs::set_permissions(home.path(), std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(Home::open(home.path()).is_err());
    }
}

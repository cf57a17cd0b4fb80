//! The home: the profiles of everybody who works on this machine, and the servers they work with.

use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::profile::{Profile, text};
use super::store::{StoreError, StoreResult, private};
use crate::domain::id::PersonId;

/// The directory of all profiles.
#[derive(Clone, Debug)]
pub struct Home {
    path: PathBuf,
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
        let profile = Profile::new(&self.path, server, person);
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
                found.push(Profile::new(&self.path, server, PersonId(person)));
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

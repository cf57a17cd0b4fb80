//! The demo's home: what lies where, and its locks.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use serde::{Deserialize, Serialize};

use crate::cli::CliError;
use crate::i18n::Said;

/// What lies in `demo/`.
const FOLDER: &str = "demo";
const LOCK: &str = "lock";
const STARTING: &str = "starting";
const SERVING: &str = "serving";
const MAKING: &str = "making";

/// What was made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Made {
    /// From which seed.
    pub seed: u64,
    /// The port that its letters name; taken again while nobody else has it.
    pub port: u16,
}

/// The home.
#[derive(Clone, Debug)]
pub(super) struct DemoHome {
    path: PathBuf,
}

impl DemoHome {
    /// Opens or makes it: `--home`, or `$XDG_DATA_HOME/serasi-demo`. A folder that holds something else is
    /// left alone.
    pub fn open(path: Option<&Path>) -> Result<Self, CliError> {
        let path = match path {
            Some(path) => path.to_owned(),
            None => default_path()?,
        };
        let failed = |error: io::Error| CliError::file(&path, &error);
        let foreign = match std::fs::read_dir(&path) {
            Ok(mut entries) => !path.join(FOLDER).join(LOCK).exists() && entries.next().is_some(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => return Err(failed(error)),
        };
        if foreign {
            return Err(CliError::Demo(Said::DemoForeign(path.display().to_string())));
        }
        DirBuilder::new().recursive(true).mode(0o700).create(path.join(FOLDER)).map_err(failed)?;
        let path = path.canonicalize().map_err(|error| CliError::file(&path, &error))?;
        Ok(Self { path })
    }

    /// The folder that the desk's verbs take as `--home` too.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn folder(&self) -> PathBuf {
        self.path.join(FOLDER)
    }

    /// The server's data directory.
    pub fn data(&self) -> PathBuf {
        self.folder().join("server")
    }

    /// Where it is made before it is complete.
    pub fn unfinished(&self) -> PathBuf {
        self.folder().join("server.new")
    }

    /// Where the server writes what happens.
    pub fn log(&self) -> PathBuf {
        self.folder().join("server.log")
    }

    fn file(&self, name: &str) -> Result<File, CliError> {
        let path = self.folder().join(name);
        OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| CliError::file(&path, &error))
    }

    /// Held shared by every demo.
    pub fn lock(&self) -> Result<File, CliError> {
        self.file(LOCK)
    }

    /// Held by who looks for a server or starts one.
    pub fn starting(&self) -> Result<File, CliError> {
        self.file(STARTING)
    }

    /// Held by the server.
    pub fn serving(&self) -> Result<File, CliError> {
        self.file(SERVING)
    }

    /// Held by the server until its address is there for everybody.
    pub fn making(&self) -> Result<File, CliError> {
        self.file(MAKING)
    }

    /// The running server's address.
    pub fn address(&self) -> Option<String> {
        let text = std::fs::read_to_string(self.folder().join("address")).ok()?;
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Says where the server is reached, as a whole: a reader sees all of it or nothing.
    pub fn set_address(&self, address: &str) -> Result<(), CliError> {
        self.replace("address", address.as_bytes())
    }

    /// Nobody is reached there any more.
    pub fn forget_address(&self) {
        // It may never have been there; who reads it asks the server before believing it.
        let _ = std::fs::remove_file(self.folder().join("address"));
    }

    /// What was made here, if it is complete.
    pub fn made(&self) -> Option<Made> {
        if !self.data().is_dir() {
            return None;
        }
        serde_json::from_slice(&std::fs::read(self.folder().join("made.json")).ok()?).ok()
    }

    /// Remembers what was made.
    pub fn set_made(&self, made: Made) -> Result<(), CliError> {
        // Two numbers: writing them cannot fail.
        self.replace("made.json", &serde_json::to_vec(&made).unwrap_or_default())
    }

    fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), CliError> {
        let (path, fresh) = (self.folder().join(name), self.folder().join(format!("{name}.new")));
        std::fs::write(&fresh, bytes)
            .and_then(|()| std::fs::rename(&fresh, &path))
            .map_err(|error| CliError::file(&path, &error))
    }

    /// Removes everything but the locks.
    pub fn empty(&self) -> Result<(), CliError> {
        let keep = |name: &str| [LOCK, STARTING, SERVING, MAKING].contains(&name);
        remove_all(&self.folder(), keep).and_then(|()| remove_all(&self.path, |name| name == FOLDER))
    }
}

fn remove_all(folder: &Path, keep: impl Fn(&str) -> bool) -> Result<(), CliError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| CliError::file(&path, &error)
    };
    for entry in std::fs::read_dir(folder).map_err(failed(folder))? {
        let entry = entry.map_err(failed(folder))?;
        let path = entry.path();
        if keep(&entry.file_name().to_string_lossy()) {
            continue;
        }
        let is_folder = entry.file_type().map_err(failed(&path))?.is_dir();
        let removed = if is_folder { std::fs::remove_dir_all(&path) } else { std::fs::remove_file(&path) };
        removed.map_err(failed(&path))?;
    }
    Ok(())
}

fn default_path() -> Result<PathBuf, CliError> {
    let base = etcetera::choose_base_strategy()
        .map_err(|error| CliError::File(Said::File { file: "$HOME".into(), error: error.to_string() }))?;
    Ok(base.data_dir().join("serasi-demo"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_with_something_else_in_it_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("skripsi.odt"), "bab 1").unwrap();
        let error = DemoHome::open(Some(folder.path())).unwrap_err();
        assert_eq!(error.code(), "demo_foreign");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn emptying_keeps_the_locks_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let home = DemoHome::open(Some(folder.path())).unwrap();
        for lock in [home.lock(), home.starting(), home.serving(), home.making()] {
            lock.unwrap();
        }
        std::fs::create_dir_all(home.data().join("blobs")).unwrap();
        std::fs::create_dir(home.path().join("profil")).unwrap();
        home.set_address("http://127.0.0.1:1").unwrap();
        home.set_made(Made { seed: 3, port: 1 }).unwrap();
        assert_eq!(home.made(), Some(Made { seed: 3, port: 1 }));

        home.empty().unwrap();
        assert_eq!((home.address(), home.made()), (None, None));
        let mut left: Vec<_> =
            std::fs::read_dir(home.folder()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["lock", "making", "serving", "starting"]);
        // Opened again it is still known as a demo's home.
        DemoHome::open(Some(folder.path())).unwrap();
    }
}

//! Files 0600 in directories 0700: made so, and checked.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::Path;

use super::error::{StoreError, StoreResult};

/// Whether it belongs to this person and is open to nobody else.
///
/// # Errors
/// When it is open to others, or cannot be looked at.
pub fn check(path: &Path) -> StoreResult<()> {
    let meta = std::fs::symlink_metadata(path)?;
    let mine = meta.uid() == rustix::process::geteuid().as_raw();
    if meta.file_type().is_symlink() || !mine || meta.mode() & 0o077 != 0 {
        return Err(StoreError::NotPrivate(path.display().to_string()));
    }
    Ok(())
}

/// Makes a directory with its parents, or checks that it is private.
///
/// # Errors
/// When it cannot be made or is open to others.
pub fn dir(path: &Path) -> StoreResult<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    check(path)
}

/// Makes an empty file unless there is one, and checks that it is private.
///
/// # Errors
/// When it cannot be made or is open to others.
pub fn touch(path: &Path) -> StoreResult<File> {
    let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(path)?;
    check(path)?;
    Ok(file)
}

/// Replaces a file as a whole: a reader sees the old or the new, and it survives a power cut.
///
/// # Errors
/// When it cannot be written.
pub fn write(path: &Path, bytes: &[u8]) -> StoreResult<()> {
    let beside = path.with_extension(format!("new{}", std::process::id()));
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    if let Some(parent) = path.parent() {
        File::open(parent)?.sync_all()?;
    }
    Ok(())
}

/// Reads a private file; none when it is not there.
///
/// # Errors
/// When it cannot be read or is open to others.
pub fn read(path: &Path) -> StoreResult<Option<Vec<u8>>> {
    match std::fs::read(path) {
        Ok(bytes) => check(path).map(|()| Some(bytes)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn what_is_made_is_private_and_what_is_open_is_refused() {
        let temp = tempfile::tempdir().unwrap();
        let sub = temp.path().join("a/b");
        dir(&sub).unwrap();
        assert_eq!(std::fs::metadata(&sub).unwrap().mode() & 0o777, 0o700);
        let file = sub.join("session");
        write(&file, b"x").unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().mode() & 0o777, 0o600);
        assert_eq!(read(&file).unwrap().as_deref(), Some(b"x".as_slice()));
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        assert!(matches!(read(&file), Err(StoreError::NotPrivate(_))));
        std::fs::set_permissions(&sub, std::fs::Permissions::from_mode(0o755)).unwrap();
        assert!(matches!(dir(&sub), Err(StoreError::NotPrivate(_))));
    }
}

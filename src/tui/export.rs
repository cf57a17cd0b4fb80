//! Lists written to files: always a new one, readable for its owner alone.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// More files of one name and day are somebody's mistake.
const MOST: u32 = 999;

/// Writes a new file into a folder, under the next name that is free.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    for n in 1..=MOST {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        let path = folder.join(format!("{name}{number}.csv"));
        match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                file.sync_all()?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn no_file_is_ever_written_over_and_nobody_else_reads_it() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("SERASI");
        let first = write(&folder, "permohonan-2026-11-20", "a").unwrap();
        let second = write(&folder, "permohonan-2026-11-20", "b").unwrap();
        assert_eq!(first.file_name().unwrap(), "permohonan-2026-11-20.csv");
        assert_eq!(second.file_name().unwrap(), "permohonan-2026-11-20-2.csv");
        assert_eq!(std::fs::read_to_string(&first).unwrap(), "a");
        assert_eq!(std::fs::metadata(&first).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

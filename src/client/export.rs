//! Writes what is not on the server to files that only their owner can read, for another person to type again.
//! Asks nothing of the network.

use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::store::{StoreResult, private};

/// In the home, unless a person says otherwise.
const FOLDER: &str = "ekspor";

/// Writes both forms beside each other: the one for people is named by `file`, the one for programs ends in
/// `.json`. Files that are there already stay.
pub(super) fn write(
    home: &Path,
    file: Option<&Path>,
    now: Timestamp,
    text: &str,
    json: &str,
) -> StoreResult<Vec<PathBuf>> {
    let wanted = match file {
        Some(file) => std::path::absolute(file)?,
        None => {
            let folder = home.join(FOLDER);
            private::dir(&folder)?;
            let stamp: String = now.to_string().chars().filter(char::is_ascii_digit).take(14).collect();
            folder.join(format!("belum-terkirim-{stamp}.txt"))
        }
    };
    let (for_people, for_programs) = free(&wanted);
    private::write(&for_people, text.as_bytes())?;
    private::write(&for_programs, json.as_bytes())?;
    Ok(vec![for_people, for_programs])
}

/// The first pair of names that is not taken.
fn free(wanted: &Path) -> (PathBuf, PathBuf) {
    let stem = wanted.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = wanted.extension().map(|ending| ending.to_string_lossy().into_owned());
    let ending = ending.filter(|ending| ending != "json").unwrap_or_else(|| "txt".into());
    for n in 1.. {
        let name = if n == 1 { stem.clone() } else { format!("{stem}-{n}") };
        let pair = (wanted.with_file_name(format!("{name}.{ending}")), wanted.with_file_name(format!("{name}.json")));
        if !pair.0.exists() && !pair.1.exists() {
            return pair;
        }
    }
    (wanted.to_owned(), wanted.with_extension("json"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn both_files_are_private_and_nothing_is_written_over() {
        let temp = tempfile::tempdir().unwrap();
        let home = temp.path().join("home");
        private::dir(&home).unwrap();
        let now = "2026-11-20T03:42:00Z".parse().unwrap();
        let first = write(&home, None, now, "satu", "[1]").unwrap();
        let second = write(&home, None, now, "dua", "[2]").unwrap();
        assert_eq!(first[0].file_name().unwrap(), "belum-terkirim-20261120034200.txt");
        assert_eq!(second[0].file_name().unwrap(), "belum-terkirim-20261120034200-2.txt");
        assert_eq!(std::fs::read_to_string(&first[0]).unwrap(), "satu");
        for file in first.iter().chain(&second) {
            assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let named = write(&home, Some(&temp.path().join("usb")), now, "tiga", "[3]").unwrap();
        assert_eq!(named, [temp.path().join("usb.txt"), temp.path().join("usb.json")]);
    }
}

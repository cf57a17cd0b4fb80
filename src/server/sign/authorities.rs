//! The authorities whose certificates are believed.

use std::io;
use std::path::Path;

use super::x509;

/// The certificates in the `.pem` files of a folder, in DER; private keys that lie there are not read. None
/// when there is no such folder.
///
/// # Errors
/// When a file cannot be read.
pub fn authorities(folder: &Path) -> io::Result<Vec<Vec<u8>>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name.ends_with(".pem") && !name.ends_with("-key.pem") {
            found.extend(x509::from_pem(&std::fs::read_to_string(path)?));
        }
    }
    Ok(found)
}

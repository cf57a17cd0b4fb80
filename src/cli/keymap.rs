//! Where a key file of one's own is found: `--keymap`, or `$XDG_CONFIG_HOME/serasi/keymap.toml`.

use std::io::ErrorKind;
use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::CliError;
use super::desk::Look;
use crate::i18n::Said;
use crate::tui::keymap::Keymap;

/// Nobody writes a longer one; something else was named by mistake.
const LARGEST: u64 = 256 * 1024;

/// The own key file's name and text, if there is one.
///
/// # Errors
/// When the one that was named is not there, or one cannot be read.
pub(super) fn own(look: &Look) -> Result<Option<(String, String)>, CliError> {
    let Some(path) = look.keymap.clone().or_else(default) else { return Ok(None) };
    let failed = |error: std::io::Error| CliError::file(&path, &error);
    match std::fs::metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound && look.keymap.is_none() => return Ok(None),
        Err(error) => return Err(failed(error)),
        Ok(meta) if !meta.is_file() || meta.len() > LARGEST => {
            return Err(CliError::File(Said::NotAKeymap(path.display().to_string())));
        }
        Ok(_) => {}
    }
    let text = std::fs::read_to_string(&path).map_err(failed)?;
    Ok(Some((path.display().to_string(), text)))
}

/// The map that holds, and the own file's name if there is one.
///
/// # Errors
/// As [`own`], and when the file has mistakes.
pub(super) fn effective(look: &Look) -> Result<(Keymap, Option<String>), CliError> {
    let own = own(look)?;
    let pair = own.as_ref().map(|(file, text)| (file.as_str(), text.as_str()));
    let map = Keymap::load(pair).map_err(CliError::Keymap)?;
    Ok((map, own.map(|(file, _)| file)))
}

fn default() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.config_dir().join("serasi").join("keymap.toml"))
}

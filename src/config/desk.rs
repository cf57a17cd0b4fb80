//! `serasi.toml` in the home of a desk: what the people of this computer set once instead of with every start.

use serde::Deserialize;

/// The name of the file.
pub const FILE: &str = "serasi.toml";

/// What it may say; everything may be left out. The words are those of the options.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DeskConfig {
    /// Ctrl-Z stops the program where a shell would make it go on; otherwise it is `u`.
    pub tangguhkan: bool,
    /// The layout for large letters.
    pub besar: bool,
    /// Line by line, without a screen.
    pub polos: bool,
    /// Without colours.
    pub mono: bool,
    /// ASCII alone.
    pub ascii: bool,
}

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{FILE}:{line}: {what}")]
pub struct BadDeskConfig {
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
}

/// Reads the file's text.
///
/// # Errors
/// [`BadDeskConfig`] names the line.
pub fn read(text: &str) -> Result<DeskConfig, BadDeskConfig> {
    toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        let line = text.get(..at).unwrap_or("").matches('\n').count() + 1;
        BadDeskConfig { line, what: error.message().to_owned() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_off_and_what_is_wrong_is_named_with_its_line() {
        assert_eq!(read("").unwrap(), DeskConfig::default());
        let some = read("# meja depan\ntangguhkan = true\nbesar = true\n").unwrap();
        assert_eq!(some, DeskConfig { tangguhkan: true, besar: true, ..DeskConfig::default() });
        assert!(read("besar = true\ntangguh = true\n").unwrap_err().to_string().starts_with("serasi.toml:2: "));
        assert!(read("besar = 3\n").unwrap_err().to_string().starts_with("serasi.toml:1: "));
    }
}

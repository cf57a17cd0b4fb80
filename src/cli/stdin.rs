//! Secrets come in on standard input, never on the command line, where other people could read them.

use std::io::Read;

use secrecy::SecretString;
use zeroize::Zeroizing;

use super::CliError;
use crate::i18n::Said;

/// Nobody's secret is longer.
const LONGEST: u64 = 4096;

/// The first line of standard input, without its end.
pub(super) fn secret() -> Result<SecretString, CliError> {
    let mut text = Zeroizing::new(String::new());
    let read = std::io::stdin().lock().take(LONGEST).read_to_string(&mut text);
    let line = text.lines().next().unwrap_or_default();
    match read {
        Ok(_) if !line.is_empty() => Ok(SecretString::from(line)),
        _ => Err(CliError::Usage(Said::NothingOnStdin)),
    }
}

//! `serasi` without a verb: the desk itself.

use std::io::IsTerminal;
use std::process::ExitCode;

use super::out::Out;
use super::{CliError, Global};
use crate::i18n::Said;

/// Opens the desk on a profile.
pub(super) fn run(_global: &Global, _out: &Out) -> Result<ExitCode, CliError> {
    terminal()?;
    Ok(ExitCode::SUCCESS)
}

/// Opens the desk of a demo.
#[cfg(feature = "server")]
pub(super) fn show_demo(
    _home: &std::path::Path,
    _address: &str,
    _accounts: &[crate::server::seed::Account],
    _user: Option<&str>,
    _out: &Out,
) -> Result<ExitCode, CliError> {
    terminal()?;
    Ok(ExitCode::SUCCESS)
}

fn terminal() -> Result<(), CliError> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(CliError::Usage(Said::NoTerminal))
    }
}

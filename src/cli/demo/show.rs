//! Shows a running demo: at the desk, or as one line for scripts.

use std::process::ExitCode;

use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::start::Running;
use crate::cli::CliError;
use crate::cli::out::{Out, line};
use crate::i18n::Said;
use crate::server::seed::{Account, accounts};

/// Says where everything is, and stays until it is told to end.
pub(super) fn headless(running: &Running, out: &Out) -> Result<ExitCode, CliError> {
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|error| CliError::file(running.home.path(), &error))?;
    let document = json!({
        "server": running.address,
        "home": running.home.path().display().to_string(),
        "accounts": accounts().iter().map(account).collect::<Vec<_>>(),
    });
    line(&document.to_string());
    if !out.json {
        out.progress(&Said::DemoRuns(running.address.clone()));
    }
    signals.forever().next();
    Ok(ExitCode::SUCCESS)
}

fn account(account: &Account) -> serde_json::Value {
    json!({
        "user": account.user,
        "name": account.name,
        "position": account.position,
        "password": account.password,
        "passphrase": account.passphrase,
    })
}

/// The desk, at its login or logged in.
pub(super) fn desk(running: &Running, user: Option<&str>, out: &Out) -> Result<ExitCode, CliError> {
    let accounts = accounts();
    if let Some(name) = user
        && accounts.iter().all(|account| account.user != name)
    {
        let known = accounts.iter().map(|account| account.user).collect::<Vec<_>>().join(", ");
        return Err(CliError::Demo(Said::DemoNobody { name: name.to_owned(), known }));
    }
    crate::cli::desk::show_demo(running.home.path(), &running.address, &accounts, user, out)
}

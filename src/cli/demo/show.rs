//! Shows a running demo: at the desk, or as one line for scripts.

use std::process::ExitCode;

use serde_json::json;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::start::Running;
use crate::cli::desk::{Seats, show};
use crate::cli::global::env;
use crate::cli::out::{Out, line};
use crate::cli::{CliError, Global};
use crate::client::{Client, Desk};
use crate::i18n::Said;
use crate::server::seed::{Account, accounts};
use crate::tui::KnownAccount;

/// Says where everything is, and stays until it is told to end.
pub(super) fn headless(running: &Running, out: &Out) -> Result<ExitCode, CliError> {
    let mut signals =
        Signals::new([SIGINT, SIGTERM, SIGHUP]).map_err(|error| CliError::file(running.home.path(), &error))?;
    tell_profiles(&Client::open(running.home.path(), env())?, running)?;
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

/// Who logged in here before finds the server, although its port may be another one today.
fn tell_profiles(client: &Client, running: &Running) -> Result<(), CliError> {
    for profile in client.profiles()? {
        if profile.address != running.address {
            client.set_address(&profile, &running.address)?;
        }
    }
    Ok(())
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
pub(super) fn desk(running: &Running, user: Option<&str>, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
    let accounts = accounts();
    let client = Client::open(running.home.path(), env())?.resting(global.rest()?);
    tell_profiles(&client, running)?;
    let desk = user.map(|user| sit_down(&client, running, &accounts, user)).transpose()?;
    let seats = Seats {
        client,
        address: Some(running.address.clone()),
        account: user.map(str::to_owned).or_else(|| global.user.clone()),
        desk,
        accounts: accounts.iter().map(offered).collect(),
        first_start: None,
    };
    Ok(show(seats, global, out)?.1)
}

fn sit_down(client: &Client, running: &Running, accounts: &[Account], user: &str) -> Result<Desk, CliError> {
    let Some(account) = accounts.iter().find(|account| account.user == user) else {
        let known = accounts.iter().map(|account| account.user).collect::<Vec<_>>().join(", ");
        return Err(CliError::Demo(Said::DemoNobody { name: user.to_owned(), known }));
    };
    Ok(client.login(&running.address, account.user, &account.password.into())?)
}

fn offered(account: &Account) -> KnownAccount {
    KnownAccount {
        name: account.user.to_owned(),
        who: format!("{}, {}", account.name, account.position),
        password: Some(account.password.to_owned()),
        passphrase: account.passphrase.map(str::to_owned),
    }
}

//! `serasi` without a verb: the desk itself.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::global::env;
use super::out::Out;
use super::{CliError, Global, keymap};
use crate::client::{Client, Desk};
use crate::desk::DeskError;
use crate::i18n::Said;
use crate::tui::glyphs;
use crate::tui::{self, ClientPort, DemoAccount, Options, TuiError};

/// How the screens look.
#[derive(Args)]
pub struct Look {
    /// Tanpa warna (juga dengan NO_COLOR)
    #[arg(long, global = true)]
    pub(super) mono: bool,

    /// Hanya huruf dan tanda ASCII
    #[arg(long, global = true)]
    pub(super) ascii: bool,

    /// Berkas tombol sendiri; bila tidak disebut: $XDG_CONFIG_HOME/serasi/keymap.toml
    #[arg(long, global = true, env = "SERASI_KEYMAP", value_name = "BERKAS")]
    pub(super) keymap: Option<PathBuf>,
}

/// Who may sit down, and where new people log in.
pub(super) struct Seats {
    /// The home.
    pub client: Client,
    /// Where somebody new logs in.
    pub address: Option<String>,
    /// Who is expected to log in first.
    pub account: Option<String>,
    /// Who sits there already.
    pub desk: Option<Desk>,
    /// Accounts that a demo's login lists.
    pub accounts: Vec<DemoAccount>,
}

/// Opens the desk of a home at its login.
pub(super) fn run(global: &Global, out: &Out) -> Result<ExitCode, CliError> {
    terminal()?;
    let client = global.client()?;
    if client.profiles()?.is_empty() {
        return Err(DeskError::LoggedOut.into());
    }
    show(
        Seats { client, address: None, account: global.user.clone(), desk: None, accounts: Vec::new() },
        &global.look,
        out,
    )
}

/// Shows the desk until its person leaves.
pub(super) fn show(seats: Seats, look: &Look, out: &Out) -> Result<ExitCode, CliError> {
    terminal()?;
    let mut options = Options::from_environment(env());
    options.lang = out.lang;
    options.mono |= look.mono;
    if look.ascii {
        options.glyphs = glyphs::ASCII;
    }
    options.keys = keymap::own(look)?;
    options.account = seats.account;
    options.accounts = seats.accounts;
    options.log = Some(seats.client.home().join("serasi.log"));
    let port = ClientPort::new(seats.client, seats.address, seats.desk);
    let reason = tui::run(port, options).map_err(|error| match error {
        TuiError::NoTerminal => CliError::Usage(Said::NoTerminal),
        TuiError::Keymap(error) => CliError::Keymap(error),
        TuiError::Io(error) => CliError::File(Said::File { file: "tty".into(), error: error.to_string() }),
    })?;
    Ok(ExitCode::from(u8::try_from(reason.code()).unwrap_or(u8::MAX)))
}

fn terminal() -> Result<(), CliError> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(CliError::Usage(Said::NoTerminal))
    }
}

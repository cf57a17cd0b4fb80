//! `serasi` without a verb: the desk itself.

use std::io::IsTerminal;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::global::env;
use super::out::Out;
use super::{CliError, Global};
use crate::client::{Client, Desk};
use crate::config::desk::{self, DeskConfig};
use crate::desk::DeskError;
use crate::i18n::Said;
use crate::tui::glyphs;
use crate::tui::{self, ClientPort, DemoAccount, Options, TuiError};

/// How the screens look.
#[derive(Args)]
pub struct Look {
    /// Tanpa warna (juga dengan NO_COLOR)
    #[arg(long, global = true)]
    mono: bool,

    /// Hanya huruf dan tanda ASCII
    #[arg(long, global = true)]
    ascii: bool,

    /// Tata letak untuk huruf besar: satu hal sekali tampil, tiap baris dua baris
    #[arg(long = "besar", global = true, env = "SERASI_BESAR", value_parser = FalseyValueParser::new())]
    large: bool,

    /// Baris demi baris tanpa layar penuh: untuk pembaca layar, sambungan sangat lambat, terminal ponsel
    #[arg(long = "polos", global = true, env = "SERASI_POLOS", value_parser = FalseyValueParser::new())]
    plain: bool,

    /// Ctrl-Z menangguhkan SERASI bila dijalankan dari shell; tanpa ini Ctrl-Z mengurungkan
    #[arg(long = "tangguhkan", global = true, env = "SERASI_TANGGUHKAN", value_parser = FalseyValueParser::new())]
    suspends: bool,
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
    let options = options(&seats, look, out)?;
    let home = seats.client.home().to_owned();
    let port = ClientPort::new(seats.client, seats.address, seats.desk);
    let run = if options.plain { tui::run_plain(port, options) } else { tui::run(port, options) };
    let reason = run.map_err(|error| match error {
        TuiError::NoTerminal => CliError::Usage(Said::NoTerminal),
        TuiError::Keymap(error) => CliError::File(Said::File { file: "keymap.toml".into(), error: error.to_string() }),
        TuiError::Io(error) => {
            CliError::File(Said::File { file: home.display().to_string(), error: error.to_string() })
        }
    })?;
    Ok(ExitCode::from(u8::try_from(reason.code()).unwrap_or(u8::MAX)))
}

/// What environment, file and command line say together: each may switch something on.
fn options(seats: &Seats, look: &Look, out: &Out) -> Result<Options, CliError> {
    let set = settings(seats.client.home())?;
    let mut options = Options::from_environment(env());
    options.lang = out.lang;
    options.mono |= look.mono || set.mono;
    options.plain |= look.plain || set.polos;
    options.large = look.large || set.besar;
    options.suspends = look.suspends || set.tangguhkan;
    if look.ascii || set.ascii {
        options.glyphs = glyphs::ASCII;
    }
    options.account = seats.account.clone();
    options.accounts = seats.accounts.clone();
    options.log = Some(seats.client.home().join("serasi.log"));
    if options.plain {
        return Ok(options);
    }
    terminal().map(|()| options)
}

fn settings(home: &Path) -> Result<DeskConfig, CliError> {
    let path = home.join(desk::FILE);
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(DeskConfig::default()),
        Err(error) => return Err(CliError::file(&path, &error)),
    };
    desk::read(&text)
        .map_err(|error| CliError::File(Said::File { file: path.display().to_string(), error: error.to_string() }))
}

fn terminal() -> Result<(), CliError> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(CliError::Usage(Said::NoTerminal))
    }
}

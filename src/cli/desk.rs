//! `serasi` without a verb: the desk itself.

use std::io::IsTerminal;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::global::env;
use super::out::Out;
use super::{CliError, Global, keymap};
use crate::client::{Client, Desk, ProfileInfo};
use crate::i18n::Said;
use crate::tui::glyphs;
use crate::tui::{self, ClientPort, ExitReason, FirstStart, KnownAccount, Options, TuiError};

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
    /// Accounts that the login lists.
    pub accounts: Vec<KnownAccount>,
    /// What the login asks where nobody has logged in yet.
    pub first_start: Option<FirstStart>,
}

/// Opens the desk of a home at its login. Where nobody has logged in yet, that asks for the server.
pub(super) fn run(global: &Global, out: &Out) -> Result<ExitCode, CliError> {
    terminal()?;
    let client = global.client()?;
    let known = client.profiles()?;
    let address = global.config()?.server.address;
    let first_start = known.is_empty().then_some(FirstStart { address, demo: cfg!(feature = "server") });
    let accounts = known.iter().map(known_account).collect();
    let account = global.user.clone().or_else(|| only(&known));
    let (reason, code) =
        show(Seats { client, address: None, account, desk: None, accounts, first_start }, global, out)?;
    if reason == ExitReason::Demo { Err(become_demo(global)) } else { Ok(code) }
}

/// The demo takes this process's place, with the terminal as it was found; its home is its own.
fn become_demo(global: &Global) -> CliError {
    let program = std::env::current_exe().unwrap_or_else(|_| "serasi".into());
    let mut demo = std::process::Command::new(&program);
    demo.arg("demo").env_remove("SERASI_HOME").args(["--lang", global.lang.name()]);
    demo.args(global.look.mono.then_some("--mono")).args(global.look.ascii.then_some("--ascii"));
    CliError::file(&program, &demo.exec())
}

/// The one person who works here is asked for the password alone.
fn only(known: &[ProfileInfo]) -> Option<String> {
    let [one] = known else { return None };
    Some(one.account.clone())
}

fn known_account(profile: &ProfileInfo) -> KnownAccount {
    KnownAccount { name: profile.account.clone(), who: profile.name.clone(), password: None, passphrase: None }
}

/// Shows the desk until its person leaves.
pub(super) fn show(seats: Seats, global: &Global, out: &Out) -> Result<(ExitReason, ExitCode), CliError> {
    terminal()?;
    let look = &global.look;
    let mut options = Options::from_environment(env());
    options.lang = out.lang;
    options.mono |= look.mono;
    if look.ascii {
        options.glyphs = glyphs::ASCII;
    }
    options.keys = keymap::own(look)?;
    options.account = seats.account;
    options.accounts = seats.accounts;
    options.first_start = seats.first_start;
    options.lock_after = global.config()?.lock.idle();
    options.log = Some(seats.client.home().join("serasi.log"));
    let port = ClientPort::new(seats.client, seats.address, seats.desk);
    let reason = tui::run(port, options).map_err(|error| match error {
        TuiError::NoTerminal => CliError::Usage(Said::NoTerminal),
        TuiError::Keymap(error) => CliError::Keymap(error),
        TuiError::Io(error) => CliError::File(Said::File { file: "tty".into(), error: error.to_string() }),
    })?;
    Ok((reason, ExitCode::from(u8::try_from(reason.code()).unwrap_or(u8::MAX))))
}

fn terminal() -> Result<(), CliError> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(CliError::Usage(Said::NoTerminal))
    }
}

//! `serasi` without a verb: the desk itself.

use std::io::IsTerminal;
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use clap::builder::FalseyValueParser;

use super::global::env;
use super::out::Out;
use super::{CliError, Global, keymap};
use crate::client::{Client, Desk, ProfileInfo};
use crate::config::desk::{LONGEST_REST, ScreenPart};
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

    /// Tata letak untuk huruf besar: satu hal sekali tampil, tiap baris dua baris
    #[arg(long = "besar", global = true, env = "SERASI_BESAR", value_parser = FalseyValueParser::new())]
    large: bool,

    /// Baris demi baris tanpa layar penuh: untuk pembaca layar, sambungan sangat lambat, terminal ponsel
    #[arg(long = "polos", global = true, env = "SERASI_POLOS", value_parser = FalseyValueParser::new())]
    plain: bool,

    /// Ctrl-Z menangguhkan SERASI bila dijalankan dari shell; tanpa ini Ctrl-Z mengurungkan
    #[arg(long = "tangguhkan", global = true, env = "SERASI_TANGGUHKAN", value_parser = FalseyValueParser::new())]
    suspends: bool,

    /// Detik (0-30) sebelum yang diserahkan kepada orang lain dikirim, supaya u dapat mengurungkannya [semula: 8]
    #[arg(long = "tunda", global = true, env = "SERASI_TUNDA", value_name = "DETIK")]
    #[arg(value_parser = clap::value_parser!(u8).range(0..=i64::from(LONGEST_REST)))]
    pub(super) rest: Option<u8>,
}

impl Look {
    /// The options that ask for it, for a program that is started in this one's place.
    fn options(&self) -> impl Iterator<Item = &'static str> {
        let all = [
            (self.mono, "--mono"),
            (self.ascii, "--ascii"),
            (self.large, "--besar"),
            (self.plain, "--polos"),
            (self.suspends, "--tangguhkan"),
        ];
        all.into_iter().filter(|(on, _)| *on).map(|(_, option)| option)
    }
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
    let client = global.client()?.resting(global.rest()?);
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
    demo.args(global.look.options());
    demo.args(global.look.rest.into_iter().flat_map(|rest| ["--tunda".to_owned(), rest.to_string()]));
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
    let config = global.config()?;
    let mut options = options(&global.look, &config.screen, out)?;
    options.account = seats.account;
    options.accounts = seats.accounts;
    options.first_start = seats.first_start;
    options.lock_after = config.lock.idle();
    options.log = Some(seats.client.home().join("serasi.log"));
    let port = ClientPort::new(seats.client, seats.address, seats.desk);
    let run = if options.plain { tui::run_plain(port, options) } else { tui::run(port, options) };
    let reason = run.map_err(|error| match error {
        TuiError::NoTerminal => CliError::Usage(Said::NoTerminal),
        TuiError::Keymap(error) => CliError::Keymap(error),
        TuiError::Io(error) => CliError::File(Said::File { file: "tty".into(), error: error.to_string() }),
    })?;
    Ok((reason, ExitCode::from(u8::try_from(reason.code()).unwrap_or(u8::MAX))))
}

/// What environment, file and command line say together: each may switch something on. Only line by line the
/// desk works without a terminal.
fn options(look: &Look, set: &ScreenPart, out: &Out) -> Result<Options, CliError> {
    let mut options = Options::from_environment(env());
    options.lang = out.lang;
    options.mono |= look.mono || set.mono;
    options.plain |= look.plain || set.polos;
    options.large = look.large || set.besar;
    options.suspends = look.suspends || set.tangguhkan;
    options.keys = keymap::own(look)?;
    if look.ascii || set.ascii {
        options.glyphs = glyphs::ASCII;
    }
    if options.plain { Ok(options) } else { terminal().map(|()| options) }
}

fn terminal() -> Result<(), CliError> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        Ok(())
    } else {
        Err(CliError::Usage(Said::NoTerminal))
    }
}

//! Finds the running server of a demo's home, or starts one.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader};
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::home::DemoHome;
use super::serve::Progress;
use crate::cli::CliError;
use crate::cli::out::Out;
use crate::i18n::Said;

/// From which seed a demo is made when none is named.
const SEED: u64 = 1;

/// What is wished of a demo.
pub(super) struct Wish {
    /// Emptied first.
    pub reset: bool,
    /// Made from this seed.
    pub seed: Option<u64>,
    /// The program that serves: this very one.
    pub program: PathBuf,
}

/// A demo whose server runs at least as long as this lives.
pub(super) struct Running {
    pub home: DemoHome,
    pub address: String,
    _lock: File,
}

/// Joins the running demo, or starts it.
pub(super) fn join_or_start(home: DemoHome, wish: &Wish, out: &Out) -> Result<Running, CliError> {
    let starting = home.starting()?;
    // Of several that come at once, one starts the server and the others find it.
    starting.lock().map_err(|error| CliError::file(home.path(), &error))?;
    if wish.reset {
        wait_until_alone(&home)?;
        home.empty()?;
    }
    let lock = home.lock()?;
    // A server that is ending still has it: then this waits until it is gone.
    lock.lock_shared().map_err(|error| CliError::file(home.path(), &error))?;
    if let (Some(made), Some(seed)) = (home.made(), wish.seed)
        && made.seed != seed
    {
        return Err(CliError::Demo(Said::DemoOtherSeed(made.seed)));
    }
    // A server whose starter was killed either becomes known now, or ends.
    home.making()?.lock_shared().map_err(|error| CliError::file(home.path(), &error))?;
    let address = match home.address().filter(|_| is_serving(&home)) {
        Some(address) => address,
        None => start(&home, wish, out)?,
    };
    Ok(Running { home, address, _lock: lock })
}

/// Whether a server holds its lock: an address alone may be that of one that was killed.
fn is_serving(home: &DemoHome) -> bool {
    home.serving().is_ok_and(|serving| matches!(serving.try_lock(), Err(TryLockError::WouldBlock)))
}

/// No other demo may be there; a server that waits for the end of the last one gets time to end.
fn wait_until_alone(home: &DemoHome) -> Result<(), CliError> {
    let failed = |error: &io::Error| CliError::file(home.path(), error);
    let lock = home.lock()?;
    match lock.try_lock() {
        Ok(()) => drop(lock),
        // Held shared by others: a demo is there. Held alone: a server that is ending.
        Err(TryLockError::WouldBlock) => match home.lock()?.try_lock_shared() {
            Ok(()) => return Err(CliError::Demo(Said::DemoBusy)),
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        },
        Err(TryLockError::Error(error)) => return Err(failed(&error)),
    }
    let serving = home.serving()?;
    serving.lock().map_err(|error| failed(&error))
}

fn start(home: &DemoHome, wish: &Wish, out: &Out) -> Result<String, CliError> {
    let broken = || CliError::Demo(Said::DemoFailed { log: home.log().display().to_string() });
    let mut child = spawn(home, wish, &broken)?;
    let mut ready = None;
    if let Some(lines) = child.stdout.take() {
        for line in BufReader::new(lines).lines().map_while(Result::ok) {
            match serde_json::from_str(&line) {
                Ok(Progress::Preparing) => out.progress(&Said::DemoPrepares),
                Ok(Progress::Starting) => out.progress(&Said::DemoStarts),
                Ok(Progress::Ready { address }) => {
                    ready = Some(address);
                    break;
                }
                // The log says what it was.
                Err(_) => {}
            }
        }
    }
    if ready.is_none() {
        // It ended, or closed its output: then it is of no use, and must not stay.
        let _ = child.kill();
        let _ = child.wait();
    }
    ready.ok_or_else(broken)
}

/// In a process group of its own: Ctrl-C in this terminal ends this demo, not the server that others use too.
fn spawn(home: &DemoHome, wish: &Wish, broken: &impl Fn() -> CliError) -> Result<Child, CliError> {
    let seed = home.made().map(|made| made.seed).or(wish.seed).unwrap_or(SEED);
    Command::new(&wish.program)
        .arg("demo-server")
        .arg("--home")
        .arg(home.path())
        .args(["--seed", &seed.to_string()])
        .env_remove("SERASI_HOME")
        .current_dir("/")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log(&home.log())?)
        .process_group(0)
        .spawn()
        .map_err(|_| broken())
}

fn log(path: &Path) -> Result<File, CliError> {
    OpenOptions::new().create(true).append(true).mode(0o600).open(path).map_err(|error| CliError::file(path, &error))
}

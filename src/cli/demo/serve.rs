//! The demo's server: makes the demo when there is none, serves, and ends when nobody shows it any more.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use super::home::{DemoHome, Made};
use crate::cli::CliError;
use crate::cli::global::env;
use crate::env::SharedEnv;
use crate::i18n::Said;
use crate::server::seed::{self, SeedError};
use crate::server::serve::begin_log;
use crate::server::serve::{ServeConfig, ServeError, serve};

/// What the server tells the demo that started it, a line each on standard output.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub(super) enum Progress {
    /// The demo is being made.
    Preparing,
    /// The server starts.
    Starting,
    /// Requests are accepted here.
    Ready { address: String },
}

impl Progress {
    /// Tells it.
    ///
    /// # Errors
    /// When the demo that started this server is gone. Another one may be waiting for the server's lock to
    /// start one that tells *it*: this server must end then.
    fn tell(&self) -> std::io::Result<()> {
        let mut out = std::io::stdout().lock();
        writeln!(out, "{}", serde_json::to_string(self).unwrap_or_default())?;
        out.flush()
    }
}

/// Why the demo's server does not serve: for its log.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error(transparent)]
    Seed(#[from] SeedError),
    #[error(transparent)]
    Serve(#[from] ServeError),
    #[error(transparent)]
    Io(#[from] std::io::Error),
    #[error("{0:?}")]
    Home(CliError),
}

impl From<CliError> for Failure {
    fn from(error: CliError) -> Self {
        Self::Home(error)
    }
}

/// Runs it. What goes wrong is in the log.
pub(super) fn run(home: &DemoHome, seed: u64) -> Result<ExitCode, CliError> {
    begin_log("info");
    make_and_serve(home, seed).map(|()| ExitCode::SUCCESS).map_err(|error| {
        tracing::error!(%error, "the demo's server does not run");
        CliError::Demo(Said::DemoFailed { log: home.log().display().to_string() })
    })
}

fn make_and_serve(home: &DemoHome, seed: u64) -> Result<(), Failure> {
    let serving = home.serving()?;
    serving.lock()?;
    // Of a server that was killed.
    home.forget_address();
    let making = home.making()?;
    making.lock()?;
    let env = env();
    let made = match home.made() {
        Some(made) => made,
        None => make(home, seed, &env)?,
    };
    Progress::Starting.tell()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let (nobody, alone) = oneshot::channel();
        let (unheard, told_nobody) = oneshot::channel();
        let lock = home.lock()?;
        let watched = home.clone();
        std::thread::Builder::new().name("demo-watch".into()).spawn(move || {
            // Blocks until no demo holds it shared any more, however it died.
            if lock.lock().is_ok() {
                watched.forget_address();
                let _ = nobody.send(());
            }
            // Kept until this process ends: who comes now must wait and start a server of their own.
            std::mem::forget(lock);
        })?;
        let told = home.clone();
        let bound = move |address: SocketAddr| {
            let address = format!("http://{address}");
            let written = told.set_address(&address).is_ok();
            let ready = Progress::Ready { address };
            if written && ready.tell().is_ok() {
                drop(making);
            } else {
                tracing::error!(written, "nobody can find this server");
                told.forget_address();
                let _ = unheard.send(());
            }
        };
        let config = ServeConfig {
            data: home.data(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, free_port(made.port)?)),
            behind_proxy: false,
            public_url: None,
            worker: None,
            setting: seed::setting(),
        };
        let stop = async {
            // A sender that was dropped has nothing to say: the other one, or a signal, ends this server.
            tokio::select! {
                Ok(()) = alone => {}
                Ok(()) = told_nobody => {}
                else => std::future::pending().await,
            }
        };
        serve(config, env, bound, stop).await.map_err(Failure::from)
    });
    home.forget_address();
    served
}

/// Makes it aside and moves it into place when it is complete: a demo that was killed leaves nothing half.
fn make(home: &DemoHome, seed: u64, env: &SharedEnv) -> Result<Made, Failure> {
    Progress::Preparing.tell()?;
    let aside = home.unfinished();
    if aside.exists() {
        std::fs::remove_dir_all(&aside)?;
    }
    let made = Made { seed, port: free_port(0)? };
    let demo = seed::Demo { seed, at: env.now() };
    let public_url = format!("http://{}", SocketAddr::from((Ipv4Addr::LOCALHOST, made.port)));
    seed::make(&aside, demo, env.as_ref(), &std::env::current_exe()?, &public_url)?;
    home.set_made(made)?;
    std::fs::rename(&aside, home.data())?;
    Ok(made)
}

/// This port, or any when somebody else has it.
fn free_port(wanted: u16) -> std::io::Result<u16> {
    let at = |port| TcpListener::bind((Ipv4Addr::LOCALHOST, port));
    let listener = at(wanted).or_else(|_| at(0))?;
    Ok(listener.local_addr()?.port())
}

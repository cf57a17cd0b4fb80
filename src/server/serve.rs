//! Runs the server: opens what it keeps, listens, does its chores, and ends cleanly.

use std::future::Future;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use super::app::{App, Base, Setting, Shared};
use super::auth::Cost;
use super::auth::password::BadCost;
use super::core::wake::Wake;
use super::store::blobs::{BlobError, Blobs};
use super::store::{Store, StoreError};
use super::{additions, routes};

pub use super::log::begin as begin_log;
use crate::config::server::ServerConfig;
use crate::env::SharedEnv;

/// Requests that are under way when the server is told to stop have this long.
const GRACE: Duration = Duration::from_secs(10);
/// How often chores are done.
const EVERY: Duration = Duration::from_secs(60);
/// The database's file in the data directory.
const DATABASE: &str = "serasi.db";
/// The directory of files in the data directory.
const FILES: &str = "blobs";

/// Why the server does not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// Plain HTTP would leave this machine.
    #[error("{0} is no loopback address: put a proxy with TLS in front and say --behind-proxy")]
    PlainHttp(SocketAddr),
    /// Nothing was made here yet.
    #[error("nothing here yet: run `serasi-server init` first")]
    NotInitialised,
    /// The store.
    #[error(transparent)]
    Store(StoreError),
    /// The files.
    #[error(transparent)]
    Files(#[from] BlobError),
    /// The cost of a password.
    #[error(transparent)]
    Cost(#[from] BadCost),
    /// Another part of the server.
    #[error("{0}")]
    Addition(String),
    /// The network or a signal.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

impl From<StoreError> for ServeError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotInitialised => Self::NotInitialised,
            error => Self::Store(error),
        }
    }
}

/// What the server is told.
#[derive(Clone, Debug)]
pub struct ServeConfig {
    /// Where everything is kept.
    pub data: PathBuf,
    /// Address and port; port 0 takes any free one.
    pub listen: SocketAddr,
    /// Whether a proxy in front of it does TLS.
    pub behind_proxy: bool,
    /// Where people find its public pages; its own address when nothing is said.
    pub public_url: Option<String>,
    /// The program whose `typeset` typesets letters; this very program when nothing is said.
    pub worker: Option<PathBuf>,
    /// The rest.
    pub setting: Setting,
}

impl From<&ServerConfig> for ServeConfig {
    fn from(config: &ServerConfig) -> Self {
        let cost = Cost { memory_kib: config.password.memory_kib, passes: config.password.passes };
        Self {
            data: config.server.data.clone(),
            listen: config.server.listen,
            behind_proxy: config.server.behind_proxy,
            public_url: config.server.public_url(),
            worker: None,
            setting: Setting {
                cost,
                session_days: i64::from(config.session.days),
                requests: config.limit.requests,
                waiting: config.limit.waiting,
            },
        }
    }
}

/// The database of a data directory.
///
/// # Errors
/// When there is none, or it cannot be opened.
pub fn open_store(data: &Path) -> Result<Store, StoreError> {
    let path = data.join(DATABASE);
    if path.is_file() { Store::sqlite(&path) } else { Err(StoreError::NotInitialised) }
}

/// Makes the database of a data directory, or opens the one that is there.
///
/// # Errors
/// When it cannot be made or opened.
pub fn make_store(data: &Path) -> Result<Store, StoreError> {
    private_folder(data).map_err(|error| StoreError::Engine(format!("data directory: {error}")))?;
    Store::sqlite(&data.join(DATABASE))
}

/// A whole village's data lie there: nobody but the server's own user looks in. One that is there already
/// keeps the permissions that its owner gave it.
fn private_folder(data: &Path) -> std::io::Result<()> {
    if data.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(data)
}

/// The files of a data directory.
///
/// # Errors
/// When the directory cannot be made.
pub fn open_files(data: &Path) -> Result<Blobs, BlobError> {
    Blobs::open(&data.join(FILES))
}

/// Serves until `stop` is done or the process is told to end (SIGTERM, SIGINT). `bound` hears the address as
/// soon as requests are accepted there.
///
/// # Errors
/// When it cannot start; once it runs, only when the network fails.
pub async fn serve(
    config: ServeConfig,
    env: SharedEnv,
    bound: impl FnOnce(SocketAddr),
    stop: impl Future<Output = ()>,
) -> Result<(), ServeError> {
    if !config.listen.ip().is_loopback() && !config.behind_proxy {
        return Err(ServeError::PlainHttp(config.listen));
    }
    let (stopping, told) = watch::channel(false);
    // Bound before anything is read: letters carry the address, also that of a port that was free by chance.
    let listener = TcpListener::bind(config.listen).await?;
    let address = listener.local_addr()?;
    let base = Base {
        store: open_store(&config.data)?,
        blobs: open_files(&config.data)?,
        data: config.data,
        public_url: config.public_url.unwrap_or_else(|| format!("http://{address}")),
        worker: config.worker.map_or_else(std::env::current_exe, Ok)?,
        env,
        wake: Wake::default(),
        stopping: told.clone(),
    };
    base.store.read(|tx| tx.meta())?;
    let mut additions = additions(&base)?;
    let app = Arc::new(App::assemble(&base, config.setting, &mut additions)?);
    let (more, chores): (Vec<_>, Vec<_>) = additions.into_iter().map(|part| (part.routes, part.chores)).unzip();
    let mut down = told.clone();
    let server = axum::serve(listener, routes::router(Arc::clone(&app), more)).with_graceful_shutdown(async move {
        let _ = down.wait_for(|down| *down).await;
    });
    let mut server = tokio::spawn(async move { server.await });
    let chores = tokio::spawn(do_chores(app, own_chores().chain(chores.into_iter().flatten()).collect(), told));
    tracing::info!(%address, "listening");
    bound(address);
    tokio::select! {
        ended = &mut server => return ended.map_err(std::io::Error::other)?.map_err(Into::into),
        () = stop => {}
        told = told_to_end() => told?,
    }
    tracing::info!("stopping");
    // Everybody who waits in the feed is answered at once; what is under way is finished.
    let _ = stopping.send(true);
    if tokio::time::timeout(GRACE, &mut server).await.is_err() {
        tracing::warn!("requests given up");
        server.abort();
    }
    let _ = chores.await;
    tracing::info!("stopped");
    Ok(())
}

/// SIGTERM or SIGINT.
async fn told_to_end() -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

/// What is done once a minute, whatever parts there are.
fn own_chores() -> impl Iterator<Item = super::app::Chore> {
    std::iter::once(Arc::new(super::housekeeping::keep_house) as super::app::Chore)
}

/// Does every chore at start and once a minute, until the server stops. One that panics keeps none of the
/// others from their turn.
async fn do_chores(app: Shared, chores: Vec<super::app::Chore>, mut stopping: watch::Receiver<bool>) {
    loop {
        for chore in &chores {
            let (chore, app) = (Arc::clone(chore), Arc::clone(&app));
            if tokio::task::spawn_blocking(move || chore(&app)).await.is_err() {
                tracing::error!("a chore panicked");
            }
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopping.wait_for(|stopping| *stopping) => return,
        }
    }
}

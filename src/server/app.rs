//! What every route and every chore has at hand.

use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;
use utoipa_axum::router::OpenApiRouter;

use super::auth::{Auth, Cost, password::BadCost};
use super::core::{Core, Signing, wake::Wake};
use super::routes::limits::Limits;
use super::routes::metrics::Metrics;
use super::store::Store;
use super::store::blobs::Blobs;
use crate::env::SharedEnv;

/// The server, shared by all requests.
pub struct App {
    /// The protocol.
    pub core: Core,
    /// Files.
    pub blobs: Blobs,
    /// Who waits for a stream to grow.
    pub wake: Wake,
    /// Passwords and sessions.
    pub auth: Auth,
    /// What `/v1/hello` says this server can do.
    pub features: Vec<String>,
    /// How much at a time.
    pub limits: Limits,
    /// Counters for those who run the server.
    pub metrics: Metrics,
    /// Turns true when the server is going down: who waits is answered at once.
    pub stopping: watch::Receiver<bool>,
}

/// A handle to it.
pub type Shared = Arc<App>;

/// Work that is done at start and once a minute, on a thread of its own, and must be idempotent.
pub type Chore = Arc<dyn Fn(&App) + Send + Sync>;

/// What another part brings to the server: signing, public pages.
#[derive(Default)]
pub struct Addition {
    /// Its routes; those that need a person take a [`Scope`](super::core::scope::Scope).
    pub routes: OpenApiRouter<Shared>,
    /// The ledger's answer, from the one part that has it.
    pub signing: Option<Signing>,
    /// What it does at start and once a minute.
    pub chores: Vec<Chore>,
    /// What `/v1/hello` is to say of it.
    pub features: Vec<String>,
}

/// What must be open before anything is added.
#[derive(Clone)]
pub struct Base {
    /// Where the server keeps everything.
    pub data: PathBuf,
    /// Where people find its public pages, without a slash at the end.
    pub public_url: String,
    /// The program whose `typeset` typesets letters.
    pub worker: PathBuf,
    /// Records and streams.
    pub store: Store,
    /// Files.
    pub blobs: Blobs,
    /// Clock, ids and randomness.
    pub env: SharedEnv,
    /// Who waits for a stream to grow.
    pub wake: Wake,
    /// Turns true when the server is going down.
    pub stopping: watch::Receiver<bool>,
}

/// What may be set.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// What checking a password costs.
    pub cost: Cost,
    /// Days that a session lasts from its last use.
    pub session_days: i64,
    /// Requests that are worked on at a time.
    pub requests: usize,
    /// Feed requests that are held at a time.
    pub waiting: usize,
}

impl Default for Setting {
    fn default() -> Self {
        Self { cost: Cost::PEOPLE, session_days: 30, requests: 64, waiting: 2000 }
    }
}

impl App {
    /// Puts the parts together, taking the ledger's answer and the features out of what is added.
    ///
    /// # Errors
    /// When the password cost is none that Argon2 knows.
    pub fn assemble(base: &Base, setting: Setting, additions: &mut [Addition]) -> Result<Self, BadCost> {
        let mut core = Core::new(base.store.clone(), Arc::clone(&base.env));
        for addition in additions.iter_mut() {
            if let Some(signing) = addition.signing.take() {
                core = core.with_signing(signing);
            }
        }
        let wake = base.wake.clone();
        base.store.on_commit(move |streams| wake.tell(streams));
        Ok(Self {
            core,
            blobs: base.blobs.clone(),
            wake: base.wake.clone(),
            auth: Auth::new(setting.cost, setting.session_days, base.env.as_ref())?,
            features: additions.iter().flat_map(|addition| addition.features.clone()).collect(),
            limits: Limits::new(setting.requests, setting.waiting),
            metrics: Metrics::default(),
            stopping: base.stopping.clone(),
        })
    }
}

//! A desk's store and outbox, driven step by step against a village's server: each message in the test's hand.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::SignedDuration;
use serasi::client::command::{Actor, perform, perform_resting};
use serasi::client::store::{Files, Store, cache, outbox, streams};
use serasi::client::sync::{page, pull, push};
use serasi::client::transport::api::Api;
use serasi::client::transport::{Answer, Call, LineError, Method, Reply, Transport};
use serasi::desk::{Command, DeskError, Done};
use serasi::domain::id::{DeviceId, RecordId};
use serasi::domain::stream::StreamId;
use serasi::env::Env;
use serasi::wire::actions::{Batch, Results};
use serasi::wire::feed::{Cursor, Feed};
use serasi::wire::session::{Login, Me};
use tempfile::TempDir;

use crate::api::village::{PASSWORD, Village, read, request};

/// A directory in memory where there is one: these tests write much and are not about disks.
pub fn fast_dir() -> TempDir {
    let shm = Path::new("/dev/shm");
    if shm.is_dir() { tempfile::tempdir_in(shm).unwrap() } else { tempfile::tempdir().unwrap() }
}

/// The router as a line.
pub struct InProcess(pub axum::Router);

async fn ask(router: axum::Router, call: Call) -> Result<Reply, LineError> {
    use tower::ServiceExt;
    let method = match call.method {
        Method::Get => axum::http::Method::GET,
        Method::Post => axum::http::Method::POST,
        Method::Delete => axum::http::Method::DELETE,
    };
    let body = call.body.map(|body| body.to_vec()).unwrap_or_default();
    let request = request(method, &call.path, call.token.as_deref(), body);
    let answer = tokio::time::timeout(call.patience, router.oneshot(request)).await;
    let answer = read(answer.map_err(|_| LineError::TimedOut)?.unwrap()).await;
    Ok(Reply { status: answer.status.as_u16(), retry_after: None, body: answer.body })
}

impl Transport for InProcess {
    fn call(&self, call: Call) -> Answer<'_> {
        Box::pin(ask(self.0.clone(), call))
    }

    fn lines<'a>(&'a self, call: Call, each: &'a mut (dyn FnMut(&str) + Send)) -> Answer<'a> {
        Box::pin(async move {
            let reply = ask(self.0.clone(), call).await?;
            if reply.status == 200 {
                String::from_utf8_lossy(&reply.body).lines().for_each(each);
            }
            Ok(reply)
        })
    }
}

/// One person's desk without a thread that syncs it.
pub struct Replica {
    dir: PathBuf,
    pub store: Option<Store>,
    pub actor: Actor,
    pub api: Api,
    pub env: Arc<dyn Env>,
    rt: tokio::runtime::Runtime,
    pub me: Me,
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

impl Replica {
    /// Somebody logs in; nothing has been read yet.
    pub fn log_in(village: &Village, home: &Path, account: &str) -> Self {
        let rt = runtime();
        let dir = home.join(account);
        let store = Store::open(&dir).unwrap();
        let device = DeviceId(village.id());
        let device = store.write(move |files| outbox::make_device(&files.outbox, device)).unwrap();
        let api = Api::new(Arc::new(InProcess(village.router.clone())));
        let login = Login { name: account.into(), password: PASSWORD.into(), device, device_name: "PC loket".into() };
        let (session, me) = rt.block_on(async {
            let session = api.login(&login).await.unwrap();
            let me = api.with(Some(session.token.clone())).me().await.unwrap();
            (session, me)
        });
        let text = serde_json::to_string(&me).unwrap();
        store.write(move |files| cache::remember(&files.cache, streams::ME, &text)).unwrap();
        let actor = Actor { person: session.person, device };
        let api = api.with(Some(session.token));
        Self { dir, store: Some(store), actor, api, env: village.env.clone(), rt, me }
    }

    pub fn store(&self) -> &Store {
        self.store.as_ref().unwrap()
    }

    /// The program ends and starts again.
    pub fn restart(&mut self) {
        self.store = None;
        self.store = Some(Store::open(&self.dir).unwrap());
    }

    pub fn perform(&self, command: Command) -> Result<Done, DeskError> {
        let (actor, env) = (self.actor, self.env.clone());
        self.store().write(move |files| Ok(perform(files, actor, env.as_ref(), &command))).unwrap()
    }

    /// The same; what hands work on rests for so many seconds.
    pub fn perform_resting(&self, command: Command, seconds: i64) -> Result<Done, DeskError> {
        let (actor, env, rest) = (self.actor, self.env.clone(), SignedDuration::from_secs(seconds));
        let work = move |files: &mut Files| Ok(perform_resting(files, actor, env.as_ref(), rest, &command));
        self.store().write(work).unwrap()
    }

    pub fn compose(&self, most: usize) -> Option<Batch> {
        let now = self.env.now();
        self.store().write(move |files| push::compose(files, now, most)).unwrap()
    }

    pub fn send(&self, batch: &Batch) -> Results {
        self.rt.block_on(self.api.push(batch)).unwrap()
    }

    pub fn take_results(&self, batch: Batch, results: Results) {
        let now = self.env.now();
        self.store().write(move |files| push::take_results(files, &batch, &results, now)).unwrap();
    }

    pub fn places(&self) -> Vec<(StreamId, Option<Cursor>)> {
        self.store().write(|files| pull::places(files)).unwrap()
    }

    /// What the feed says now.
    pub fn ask_up(&self) -> Feed {
        let places = self.places();
        self.rt.block_on(self.api.feed(&places, false)).unwrap()
    }

    /// The next page downwards, if any stream has one.
    pub fn ask_down(&self) -> Option<Feed> {
        let next = self.store().write(|files| {
            for stream in streams::held(&files.cache)? {
                if let Some(place) = streams::place(&files.cache, stream)?
                    && let Some(below) = place.below
                {
                    return Ok(Some((stream, place.cursor(), below)));
                }
            }
            Ok(None)
        });
        let (stream, cursor, below) = next.unwrap()?;
        Some(self.rt.block_on(self.api.feed_down(stream, cursor, below)).unwrap())
    }

    pub fn take(&self, feed: Feed) -> page::Taken {
        let now = self.env.now();
        self.store().write(move |files| page::take(files, &feed, now, &|_| true)).unwrap()
    }

    /// Exchanges everything over a good line.
    pub fn settle(&self) {
        while let Some(batch) = self.compose(50) {
            let results = self.send(&batch);
            self.take_results(batch, results);
        }
        loop {
            let feed = self.ask_up();
            if feed.streams.is_empty() {
                break;
            }
            assert!(!self.take(feed).stuck, "a good line never makes a stream stuck");
        }
        while let Some(feed) = self.ask_down() {
            self.take(feed);
        }
    }

    /// Every record of the streams held, as shown.
    pub fn shown(&self) -> Vec<(RecordId, u64, Vec<u8>)> {
        let all = self.store().write(|files| {
            let mut statement = files.cache.prepare("SELECT id, version, body FROM record ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                let version: i64 = row.get(1)?;
                Ok((RecordId(uuid::Uuid::from_bytes(row.get(0)?)), version.unsigned_abs(), row.get(2)?))
            })?;
            Ok(rows.collect::<Result<Vec<_>, _>>()?)
        });
        all.unwrap()
    }

    pub fn unsent(&self) -> u32 {
        self.store().write(|files| outbox::count(&files.outbox, "unsent")).unwrap()
    }
}

/// What the server has in the streams a person holds.
pub fn on_server(village: &Village, me: &Me) -> Vec<(RecordId, u64, Vec<u8>)> {
    let streams = me.streams.clone();
    let mut all = village
        .app
        .core
        .store
        .read(move |tx| {
            let mut all = Vec::new();
            for stream in streams {
                for (id, version) in tx.current(stream)? {
                    let stored = tx.load(id)?.unwrap();
                    assert_eq!(stored.version, version);
                    all.push((id, version, stored.body.into_bytes()));
                }
            }
            Ok::<_, serasi::server::store::StoreError>(all)
        })
        .unwrap();
    all.sort();
    all.dedup();
    all
}

/// Both sides are the same: records, digests, and nothing waits.
pub fn assert_same(village: &Village, replica: &Replica) {
    assert_eq!(replica.unsent(), 0);
    assert_eq!(replica.shown(), on_server(village, &replica.me));
    for stream in replica.me.streams.clone() {
        let ours = replica.store().write(move |files| streams::digest(&files.cache, stream)).unwrap();
        let theirs = village.app.core.store.read(move |tx| serasi::server::core::feed::digest(tx, stream)).unwrap();
        assert_eq!(ours, theirs, "{stream}");
    }
}

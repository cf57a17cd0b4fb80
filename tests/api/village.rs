//! A village's server: the records of the domain's test world, accounts for its people, and a way to speak
//! to it as a desk does.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Body as HttpBody;
use axum::http::{Method, Request, Response, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serasi::domain::action::{Expects, What};
use serasi::domain::id::{ActionId, DeviceId, PersonId, RecordId};
use serasi::domain::record::Body;
use serasi::domain::request::{Channel, Shown};
use serasi::env::Env;
use serasi::server::app::{App, Base, Setting, Shared};
use serasi::server::auth::{Cost, hash};
use serasi::server::core::import;
use serasi::server::core::wake::Wake;
use serasi::server::routes;
use serasi::server::store::blobs::Blobs;
use serasi::server::store::{Account, Meta, Store};
use serasi::wire::actions::{Action, ActionResult, Batch};
use serasi::wire::session::{Login, Session};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;
use uuid::Uuid;

use crate::domain::world::{ANI, HEAD, JOKO, SITI, SRI, STRANGER, VILLAGE, World, noon};

pub const PASSWORD: &str = "gunung ungaran";

/// A clock that stands still until it is moved, ids in order, and a place where something may go wrong.
pub struct Fixed {
    now: Mutex<Timestamp>,
    next: AtomicU64,
    trap: Mutex<Option<(&'static str, u32)>>,
}

impl Fixed {
    pub fn new() -> Arc<Self> {
        Arc::new(Self { now: Mutex::new(noon()), next: AtomicU64::new(1), trap: Mutex::new(None) })
    }

    pub fn pass(&self, time: SignedDuration) {
        *self.now.lock().unwrap() += time;
    }

    /// The `nth` time that a step is reached from now on (from 0), it panics.
    pub fn trap(&self, step: &'static str, nth: u32) {
        *self.trap.lock().unwrap() = Some((step, nth));
    }
}

impl Env for Fixed {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn monotonic(&self) -> Duration {
        let since = self.now.lock().unwrap().duration_since(noon());
        Duration::try_from(since).unwrap()
    }

    fn new_id(&self) -> Uuid {
        Uuid::from_u128(0xE000_0000 + u128::from(self.next.fetch_add(1, Ordering::SeqCst)))
    }

    fn random(&self) -> u128 {
        let n = self.next.fetch_add(1, Ordering::SeqCst);
        u128::from_be_bytes(serasi::domain::id::derived("random", &[&n.to_be_bytes()]).into_bytes())
    }

    fn reached(&self, step: &'static str) {
        let mut trap = self.trap.lock().unwrap();
        match trap.as_mut() {
            Some((at, left)) if *at == step && *left > 0 => *left -= 1,
            Some((at, _)) if *at == step => {
                *trap = None;
                drop(trap);
                panic!("the trap at {step}");
            }
            _ => {}
        }
    }
}

/// A new, empty store with an id.
pub fn empty_store(folder: &TempDir) -> Store {
    let store = Store::sqlite(&folder.path().join("serasi.db")).unwrap();
    let meta = Meta { server: Uuid::from_u128(9), name: "Uji".into(), epoch: 1, signing_locked: false };
    store.write(move |tx| tx.put_meta(&meta)).unwrap();
    store
}

/// A server with a village in it.
pub struct Village {
    pub app: Shared,
    pub env: Arc<Fixed>,
    pub router: Router,
    pub stop: watch::Sender<bool>,
    next: AtomicU64,
    _folder: TempDir,
}

/// An answer, read.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub async fn read(response: Response<HttpBody>) -> Answer {
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap().to_vec();
    Answer { status: parts.status, headers: parts.headers, body }
}

impl Village {
    pub fn new() -> Self {
        Self::with(Setting { cost: Cost::DEMO, ..Setting::default() })
    }

    pub fn with(setting: Setting) -> Self {
        let folder = crate::sync::replica::fast_dir();
        let env = Fixed::new();
        let store = empty_store(&folder);
        let bodies: Vec<Body> = World::new().records.into_values().map(|record| record.body).collect();
        import(&store, env.as_ref(), bodies).unwrap();
        let password = hash(PASSWORD, Cost::DEMO, env.as_ref()).unwrap();
        let people = [("siti", SITI), ("joko", JOKO), ("ani", ANI), ("kades", HEAD), ("wahyu", STRANGER)];
        store
            .write(move |tx| {
                people.iter().try_for_each(|(name, person)| {
                    let (name, password) = ((*name).to_owned(), password.clone());
                    tx.put_account(&Account { name, person: *person, password, disabled: false })
                })
            })
            .unwrap();
        let (stop, stopping) = watch::channel(false);
        let base = Base {
            data: folder.path().to_owned(),
            public_url: "http://127.0.0.1".into(),
            worker: env!("CARGO_BIN_EXE_serasi-server").into(),
            store,
            blobs: Blobs::open(&folder.path().join("blobs")).unwrap(),
            env: env.clone(),
            wake: Wake::default(),
            stopping,
        };
        let app = Arc::new(App::assemble(&base, setting, &mut []).unwrap());
        let router = routes::router(app.clone(), Vec::new());
        Self { app, env, router, stop, next: AtomicU64::new(1), _folder: folder }
    }

    pub fn id(&self) -> Uuid {
        Uuid::from_u128(0xA000_0000 + u128::from(self.next.fetch_add(1, Ordering::SeqCst)))
    }

    pub async fn send(&self, request: Request<HttpBody>) -> Answer {
        read(self.router.clone().oneshot(request).await.unwrap()).await
    }

    pub async fn log_in(&self, name: &str) -> Desk<'_> {
        let device = DeviceId(self.id());
        let login = Login { name: name.into(), password: PASSWORD.into(), device, device_name: "PC loket".into() };
        let body = serde_json::to_vec(&login).unwrap();
        let answer = self.send(request(Method::POST, "/v1/session", None, body)).await;
        let session: Session = answer.json();
        Desk { village: self, token: session.token, person: session.person, device, seq: AtomicU64::new(1) }
    }
}

pub fn request(method: Method, path: &str, token: Option<&str>, body: Vec<u8>) -> Request<HttpBody> {
    let mut request = Request::builder().method(method).uri(path).header("Content-Type", "application/json");
    if let Some(token) = token {
        request = request.header("Authorization", format!("Bearer {token}"));
    }
    request.body(HttpBody::from(body)).unwrap()
}

/// Somebody at a machine.
pub struct Desk<'a> {
    pub village: &'a Village,
    pub token: String,
    pub person: PersonId,
    pub device: DeviceId,
    seq: AtomicU64,
}

impl Desk<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        self.village.send(request(Method::GET, path, Some(&self.token), Vec::new())).await
    }

    pub async fn send(&self, method: Method, path: &str, body: Vec<u8>) -> Answer {
        self.village.send(request(method, path, Some(&self.token), body)).await
    }

    /// An action of this outbox, not sent yet.
    pub fn action(&self, record: RecordId, expects: Expects, what: &What) -> Action {
        Action {
            id: ActionId(self.village.id()),
            device: self.device,
            device_seq: self.seq.fetch_add(1, Ordering::SeqCst),
            actor: self.person,
            record,
            expects,
            kind: what.kind().into(),
            v: 1,
            data: String::from_utf8(what.write()).unwrap(),
            client_time: self.village.env.now(),
        }
    }

    pub async fn push(&self, actions: Vec<Action>) -> Answer {
        let batch = serde_json::to_vec(&Batch { actions, skew_ms: 0 }).unwrap();
        self.send(Method::POST, "/v1/actions", batch).await
    }

    /// Sends actions and gives the results' exact bytes.
    pub async fn results(&self, actions: Vec<Action>) -> Vec<String> {
        #[derive(serde::Deserialize)]
        struct Raw {
            results: Vec<Box<serde_json::value::RawValue>>,
        }
        let answer = self.push(actions).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.json::<Raw>().results.iter().map(|raw| raw.get().to_owned()).collect()
    }

    pub async fn result(&self, action: Action) -> ActionResult {
        serde_json::from_str(&self.results(vec![action]).await[0]).unwrap()
    }

    /// A request comes in at the counter.
    pub fn submit(&self) -> Action {
        let letter_type = World::new().records.into_values().find_map(|record| match record.body {
            Body::LetterType(letter_type) if letter_type.slug == "surat-pengantar" => Some(letter_type.id),
            _ => None,
        });
        let what = What::Submit(serasi::domain::action::Submit {
            office: VILLAGE,
            queue: "A-1".into(),
            channel: Channel::Counter,
            letter_type: letter_type.unwrap(),
            applicant: SRI,
            subject: SRI,
            contact: String::new(),
            fields: [("purpose".to_owned(), "melamar kerja".to_owned())].into(),
            requirements: [("ktp".to_owned(), Shown::Original)].into(),
            note: String::new(),
        });
        self.action(RecordId(self.village.id()), Expects::New, &what)
    }

    pub fn note(&self, record: RecordId, text: &str) -> Action {
        self.action(record, Expects::Version(1), &What::Note(serasi::domain::action::Note { text: text.into() }))
    }
}

/// The version after an applied action; anything else fails the test.
pub fn applied(result: &ActionResult) -> u64 {
    match result {
        ActionResult::Applied { version, .. } => *version,
        other => panic!("{other:?}"),
    }
}

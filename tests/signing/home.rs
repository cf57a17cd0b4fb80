//! A server's home on disk with a small office in it, opened as often as wanted.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serasi::config::letters;
use serasi::domain::action::{self, Expects, What};
use serasi::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use serasi::domain::letter::Letter;
use serasi::domain::nik::{Kk, Nik};
use serasi::domain::office::{Capacity, Office, OfficeKind, Official, Role, date_of};
use serasi::domain::record::{Body, Rest, Seen};
use serasi::domain::request::{Channel, Request, Shown};
use serasi::domain::resident::{LifeStatus, Resident, Sex};
use serasi::domain::task::{Task, TaskKind};
use serasi::env::{Env, System};
use serasi::server::core::scope::Scope;
use serasi::server::core::{Core, CoreError, ServerAction, import};
use serasi::server::render::{Drafts, preview};
use serasi::server::sign::demo_ca::DemoCa;
use serasi::server::sign::ledger::Ledger;
use serasi::server::sign::ledger_sqlite::SqliteLedger;
use serasi::server::sign::signing::Signing;
use serasi::server::sign::steps::{self, Order};
use serasi::server::store::blobs::Blobs;
use serasi::server::store::{Meta, Store, StoreError};
use serasi::server::typeset::Typesetter;
use serasi::wire::actions::ActionResult;
use serasi::wire::signatures::SignOutcome;
use uuid::Uuid;

use super::signer::{Kind, TestSigner};

pub const VILLAGE: OfficeId = OfficeId(Uuid::from_u128(1));
const DISTRICT: OfficeId = OfficeId(Uuid::from_u128(2));
const REGENCY: OfficeId = OfficeId(Uuid::from_u128(3));
const ELSEWHERE: OfficeId = OfficeId(Uuid::from_u128(4));
pub const SITI: PersonId = PersonId(Uuid::from_u128(11));
pub const ANI: PersonId = PersonId(Uuid::from_u128(13));
pub const HEAD: PersonId = PersonId(Uuid::from_u128(14));
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(15));
pub const HEADS_POSITION: RecordId = RecordId(Uuid::from_u128(104));
const SRI: RecordId = RecordId(Uuid::from_u128(21));
pub const PASSPHRASE: &str = "rahasia-kepala-desa";

/// The machine's clock moved by hand, and a step at which the process dies.
#[derive(Default)]
pub struct TestEnv {
    system: System,
    ahead: AtomicI64,
    dies_at: Option<String>,
    meanwhile: Mutex<Option<(&'static str, Meanwhile)>>,
}

/// What somebody else does while a step is reached.
type Meanwhile = Box<dyn FnOnce() + Send>;

impl TestEnv {
    /// A process that dies when it reaches this step.
    pub fn dying_at(step: String) -> Self {
        Self { dies_at: Some(step), ..Self::default() }
    }

    /// When this step is reached, somebody else does something first; once.
    pub fn meanwhile(&self, step: &'static str, what: impl FnOnce() + Send + 'static) {
        *self.meanwhile.lock().unwrap() = Some((step, Box::new(what)));
    }

    /// Time passes.
    pub fn pass(&self, seconds: i64) {
        self.ahead.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Env for TestEnv {
    fn now(&self) -> Timestamp {
        self.system.now() + SignedDuration::from_secs(self.ahead.load(Ordering::SeqCst))
    }

    fn monotonic(&self) -> Duration {
        let ahead = u64::try_from(self.ahead.load(Ordering::SeqCst)).unwrap_or(0);
        self.system.monotonic() + Duration::from_secs(ahead)
    }

    fn new_id(&self) -> Uuid {
        self.system.new_id()
    }

    fn random(&self) -> u128 {
        self.system.random()
    }

    fn reached(&self, step: &'static str) {
        if self.dies_at.as_deref() == Some(step) {
            std::process::abort();
        }
        let now = self.meanwhile.lock().unwrap().take_if(|(at, _)| *at == step);
        if let Some((_, what)) = now {
            what();
        }
    }
}

/// A server without HTTP.
pub struct Desk {
    pub signing: Arc<Signing>,
    pub signer: Arc<TestSigner>,
    pub env: Arc<TestEnv>,
    pub drafts: Drafts,
}

/// A folder with everything that a server keeps.
pub struct Home {
    pub path: PathBuf,
    _folder: Option<tempfile::TempDir>,
}

impl Home {
    /// A new home with an office in it.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let home = Self { path: folder.path().to_owned(), _folder: Some(folder) };
        let env = System::new();
        let store = Store::sqlite(&home.path.join("serasi.db")).unwrap();
        let meta = Meta { server: env.new_id(), name: "SERASI".into(), epoch: 1, signing_locked: false };
        store.write(move |tx| tx.put_meta(&meta)).unwrap();
        import(&store, &env, office()).unwrap();
        let ca = DemoCa::open_or_create(home.path.join("ca"), env.now()).unwrap();
        let passphrase = SecretString::from(PASSPHRASE);
        ca.issue(&home.path.join("keys"), HEAD.0, "Anggoro", &passphrase, env.now()).unwrap();
        ca.issue(&home.path.join("keys"), STRANGER.0, "Wahyu", &passphrase, env.now()).unwrap();
        home
    }

    /// A home that somebody else made.
    pub fn at(path: &Path) -> Self {
        Self { path: path.to_owned(), _folder: None }
    }

    /// Another home with the same in it. Nobody may have this one open.
    pub fn copy(&self) -> Self {
        // A store that was just let go of is closed by whichever thread held it last, and its log goes away
        // meanwhile: then the copy is begun again.
        let copied = (0..40).find_map(|_| {
            let folder = tempfile::tempdir().unwrap();
            match copy(&self.path, folder.path()) {
                Ok(()) => Some(folder),
                Err(_) => {
                    std::thread::sleep(std::time::Duration::from_millis(50));
                    None
                }
            }
        });
        let folder = copied.unwrap();
        Self { path: folder.path().to_owned(), _folder: Some(folder) }
    }

    pub fn open(&self, kind: Kind) -> Desk {
        self.open_with(kind, TestEnv::default())
    }

    pub fn open_with(&self, kind: Kind, env: TestEnv) -> Desk {
        let env = Arc::new(env);
        let store = Store::sqlite(&self.path.join("serasi.db")).unwrap();
        let ledger: Arc<dyn Ledger> = Arc::new(SqliteLedger::open(&self.path.join("ledger.db")).unwrap());
        let asked = Arc::clone(&ledger);
        let core = Core::new(store, env.clone())
            .with_signing(Arc::new(move |letter| asked.being_signed(letter).unwrap_or(true)));
        let blobs = Blobs::open(&self.path.join("blobs")).unwrap();
        let typesetter = Arc::new(Typesetter::in_process());
        let signer = Arc::new(TestSigner::new(self.path.join("keys"), self.path.join("made"), kind));
        let trusted = DemoCa::open_or_create(self.path.join("ca"), env.now()).unwrap().trusted();
        let drafts = Drafts { core: core.clone(), blobs: blobs.clone(), typesetter: typesetter.clone() };
        let signing = Arc::new(Signing {
            core,
            blobs,
            ledger,
            signer: signer.clone(),
            typesetter,
            env: env.clone(),
            trusted,
            public_url: "https://serasi.example".into(),
            process: env.new_id(),
            in_flight: Default::default(),
            entered: Default::default(),
        });
        Desk { signing, signer, env, drafts }
    }
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

impl Desk {
    fn perform(&self, actor: PersonId, record: RecordId, what: What) -> Result<ActionResult, CoreError> {
        let id = ActionId(self.env.new_id());
        let version = self.signing.body(record)?.map(|(version, _)| version);
        let expects = version.map_or(Expects::New, Expects::Version);
        self.signing.core.perform(ServerAction { id, actor: Some(actor), record, expects, what })
    }

    pub fn does(&self, actor: PersonId, record: RecordId, what: What) {
        let result = self.perform(actor, record, what).unwrap();
        assert!(matches!(result, ActionResult::Applied { .. }), "{result:?}");
    }

    pub fn tries(&self, actor: PersonId, record: RecordId, what: What) -> ActionResult {
        self.perform(actor, record, what).unwrap()
    }

    /// A request that was submitted and forwarded; its paraf is open.
    pub fn forwarded(&self, slug: &str) -> RecordId {
        let request = RecordId(self.env.new_id());
        let (fields, requirements) = match slug {
            "kuitansi" => (
                texts(&[("purpose", "Konsumsi rapat"), ("amount", "450.000"), ("account", "5.2.01")]),
                [("nota".to_owned(), Shown::Original)].into(),
            ),
            _ => (
                texts(&[("purpose", "melamar pekerjaan")]),
                ["ktp", "kk"].map(|key| (key.to_owned(), Shown::Original)).into(),
            ),
        };
        let submit = action::Submit {
            office: VILLAGE,
            queue: "A-01".into(),
            channel: Channel::Counter,
            letter_type: letters::id_of(slug),
            applicant: SRI,
            subject: SRI,
            contact: String::new(),
            fields,
            requirements,
            note: String::new(),
        };
        self.does(SITI, request, What::Submit(submit));
        self.forward(request);
        request
    }

    /// Forwards a request as it is.
    pub fn forward(&self, request: RecordId) {
        let (today, now) = (date_of(self.env.now()), self.env.now());
        let snapshot = self.signing.core.store.read(|tx| {
            let scope = Scope::of(tx, SITI, DeviceId(SITI.0), "siti", ContentHash::of(b""), now)?;
            preview::compose(tx, &scope, request, today)
        });
        let body = self.request(request);
        let seen = |id| Seen { record: id, version: self.signing.body(id).unwrap().unwrap().0 };
        let forward = action::Forward {
            snapshot: ContentHash::of(&snapshot.unwrap().canonical()),
            letter_type: seen(body.letter_type),
            people: vec![seen(body.subject)],
            prepared_on: today,
        };
        self.does(SITI, request, What::Forward(forward));
    }

    pub fn request(&self, id: RecordId) -> Request {
        match self.signing.body(id).unwrap() {
            Some((_, Body::Request(request))) => request,
            other => panic!("{other:?}"),
        }
    }

    pub fn letter_of(&self, request: RecordId) -> Letter {
        self.signing.letter(self.request(request).letter.unwrap()).unwrap().unwrap()
    }

    pub fn task_of(&self, request: RecordId, kind: TaskKind) -> Task {
        let frozen = self.letter_of(request).frozen.unwrap();
        let mut tasks = frozen.tasks.iter().map(|id| self.signing.task(*id).unwrap().unwrap());
        tasks.find(|task| task.kind == kind).unwrap()
    }

    /// Gives the paraf.
    pub fn verify(&self, request: RecordId) {
        let task = self.task_of(request, TaskKind::Verify);
        self.does(ANI, task.id, What::Verify(action::Verify { snapshot: task.snapshot }));
    }

    /// A letter that waits for its signature, with the page that was read.
    pub fn ready(&self) -> (RecordId, Task) {
        let request = self.forwarded("surat-pengantar");
        self.verify(request);
        self.drafts.draft(self.request(request).letter.unwrap()).unwrap();
        (request, self.task_of(request, TaskKind::Sign))
    }

    pub fn order(&self, task: &Task) -> Order {
        Order { task: task.id, snapshot: task.snapshot, person: HEAD, batch: self.env.new_id(), read: true }
    }

    pub fn sign(&self, task: &Task) -> SignOutcome {
        steps::sign(&self.signing, &self.order(task), &SecretString::from(PASSPHRASE))
    }

    /// Writes a record as no rule would.
    pub fn forge(&self, body: impl Into<Body>) {
        self.try_forge(body).unwrap();
    }

    pub fn try_forge(&self, body: impl Into<Body>) -> Result<(), StoreError> {
        let body = body.into();
        self.signing.core.store.write(move |tx| {
            let version = tx.load(body.id())?.map_or(0, |stored| stored.version);
            tx.put(&body, version + 1).map(|_| ())
        })
    }
}

fn texts(all: &[(&str, &str)]) -> std::collections::BTreeMap<String, String> {
    all.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

fn office() -> Vec<Body> {
    let unit = |id, name: &str, kind, parent, word: &str, head: &str| -> Body {
        Office {
            id,
            code: "BNB".into(),
            name: name.into(),
            kind,
            parent,
            word: word.into(),
            head: head.into(),
            address: "Jalan Raya Banyubiru No. 1".into(),
            contact: String::new(),
            number_format: "{classification}/{n3}/{office}/{month}/{year}".into(),
            rest: Rest::new(),
        }
        .into()
    };
    let holder = |n, person, office, name: &str, position: &str, roles: &[Role]| -> Body {
        Official {
            id: RecordId(Uuid::from_u128(n)),
            person,
            office,
            name: name.into(),
            nip: None,
            position: position.into(),
            capacity: Capacity::Definitive,
            from: jiff::civil::date(2020, 1, 1),
            until: None,
            roles: roles.to_vec(),
            order: 0,
            rest: Rest::new(),
        }
        .into()
    };
    let mut bodies = vec![
        unit(REGENCY, "Semarang", OfficeKind::Regency, None, "Kabupaten", "Bupati"),
        unit(DISTRICT, "Banyubiru", OfficeKind::District, Some(REGENCY), "Kecamatan", "Camat"),
        unit(VILLAGE, "Banyubiru", OfficeKind::Village, Some(DISTRICT), "Desa", "Kepala Desa"),
        unit(ELSEWHERE, "Kebondowo", OfficeKind::Village, Some(DISTRICT), "Desa", "Kepala Desa"),
        holder(101, SITI, VILLAGE, "Siti Rahayu", "Kasi Pelayanan", &[Role::Operator]),
        holder(103, ANI, VILLAGE, "Ani Lestari", "Sekretaris Desa", &[Role::Verifier]),
        holder(104, HEAD, VILLAGE, "Anggoro", "Kepala Desa", &[Role::Signer]),
        holder(105, STRANGER, ELSEWHERE, "Wahyu", "Kepala Desa", &[Role::Operator, Role::Signer]),
        sri().into(),
    ];
    bodies.extend(letters::shipped().unwrap().into_iter().map(|(letter_type, _)| Body::from(letter_type)));
    bodies
}

fn sri() -> Resident {
    let birth = jiff::civil::date(1990, 3, 14);
    Resident {
        id: SRI,
        office: VILLAGE,
        nik: Nik::compose("332207", Sex::Female, birth, 1).unwrap(),
        kk: Kk::compose("332207", jiff::civil::date(2010, 5, 1), 1).unwrap(),
        name: "Sri Wahyuni".into(),
        sex: Sex::Female,
        birth_place: "Semarang".into(),
        birth_date: birth,
        religion: "Islam".into(),
        marital: "Kawin".into(),
        occupation: "Petani".into(),
        citizenship: "WNI".into(),
        family_position: "Kepala Keluarga".into(),
        hamlet: "Krajan".into(),
        rt: "02".into(),
        rw: "05".into(),
        status: LifeStatus::Alive,
        status_since: None,
        source: "OpenSID".into(),
        source_date: jiff::civil::date(2026, 10, 1),
        rest: Rest::new(),
    }
}

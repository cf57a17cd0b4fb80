//! The facade over a line that can be cut: log in, work without the server, be in sync again, alone or with
//! another process or person on the same machine.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use secrecy::SecretString;
use serasi::client::transport::{Answer, Call, Dial, LineError, Transport};
use serasi::client::{Client, Desk};
use serasi::desk::{Command, DeskError, Done, Found, ItemState, Link, LookAt, Query, RequestFilter, SyncStatus};
use serasi::domain::id::RecordId;
use serasi::domain::record::Body;
use serasi::domain::request::{Channel, Shown};
use serasi::env::{Env, System};
use serasi::server::core::import;
use uuid::Uuid;

use super::exhaustive::open_request;
use super::histories::Dice;
use super::replica::{InProcess, fast_dir};
use crate::api::village::{PASSWORD, Village};
use crate::domain::world::noon;

pub const ADDRESS: &str = "https://serasi.example";
pub const LONG: Duration = Duration::from_secs(20);

/// A clock that runs from noon, beside the village's.
pub struct Running {
    real: System,
    ahead: Mutex<SignedDuration>,
    /// When this step is reached, what runs there dies; once.
    pub(super) dies_at: Mutex<Option<&'static str>>,
}

impl Env for Running {
    fn now(&self) -> Timestamp {
        noon() + SignedDuration::try_from(self.real.monotonic()).unwrap() + *self.ahead.lock().unwrap()
    }

    fn monotonic(&self) -> Duration {
        self.real.monotonic()
    }

    fn new_id(&self) -> Uuid {
        self.real.new_id()
    }

    fn random(&self) -> u128 {
        self.real.random()
    }

    fn reached(&self, step: &'static str) {
        let mut dies_at = self.dies_at.lock().unwrap();
        if *dies_at == Some(step) {
            *dies_at = None;
            drop(dies_at);
            panic!("killed at {step}");
        }
    }
}

/// A line in the test's hand.
struct Hand {
    router: InProcess,
    cut: Arc<AtomicBool>,
    calls: Arc<AtomicUsize>,
    /// Of a hundred calls so many are lost, half of them after they arrived.
    lost: Option<Arc<Mutex<(Dice, usize)>>>,
}

impl Hand {
    fn fate(&self) -> usize {
        let Some(lost) = &self.lost else { return 100 };
        let (dice, percent) = &mut *lost.lock().unwrap();
        let n = dice.below(100);
        if n < *percent { n % 2 } else { 100 }
    }
}

impl Transport for Hand {
    fn call(&self, call: Call) -> Answer<'_> {
        self.calls.fetch_add(1, Ordering::SeqCst);
        let fate = self.fate();
        Box::pin(async move {
            let down = || LineError::Down("cut".into());
            if self.cut.load(Ordering::SeqCst) || fate == 0 {
                return Err(down());
            }
            let answer = self.router.call(call).await;
            if self.cut.load(Ordering::SeqCst) || fate == 1 { Err(down()) } else { answer }
        })
    }

    fn lines<'a>(&'a self, call: Call, each: &'a mut (dyn FnMut(&str) + Send)) -> Answer<'a> {
        self.router.lines(call, each)
    }
}

pub struct Scene {
    pub village: Village,
    pub home: tempfile::TempDir,
    pub env: Arc<Running>,
    cut: Arc<AtomicBool>,
    calls: Arc<AtomicUsize>,
}

impl Scene {
    pub fn new(requests: u128) -> Self {
        let village = Village::new();
        let bodies: Vec<Body> = (0..requests).map(complete_request).collect();
        import(&village.app.core.store, village.env.as_ref(), bodies).unwrap();
        let env = Arc::new(Running {
            real: System::new(),
            ahead: Mutex::new(SignedDuration::ZERO),
            dies_at: Mutex::default(),
        });
        Self { village, home: fast_dir(), env, cut: Arc::default(), calls: Arc::default() }
    }

    pub fn client_at(&self, home: &Path, lost: usize) -> Client {
        let (router, cut, calls) = (self.village.router.clone(), self.cut.clone(), self.calls.clone());
        let dice = (lost > 0).then(|| Arc::new(Mutex::new((Dice::new(11), lost))));
        let dial: Dial = Arc::new(move |_| {
            let router = InProcess(router.clone());
            Arc::new(Hand { router, cut: cut.clone(), calls: calls.clone(), lost: dice.clone() })
        });
        Client::open_with(home, self.env.clone(), dial).unwrap()
    }

    pub(super) fn client(&self) -> Client {
        self.client_at(&self.home.path().join("home"), 0)
    }

    pub fn cut(&self, cut: bool) {
        self.cut.store(cut, Ordering::SeqCst);
    }

    /// Time passes, for desks and server.
    pub fn pass(&self, time: SignedDuration) {
        *self.env.ahead.lock().unwrap() += time;
        self.village.env.pass(time);
    }

    pub fn version(&self, n: u128) -> u64 {
        self.village.app.core.store.read(move |tx| tx.load(id(n))).unwrap().unwrap().version
    }
}

pub fn id(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(0xF000_0000 + n))
}

pub fn complete_request(n: u128) -> Body {
    let Body::Request(mut request) = open_request(id(n)) else { panic!() };
    request.queue = format!("A-{n:02}");
    request.channel = if n.is_multiple_of(2) { Channel::Online } else { Channel::Counter };
    request.submitted = Some(noon() - SignedDuration::from_mins(i64::try_from(n).unwrap()));
    request.fields.insert("purpose".into(), "melamar kerja".into());
    request.requirements = [("ktp".to_owned(), Shown::Original), ("kk".to_owned(), Shown::Original)].into();
    request.into()
}

pub fn password(text: &str) -> SecretString {
    SecretString::from(text)
}

pub(super) fn status(desk: &Desk) -> SyncStatus {
    match desk.query(Query::Status).unwrap() {
        Found::Status(status) => status,
        other => panic!("{other:?}"),
    }
}

pub(super) fn queue(desk: &Desk) -> Vec<serasi::desk::RequestRow> {
    match desk.query(Query::Requests(RequestFilter::Queue)).unwrap() {
        Found::Requests(rows) => rows,
        other => panic!("{other:?}"),
    }
}

pub(super) fn forward(desk: &Desk, n: u128) {
    let done = desk.perform(Command::Forward { request: id(n), snapshot: None }).unwrap();
    assert!(matches!(done, Done::Queued { undecided: false, .. }), "{done:?}");
}

/// Waits for a change until something holds.
pub(super) fn until(desk: &Desk, what: &str, mut holds: impl FnMut() -> bool) {
    let changes = desk.changes();
    let begun = std::time::Instant::now();
    while !holds() {
        assert!(begun.elapsed() < LONG, "{what}: {:?}", status(desk));
        changes.wait_for(Duration::from_millis(200));
    }
}

#[test]
fn work_goes_on_without_the_server_and_through_once_when_it_is_back() {
    let scene = Scene::new(6);
    let siti = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    let synced = siti.sync_now(LONG).unwrap();
    assert_eq!((synced.link, synced.catching_up, synced.unsent), (Link::Online, false, 0));
    let Found::Who(who) = siti.query(Query::Who).unwrap() else { panic!() };
    assert_eq!((who.name.as_str(), who.office_name.as_str()), ("Siti Rahayu", "Desa Banyubiru"));
    // People in the room first, then by time left of the promise.
    let order: Vec<String> = queue(&siti).into_iter().map(|row| row.queue).collect();
    assert_eq!(order, ["A-05", "A-03", "A-01", "A-04", "A-02", "A-00"]);

    scene.cut(true);
    forward(&siti, 5);
    forward(&siti, 3);
    assert_eq!(queue(&siti).len(), 4);
    let offline = siti.sync_now(Duration::from_secs(1)).unwrap();
    assert_eq!(offline.unsent, 2);
    assert!(matches!(offline.link, Link::Offline { .. }), "{offline:?}");
    let Found::SyncItems(items) = siti.query(Query::SyncItems).unwrap() else { panic!() };
    assert_eq!(items.len(), 2);
    assert_eq!((items[0].about.as_str(), &items[0].state), ("Sri Wahyuni (Surat Pengantar)", &ItemState::Waiting));

    scene.cut(false);
    let synced = siti.sync_now(LONG).unwrap();
    assert_eq!((synced.unsent, synced.attention), (0, 0));
    assert_eq!((scene.version(5), scene.version(3), scene.version(1)), (2, 2, 1));
    let ani = scene.client().login(ADDRESS, "ani", &password(PASSWORD)).unwrap();
    ani.sync_now(LONG).unwrap();
    let Found::Tasks(tasks) = ani.query(Query::Tasks).unwrap() else { panic!() };
    assert_eq!(tasks.len(), 2);
    assert_eq!((tasks[0].name.as_str(), tasks[0].purpose.as_str()), ("Sri Wahyuni", "melamar kerja"));
    // Both letters are for the same person and of the same kind: each approver is told.
    assert_eq!(tasks[0].group, serasi::desk::Group::ToLookAt);
    let Found::Task(task) = ani.query(Query::Task(tasks[0].id)).unwrap() else { panic!() };
    assert_eq!((task.age, task.originals.as_slice()), (Some(36), ["KTP".to_owned(), "KK".to_owned()].as_slice()));
    assert_eq!(task.behind[0].1, "Siti Rahayu");
    assert_eq!(task.as_whom, "Sekretaris Desa Banyubiru");
    let told: Vec<&LookAt> = task.look_at.iter().filter(|what| what.is_odd()).collect();
    assert!(matches!(told[..], [LookAt::SameKind { number: None, .. }]), "{told:?}");
}

#[test]
fn the_preview_on_the_screen_is_what_is_forwarded() {
    let scene = Scene::new(1);
    let siti = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    let view = |desk: &Desk| match desk.query(Query::Request(id(0))).unwrap() {
        Found::Request(view) => *view,
        other => panic!("{other:?}"),
    };
    let serasi::desk::Preview::Lines { lines, snapshot } = view(&siti).preview else { panic!() };
    assert!(lines.iter().any(|line| line.contains("melamar kerja")), "{lines:?}");
    siti.perform(Command::Forward { request: id(0), snapshot: Some(snapshot) }).unwrap();
    let shown = view(&siti);
    assert_eq!(
        shown.preview,
        serasi::desk::Preview::Lines { lines, snapshot },
        "as it went, also before it is typeset"
    );
    assert!(shown.row.pending && shown.row.claim.is_some_and(|claim| claim.mine));
}

#[test]
fn a_running_desk_shows_a_verbs_change_without_a_key_and_sends_it() {
    let scene = Scene::new(2);
    let desk = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.stay_in_sync();
    until(&desk, "first sync", || !status(&desk).catching_up && queue(&desk).len() == 2);
    // A second client on the same home stands for another process.
    let verb = scene.client().select(Some("siti")).unwrap();
    let changes = desk.changes();
    forward(&verb, 1);
    assert!(changes.wait_for(LONG));
    assert_eq!(queue(&desk).len(), 1);
    let synced = verb.sync_now(LONG).unwrap();
    assert_eq!(synced.unsent, 0, "the desk that runs sent it");
    assert_eq!(scene.version(1), 2);
    // The other way round: the verb sees what the desk does, and takes over when the desk ends.
    forward(&desk, 0);
    drop(desk);
    assert_eq!(verb.sync_now(LONG).unwrap().unsent, 0);
    assert_eq!(scene.version(0), 2);
}

#[test]
fn who_logged_in_within_fourteen_days_gets_in_without_a_line() {
    let scene = Scene::new(1);
    let client = scene.client();
    client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap().sync_now(LONG).unwrap();
    scene.cut(true);
    let desk = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    forward(&desk, 0);
    drop(desk);
    let failed = |account: &str, text: &str| client.login(ADDRESS, account, &password(text)).err().unwrap();
    assert_eq!(failed("siti", "salah"), DeskError::WrongPassword);
    assert_eq!(failed("ani", PASSWORD), DeskError::Offline);
    let profiles = client.profiles().unwrap();
    assert_eq!((profiles.len(), profiles[0].unlocks, profiles[0].unsent), (1, true, 1));
    assert_eq!(client.unlock(&profiles[0], &password("salah")).err(), Some(DeskError::WrongPassword));
    *scene.env.ahead.lock().unwrap() = SignedDuration::from_hours(14 * 24 + 1);
    assert_eq!(client.unlock(&profiles[0], &password(PASSWORD)).err(), Some(DeskError::LoggedOut));
    assert_eq!(failed("siti", PASSWORD), DeskError::Offline);
    scene.cut(false);
    assert_eq!(failed("siti", "salah"), DeskError::WrongPassword);
}

#[test]
fn a_pin_opens_this_machine_without_a_line_and_never_goes_to_the_server() {
    let scene = Scene::new(1);
    let client = scene.client();
    let desk = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    assert_eq!(desk.set_pin(&password("123456")), Err(DeskError::BadPin));
    desk.set_pin(&password("190845")).unwrap();
    drop(desk);
    let begun = std::time::Instant::now();
    let desk = client.login(ADDRESS, "siti", &password("190845")).unwrap();
    println!("a PIN opens the desk in {} ms", begun.elapsed().as_millis());
    assert_eq!(desk.sync_now(LONG).unwrap().link, Link::Online);
    drop(desk);
    let calls = scene.calls.load(Ordering::SeqCst);
    let tries = |text: &str| client.login(ADDRESS, "siti", &password(text)).err();
    for _ in 0..5 {
        assert_eq!(tries("190846"), Some(DeskError::WrongPassword));
    }
    assert_eq!(scene.calls.load(Ordering::SeqCst), calls, "a wrong PIN stays here");
    // Forgotten after five: the right one is a wrong password now, and the password opens.
    assert_eq!(tries("190845"), Some(DeskError::WrongPassword));
    assert!(tries(PASSWORD).is_none());
}

#[test]
fn a_pin_opens_the_desk_when_the_session_is_over_but_does_not_renew_it() {
    let scene = Scene::new(1);
    let client = scene.client();
    let desk = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    desk.set_pin(&password("190845")).unwrap();
    desk.logout().unwrap();
    drop(desk);
    let desk = client.login(ADDRESS, "siti", &password("190845")).unwrap();
    forward(&desk, 0);
    assert_eq!(desk.sync_now(LONG).unwrap().link, Link::LoggedOut);
    drop(desk);
    let desk = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    let synced = desk.sync_now(LONG).unwrap();
    assert_eq!((synced.link, synced.unsent), (Link::Online, 0));
}

#[test]
fn another_persons_outbox_is_sent_under_their_own_session() {
    let scene = Scene::new(1);
    let client = scene.client();
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    scene.cut(true);
    forward(&siti, 0);
    drop(siti);
    scene.cut(false);
    let joko = client.login(ADDRESS, "joko", &password(PASSWORD)).unwrap();
    let waiting = status(&joko).others;
    assert_eq!((waiting.len(), waiting[0].name.as_str(), waiting[0].actions), (1, "Siti Rahayu", 1));
    joko.stay_in_sync();
    until(&joko, "hers is sent", || status(&joko).others.is_empty());
    assert_eq!(scene.version(0), 2);
    // And what she queues while Joko's desk is open goes when her verb ends.
    let siti = client.select(Some("siti")).unwrap();
    siti.perform(Command::MarkRead { record: id(0) }).unwrap();
    drop(siti);
    until(&joko, "hers is sent again", || client.profiles().unwrap().iter().all(|profile| profile.unsent == 0));
}

#[test]
fn an_ended_session_keeps_its_outbox_and_logging_in_sends_it() {
    let scene = Scene::new(1);
    let client = scene.client();
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    scene.village.env.pass(SignedDuration::from_hours(24 * 31));
    forward(&siti, 0);
    let ended = siti.sync_now(LONG).unwrap();
    assert_eq!((ended.link, ended.unsent), (Link::LoggedOut, 1));
    assert!(matches!(siti.sign(Vec::new(), password("x")), Err(DeskError::LoggedOut)));
    drop(siti);
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    let synced = siti.sync_now(LONG).unwrap();
    assert_eq!((synced.link, synced.unsent), (Link::Online, 0));
    siti.logout().unwrap();
    assert_eq!(siti.sync_now(LONG).unwrap().link, Link::LoggedOut);
}

fn incoming(pdf: serasi::domain::id::ContentHash) -> Body {
    use serasi::domain::letter::{Arrival, Letter, LetterState};
    Letter {
        id: id(900),
        office: crate::domain::world::VILLAGE,
        subject: "Undangan rapat".into(),
        kind: "Undangan".into(),
        classification: "000.1".into(),
        secrecy: Default::default(),
        urgency: Default::default(),
        state: LetterState::Received,
        request: None,
        frozen: None,
        arrival: Some(Arrival {
            office: None,
            sender: "Dinas Sosial".into(),
            number: "000.1/12/2026".into(),
            agenda: 7,
            received: Some(noon()),
        }),
        number: None,
        date: None,
        token: None,
        pdf: Some(pdf),
        rest: Default::default(),
    }
    .into()
}

#[test]
fn an_incoming_letter_with_its_file_is_read_and_followed_up_without_the_server() {
    let scene = Scene::new(0);
    let bytes = b"%PDF-1.7 undangan".to_vec();
    let hash = scene.village.app.blobs.keep(&bytes).unwrap();
    import(&scene.village.app.core.store, scene.village.env.as_ref(), vec![incoming(hash)]).unwrap();
    let siti = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.stay_in_sync();
    let row = |desk: &Desk| match desk.query(Query::Inbox).unwrap() {
        Found::Inbox(rows) => rows.into_iter().next(),
        other => panic!("{other:?}"),
    };
    let view = |desk: &Desk| match desk.query(Query::Letter(id(900))) {
        Ok(Found::Letter(view)) => Some(*view),
        _ => None,
    };
    until(&siti, "the file comes by itself", || view(&siti).is_some_and(|view| view.file_here));
    scene.cut(true);
    assert_eq!(siti.letter_pdf(id(900)).unwrap(), bytes);
    assert!(row(&siti).is_some_and(|row| row.unread && !row.followed_up && row.agenda == 7));
    siti.perform(Command::MarkRead { record: id(900) }).unwrap();
    siti.perform(Command::FollowUp { letter: id(900), note: "hadir\u{202e}".into() }).unwrap();
    assert!(row(&siti).is_some_and(|row| !row.unread && row.followed_up && row.pending));
    let by = view(&siti).and_then(|view| view.by);
    assert_eq!(by.as_deref(), Some("Siti Rahayu"));
    scene.cut(false);
    siti.sync_now(LONG).unwrap();
    until(&siti, "all sent", || status(&siti).unsent == 0);
    assert_eq!((status(&siti).attention, scene.version(900)), (0, 2));
}

#[test]
fn a_desk_that_holds_something_else_than_the_server_begins_that_stream_again() {
    let scene = Scene::new(3);
    let client = scene.client();
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    drop(siti);
    let profile = &client.profiles().unwrap()[0];
    let dir = client.home().join(profile.server.to_string()).join(profile.person.to_string());
    {
        // As if a first sync had been on its way and had got a record that the server never had.
        let store = serasi::client::store::Store::open(&dir).unwrap();
        let stream = serasi::domain::stream::StreamId::Office(crate::domain::world::VILLAGE);
        store
            .write(move |files| {
                serasi::client::store::streams::hold(&files.cache, stream, id(555), 3)?;
                let sql = "UPDATE stream SET bottom = 0, below = position + 1 WHERE name = ?1";
                files.cache.execute(sql, [stream.to_string()])?;
                Ok(())
            })
            .unwrap();
    }
    let siti = client.select(None).unwrap();
    for _ in 0..3 {
        siti.sync_now(LONG).unwrap();
    }
    assert!(!status(&siti).catching_up);
    let store = serasi::client::store::Store::open(&dir).unwrap();
    let held: i64 = store
        .read(|files| Ok(files.cache.query_row("SELECT count(*) FROM held WHERE version = 3", [], |row| row.get(0))?))
        .unwrap();
    assert_eq!((held, queue(&siti).len()), (0, 3));
}

#[test]
fn a_verb_waits_for_another_verb_that_syncs_and_not_longer() {
    let scene = Scene::new(1);
    let one = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    one.sync_now(LONG).unwrap();
    let two = scene.client().select(Some("siti")).unwrap();
    forward(&two, 0);
    let begun = std::time::Instant::now();
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| one.sync_now(LONG).unwrap());
        let second = two.sync_now(LONG).unwrap();
        (first.join().unwrap(), second)
    });
    assert_eq!((first.unsent, second.unsent), (0, 0));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

#[test]
fn everything_of_a_profile_is_private() {
    use std::os::unix::fs::PermissionsExt;
    let scene = Scene::new(1);
    let client = scene.client();
    let siti = client.login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.sync_now(LONG).unwrap();
    let mut left = vec![client.home().to_owned()];
    let mut files = 0;
    while let Some(dir) = left.pop() {
        assert_eq!(std::fs::metadata(&dir).unwrap().permissions().mode() & 0o777, 0o700, "{}", dir.display());
        for entry in std::fs::read_dir(&dir).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_dir() {
                left.push(entry.path());
            } else if entry.file_type().unwrap().is_file() {
                files += 1;
                let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
                assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
                let bytes = std::fs::read(entry.path()).unwrap();
                let found = bytes.windows(PASSWORD.len()).any(|window| window == PASSWORD.as_bytes());
                assert!(!found, "the password stands in {}", entry.path().display());
            }
        }
    }
    assert!(files > 6, "{files}");
}

#[test]
fn nothing_is_signed_without_a_line() {
    let scene = Scene::new(0);
    let desk = scene.client().login(ADDRESS, "kades", &password(PASSWORD)).unwrap();
    scene.cut(true);
    assert!(matches!(desk.sign(Vec::new(), password("x")), Err(DeskError::Offline)));
    let item = serasi::wire::signatures::SignItem {
        task: id(0),
        snapshot: serasi::domain::id::ContentHash::of(b"x"),
        opened: false,
    };
    assert!(matches!(desk.sign(vec![item; 101], password("x")), Err(DeskError::TooMany)));
}

#[test]
fn on_a_line_that_loses_every_third_message_everything_arrives_once() {
    let scene = Scene::new(12);
    let client = scene.client_at(&scene.home.path().join("home"), 33);
    let siti = loop {
        match client.login(ADDRESS, "siti", &password(PASSWORD)) {
            Ok(desk) => break desk,
            Err(error) => assert_eq!(error, DeskError::Offline),
        }
    };
    siti.stay_in_sync();
    until(&siti, "first sync", || queue(&siti).len() == 12 && !status(&siti).catching_up);
    for n in 0..12 {
        forward(&siti, n);
    }
    until(&siti, "all sent", || status(&siti).unsent == 0);
    assert_eq!(status(&siti).attention, 0);
    assert!((0..12).all(|n| scene.version(n) == 2), "each once");
}

#[test]
fn between_two_polls_the_line_is_quiet() {
    let scene = Scene::new(1);
    let siti = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    siti.stay_in_sync();
    until(&siti, "first sync", || status(&siti).link == Link::Online && !status(&siti).catching_up);
    std::thread::sleep(Duration::from_millis(700));
    let (calls, changes) = (scene.calls.load(Ordering::SeqCst), siti.changes());
    assert!(!changes.wait_for(Duration::from_secs(2)), "an idle desk wakes nobody");
    assert_eq!(scene.calls.load(Ordering::SeqCst), calls, "the poll is held");
}

#[test]
fn a_machine_whose_clock_stands_on_another_day_forwards_what_was_read() {
    let scene = Scene::new(1);
    *scene.env.ahead.lock().unwrap() = SignedDuration::from_hours(40);
    let desk = scene.client().login(ADDRESS, "siti", &password(PASSWORD)).unwrap();
    desk.sync_now(LONG).unwrap();
    forward(&desk, 0);
    assert_eq!(desk.sync_now(LONG).unwrap().unsent, 0);
    assert_eq!(scene.version(0), 2);
}

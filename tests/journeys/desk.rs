//! A desk of plain data that does what it is told, at once.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use serasi::desk::{
    ArchiveChoices, ArchiveFilter, ArchiveKind, ArchiveRow, CitizenView, ClaimView, Colleague, Command, CounterView,
    DeskError, Done, DoneAgain, FieldView, Found, Group, HomeView, InboxRow, ItemState, LetterView, LookAt, Notice,
    Oddity, Preview, Query, RequestFilter, RequestRow, RequestView, RequirementView, ResidentRow, ResidentView,
    SavedView, Settled, Share, Shows, SignItem, SignOutcome, SignStep, Slip, Step, SyncBoard, SyncItem, SyncItemView,
    SyncStatus, Tabs, TakeBack, TaskRow, TaskView, Today, Trail, UndoView, WaitsFor, Way, Who,
};
use serasi::domain::counters::{Count, Counter, Counts, Seat};
use serasi::domain::handing::Handed;
use serasi::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use serasi::domain::letter::{Arrival, Letter, LetterState, Secrecy, Urgency};
use serasi::domain::letter_type::LetterType;
use serasi::domain::nik::{Kk, Nik};
use serasi::domain::numbering::{Number, OUTGOING};
use serasi::domain::office::Role;
use serasi::domain::policy::Policy;
use serasi::domain::queue_number::QueueNumber;
use serasi::domain::record::Rest;
use serasi::domain::refusal::Refusal;
use serasi::domain::request::{Because, Channel, Owner, Request, RequestState, Shown};
use serasi::domain::resident::{LifeStatus, Resident, Sex};
use serasi::domain::task::{TaskKind, TaskState};
use serasi::domain::turnaround::Turnaround;
use uuid::Uuid;

/// Ten to eleven on a Friday.
pub const NOW: &str = "2026-11-20T03:42:00Z";

pub fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub fn minutes_ago(minutes: i64) -> Option<Timestamp> {
    Some(now() - jiff::SignedDuration::from_mins(minutes))
}

pub fn record(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(n))
}

pub const REQUEST: u128 = 0x1000;
pub const LETTER: u128 = 0x2000;
pub const TASK: u128 = 0x3000;
pub const ACTION: u128 = 0x4000;
pub const READY: u128 = 0x1500;
pub const READY_LETTER: u128 = 0x2500;

/// The state behind the screens, and what was asked of it.
pub struct FakeDesk {
    pub who: Option<Who>,
    pub status: SyncStatus,
    pub requests: Vec<RequestView>,
    pub letters: Vec<LetterView>,
    pub tasks: Vec<TaskView>,
    pub items: Vec<SyncItem>,
    pub sides: Vec<SyncItemView>,
    pub board: SyncBoard,
    pub waits: Vec<WaitsFor>,
    pub today: Today,
    pub turnaround: Turnaround,
    /// Of the week, where it is another than today's.
    pub week: Option<Turnaround>,
    pub residents: Vec<ResidentView>,
    pub archive: Vec<ArchiveRow>,
    /// A request that is over, with its letter.
    pub past: (RequestView, LetterView),
    pub views: Vec<SavedView>,
    /// Cards that were told about.
    pub cards: BTreeMap<String, RecordId>,
    /// Kinds of letter at the counter.
    pub kinds: Vec<LetterType>,
    /// What a new request would repeat.
    pub repeats: Vec<RequestRow>,
    /// Kind and fields of the last request.
    pub last: Option<(RecordId, BTreeMap<String, String>)>,
    pub operators: Vec<Colleague>,
    pub notices: Vec<Notice>,
    pub reasons: Vec<String>,
    /// So many are in the list of all: older ones are not.
    pub most: usize,
    /// Letters signed in ink.
    pub without_links: bool,
    /// What the citizen's screen shows before the fields.
    pub facts: Vec<(String, String)>,
    pub drafts: BTreeMap<(String, Option<RecordId>), String>,
    pub commands: Vec<Command>,
    pub signed: Vec<(Vec<SignItem>, String)>,
    pub cancelled: usize,
    /// So many actions do not go along with a way out.
    pub aside: usize,
    pub passphrase: String,
    pub refuse_next: Option<DeskError>,
    /// What cannot be done to these, and why.
    pub refused: BTreeMap<RecordId, Refusal>,
    /// What the undo and redo keys would do.
    pub undo: UndoView,
    /// Actions rest: each can be taken back without a trace.
    pub rests: bool,
    /// Whether taking back is an action of its own that is sent.
    pub undo_is_sent: bool,
    /// Only the server can decide what is done.
    pub undecided: bool,
    pub kept: Vec<Kept>,
    pub next_action: u128,
    pub taken_back: Vec<Command>,
    /// The action that can no longer be taken back.
    pub stuck: Option<ActionId>,
    /// Where logins went, none for where the account is known from.
    pub addresses: Vec<Option<String>>,
    /// PINs that were to be set.
    pub pins: Vec<String>,
    /// Passwords by account.
    pub accounts: Vec<(&'static str, &'static str, Who)>,
}

/// What was there before an action, and what it was.
pub struct Kept {
    back: TakeBack,
    command: Command,
    requests: Vec<RequestView>,
    letters: Vec<LetterView>,
    tasks: Vec<TaskView>,
}

pub fn who(name: &str, position: &str, roles: &[Role]) -> Who {
    Who {
        person: PersonId(Uuid::from_u128(0x50_0000 + name.bytes().map(u128::from).sum::<u128>())),
        name: name.into(),
        position: position.into(),
        office: OfficeId(Uuid::from_u128(0x60)),
        office_name: "Desa Banyubiru".into(),
        roles: roles.to_vec(),
        device: DeviceId(Uuid::from_u128(0x70)),
        server: "Kabupaten Semarang".into(),
    }
}

pub fn operator() -> Who {
    who("Siti Rahayu", "Kasi Pelayanan", &[Role::Operator])
}

pub fn secretary() -> Who {
    who("Ani Lestari", "Sekretaris Desa", &[Role::Verifier])
}

pub fn head() -> Who {
    who("Bambang Sutrisno", "Kepala Desa", &[Role::Signer])
}

const NAMES: [&str; 6] =
    ["Sri Wahyuni", "Slamet Raharjo", "Sumarni", "Joko Prasetyo", "Endang Lestari", "Muhammad Yusuf Al-Fatih"];

pub fn resident(n: u128, name: &str) -> Resident {
    let birth = date(1980, 3, 14);
    Resident {
        id: record(0x9000 + n),
        office: OfficeId(Uuid::from_u128(0x60)),
        nik: Nik::compose("332207", Sex::Female, birth, u16::try_from(n + 1).unwrap()).unwrap(),
        kk: Kk::compose("332207", date(2010, 1, 5), u16::try_from(n + 1).unwrap()).unwrap(),
        name: name.into(),
        sex: Sex::Female,
        birth_place: "Semarang".into(),
        birth_date: birth,
        religion: "Islam".into(),
        marital: "Kawin".into(),
        occupation: "Petani".into(),
        citizenship: "WNI".into(),
        family_position: "Istri".into(),
        hamlet: "Krajan".into(),
        rt: "02".into(),
        rw: "05".into(),
        status: LifeStatus::Alive,
        status_since: None,
        source: "OpenSID".into(),
        source_date: date(2026, 10, 1),
        rest: Rest::new(),
    }
}

/// A resident alone on their family card, without letters.
pub fn resident_view(n: u128, name: &str) -> ResidentView {
    let resident = resident(n, name);
    let row = ResidentRow::of(1, &resident);
    ResidentView { family: vec![row.clone()], row, resident, requests: Vec::new(), flaws: Vec::new() }
}

/// The first two are one family; the last one has a letter.
fn resident_with_family(n: u128) -> ResidentView {
    let view = |n: u128| resident_view(n, NAMES[usize::try_from(n).unwrap()]);
    let mut one = view(n);
    match n {
        0 | 1 => one.family = vec![view(0).row, view(1).row],
        5 => one.requests = vec![a_past_one().0.row],
        _ => {}
    }
    one
}

/// A request whose letter is ready, that letter, and one that came in.
fn archive() -> Vec<ArchiveRow> {
    let row = |n: u128, kind, number: &str, name: &str, subject: &str, state: &str| ArchiveRow {
        id: record(n),
        kind,
        day: Some(date(2026, 11, 19)),
        number: number.into(),
        name: name.into(),
        subject: subject.into(),
        state: state.into(),
        classification: "400.12.2".into(),
        pending: false,
        exact: false,
    };
    vec![
        row(READY, ArchiveKind::Request, "A-33", "Muhammad Yusuf Al-Fatih", "Surat Pengantar", "issued"),
        row(
            READY_LETTER,
            ArchiveKind::Issued,
            "400.12.2/045/XI/2026",
            "Muhammad Yusuf Al-Fatih",
            "Surat Pengantar",
            "issued",
        ),
        row(LETTER, ArchiveKind::Incoming, "000.1.5/112/2026", "Dinas Sosial", "Undangan rapat", "received"),
    ]
}

/// A request that is over: its letter was issued.
pub fn a_past_one() -> (RequestView, LetterView) {
    let mut view = request(5);
    view.row.id = record(READY);
    view.row.queue = "A-33".into();
    view.row.name = "Muhammad Yusuf Al-Fatih".into();
    view.row.state = RequestState::Issued;
    view.row.number = Some("400.12.2/045/XI/2026".into());
    view.request.id = record(READY);
    view.request.state = RequestState::Issued;
    view.request.letter = Some(record(READY_LETTER));
    view.applicant.as_mut().unwrap().name = "Muhammad Yusuf Al-Fatih".into();
    let mut page = letter(5);
    page.row.id = record(READY_LETTER);
    page.letter.id = record(READY_LETTER);
    page.letter.subject = "Surat Pengantar".into();
    page.row.subject = "Surat Pengantar".into();
    page.letter.arrival = None;
    page.row.received = None;
    page.letter.number =
        Some(Number { counter: OUTGOING.into(), year: 2026, n: 45, text: "400.12.2/045/XI/2026".into() });
    page.letter.state = LetterState::Issued;
    page.letter.request = Some(record(READY));
    let nik = view.applicant.as_ref().unwrap().nik.in_full().to_owned();
    page.pages = Some(vec![format!("SURAT PENGANTAR\nNama : Muhammad Yusuf Al-Fatih\nNIK : {nik}")]);
    (view, page)
}

pub fn request(n: u128) -> RequestView {
    let name = NAMES[usize::try_from(n).unwrap() % NAMES.len()];
    let id = record(REQUEST + n);
    let snapshot = ContentHash::of(&n.to_be_bytes());
    let applicant = resident(n, name);
    RequestView {
        row: RequestRow {
            id,
            version: 1,
            queue: format!("A-{:02}", n + 1),
            name: name.into(),
            kind: "Surat Pengantar".into(),
            channel: Channel::Counter,
            since: minutes_ago(12),
            promise_minutes: 30,
            state: RequestState::Submitted,
            claim: None,
            missing: None,
            pending: false,
            number: None,
            ready: None,
        },
        request: Request {
            id,
            office: OfficeId(Uuid::from_u128(0x60)),
            queue: format!("A-{:02}", n + 1),
            channel: Channel::Counter,
            submitted: minutes_ago(12),
            letter_type: record(0x8000),
            applicant: applicant.id,
            subject: applicant.id,
            contact: String::new(),
            fields: BTreeMap::from([("purpose".into(), "melamar pekerjaan".into())]),
            requirements: BTreeMap::from([("ktp".into(), Shown::Original)]),
            state: RequestState::Submitted,
            letter: None,
            notes: BTreeMap::new(),
            ready: None,
            told: BTreeMap::new(),
            rest: Rest::new(),
        },
        subject: Some(applicant.clone()),
        applicant: Some(applicant),
        oddities: Vec::new(),
        fields: vec![FieldView {
            key: "purpose".into(),
            label: "Keperluan".into(),
            value: "melamar pekerjaan".into(),
            required: true,
            help: "Untuk apa surat ini".into(),
        }],
        requirements: vec![
            RequirementView { key: "ktp".into(), label: "KTP".into(), required: true, shown: Shown::Original },
            RequirementView { key: "kk".into(), label: "KK".into(), required: true, shown: Shown::Original },
        ],
        preview: Preview::Lines {
            lines: vec!["SURAT PENGANTAR".into(), format!("Nama : {name}"), "Keperluan : melamar pekerjaan".into()],
            snapshot,
        },
        notes: Vec::new(),
        by: None,
        trail: Trail::default(),
    }
}

/// A request whose letter is finished and waits to be fetched.
pub fn ready(n: u128, hours_ago: i64) -> RequestView {
    let mut view = request(n);
    view.row.state = RequestState::Issued;
    view.row.number = Some(format!("400.12.2.1/{:03}/XI/2026", n + 1));
    view.row.ready = minutes_ago(60 * hours_ago);
    view.request.state = RequestState::Issued;
    view.request.contact = "0812-3456-789".into();
    view
}

/// A colleague of the operator.
pub fn colleague(n: u128, name: &str) -> Colleague {
    Colleague {
        person: PersonId(Uuid::from_u128(0x90 + n)),
        name: name.into(),
        position: "Staf Pelayanan".into(),
        roles: vec![Role::Operator],
    }
}

pub fn letter(n: u128) -> LetterView {
    let id = record(LETTER + n);
    LetterView {
        row: InboxRow {
            id,
            version: 1,
            agenda: u32::try_from(n).unwrap() + 12,
            sender: "Dinas Sosial".into(),
            subject: format!("Undangan rapat koordinasi {}", n + 1),
            date: Some(date(2026, 11, 18)),
            received: minutes_ago(60),
            urgency: if n == 0 { Urgency::Urgent } else { Urgency::Ordinary },
            unread: true,
            followed_up: false,
            pending: false,
        },
        letter: Letter {
            id,
            office: OfficeId(Uuid::from_u128(0x60)),
            subject: format!("Undangan rapat koordinasi {}", n + 1),
            kind: "Undangan".into(),
            classification: "000.1.5".into(),
            secrecy: Secrecy::Ordinary,
            urgency: Urgency::Urgent,
            state: LetterState::Received,
            request: None,
            frozen: None,
            arrival: Some(Arrival {
                office: None,
                sender: "Dinas Sosial".into(),
                number: "000.1.5/112/2026".into(),
                agenda: u32::try_from(n).unwrap() + 12,
                received: minutes_ago(60),
            }),
            number: None,
            date: Some(date(2026, 11, 18)),
            token: None,
            pdf: None,
            rest: Rest::new(),
        },
        pages: Some(vec!["Dengan hormat,\nkami mengundang Saudara.".into()]),
        by: None,
        file_here: true,
    }
}

pub fn task(n: u128, kind: TaskKind, group: Group) -> TaskView {
    let name = NAMES[usize::try_from(n).unwrap() % NAMES.len()];
    let policy = if group == Group::Ink { Policy::Ink } else { Policy::Electronic };
    let look_at = if group == Group::ToLookAt {
        vec![LookAt::TypedFreely("Keperluan".into(), "keringanan biaya".into())]
    } else {
        Vec::new()
    };
    TaskView {
        row: TaskRow {
            id: record(TASK + n),
            version: 1,
            request: Some(record(REQUEST + n)),
            kind,
            policy,
            group,
            letter_kind: "Surat Pengantar".into(),
            name: name.into(),
            purpose: "melamar pekerjaan".into(),
            since: minutes_ago(9),
            asked_back: false,
            opened: false,
            snapshot: ContentHash::of(&n.to_be_bytes()),
            pending: false,
        },
        state: TaskState::Open,
        age: Some(46),
        address: Some("RT 02 RW 05".into()),
        behind: vec![
            (Step::Checked, "Siti Rahayu".into(), minutes_ago(30)),
            (Step::Verified, "Ani Lestari".into(), minutes_ago(20)),
        ],
        originals: vec!["KTP".into(), "KK".into()],
        copies: Vec::new(),
        look_at,
        pages: Some(vec![format!("SURAT PENGANTAR\nNama : {name}")]),
        as_whom: "Kepala Desa Banyubiru".into(),
        until: None,
        number: None,
    }
}

pub fn item(n: u128, state: ItemState) -> SyncItem {
    SyncItem {
        action: ActionId(Uuid::from_u128(ACTION + n)),
        kind: "forward".into(),
        record: record(REQUEST + n),
        about: "Slamet Raharjo (Surat Pengantar)".into(),
        made: now(),
        state,
        behind: 0,
    }
}

pub fn odd_request(n: u128) -> RequestView {
    let mut view = request(n);
    view.oddities = vec![Oddity::NotAlive, Oddity::OtherFamily];
    view.row.missing = Some("KK".into());
    view.requirements[1].shown = Shown::Missing;
    view.preview = Preview::Cannot(Refusal::RequirementMissing { label: "KK".into() });
    view
}

/// The request, task or letter that a command is about.
fn record_of(command: &Command) -> Option<RecordId> {
    match command {
        Command::Forward { request, .. }
        | Command::ReturnToApplicant { request, .. }
        | Command::Refuse { request, .. }
        | Command::Claim { request, .. } => Some(*request),
        Command::FollowUp { letter, .. } => Some(*letter),
        Command::Verify { task } | Command::ReturnTask { task, .. } => Some(*task),
        _ => None,
    }
}

/// Whether a list with this filter has a request.
fn takes(filter: RequestFilter, view: &RequestView) -> bool {
    let (state, queued) = (&view.row.state, view.row.state.with_operator());
    let counter = view.row.channel == Channel::Counter;
    let over = view.request.due(view.row.promise_minutes).is_some_and(|due| due < now());
    let long = view.row.ready.is_some_and(|at| now().duration_since(at).as_hours() >= 14 * 24);
    match filter {
        RequestFilter::Queue => queued,
        RequestFilter::All => true,
        RequestFilter::AtCounter => queued && counter,
        RequestFilter::Elsewhere => queued && !counter,
        RequestFilter::Overdue => state.promise_runs() && over,
        RequestFilter::ReturnedToMe => matches!(state, RequestState::Returned(_)),
        RequestFilter::WaitingApplicant => matches!(state, RequestState::WaitingApplicant(_)),
        RequestFilter::WaitingOffice => matches!(state, RequestState::WaitingOffice(_)),
        RequestFilter::InInk => *state == RequestState::Ink,
        RequestFilter::Ready => *state == RequestState::Issued,
        RequestFilter::Unfetched => *state == RequestState::Issued && long,
        RequestFilter::Mine => view.row.claim.as_ref().is_some_and(|claim| claim.mine),
        RequestFilter::Waiting => matches!(state.owner(), Owner::Applicant | Owner::OtherOffice),
        RequestFilter::Approval => matches!(state.owner(), Owner::Verifier | Owner::Signer | Owner::Resolver),
        RequestFilter::InDoubt => *state == RequestState::InDoubt,
    }
}

impl FakeDesk {
    /// A desk with one of everything for this person.
    pub fn of(who: Who) -> Self {
        let tasks = match who.roles.first() {
            Some(Role::Verifier) => vec![
                task(0, TaskKind::Verify, Group::Routine),
                task(1, TaskKind::Verify, Group::ToLookAt),
                task(4, TaskKind::Verify, Group::Routine),
            ],
            Some(Role::Signer) => vec![
                task(0, TaskKind::Sign, Group::Routine),
                task(1, TaskKind::Sign, Group::ToLookAt),
                task(2, TaskKind::Sign, Group::Ink),
                task(3, TaskKind::Sign, Group::InDoubt),
                task(4, TaskKind::Sign, Group::Routine),
            ],
            _ => Vec::new(),
        };
        Self {
            who: Some(who),
            status: SyncStatus { link: serasi::desk::Link::Online, last_sync: Some(now()), ..SyncStatus::default() },
            requests: vec![request(0), request(1), odd_request(2), request(3)],
            letters: vec![letter(0), letter(1)],
            past: a_past_one(),
            tasks,
            items: Vec::new(),
            sides: Vec::new(),
            board: SyncBoard::default(),
            waits: Vec::new(),
            today: Today::default(),
            turnaround: Turnaround::default(),
            week: None,
            residents: (0..6).map(resident_with_family).collect(),
            archive: archive(),
            views: Vec::new(),
            cards: BTreeMap::new(),
            kinds: super::counter_desk::kinds(),
            repeats: Vec::new(),
            last: None,
            operators: vec![colleague(0, "Joko Susilo")],
            notices: Vec::new(),
            reasons: Vec::new(),
            most: usize::MAX,
            without_links: false,
            facts: Vec::new(),
            drafts: BTreeMap::new(),
            commands: Vec::new(),
            signed: Vec::new(),
            cancelled: 0,
            aside: 0,
            passphrase: "rahasia".into(),
            refuse_next: None,
            refused: BTreeMap::new(),
            undo: UndoView::default(),
            rests: false,
            undo_is_sent: false,
            undecided: false,
            kept: Vec::new(),
            next_action: 1,
            taken_back: Vec::new(),
            stuck: None,
            addresses: Vec::new(),
            pins: Vec::new(),
            accounts: vec![
                ("siti", "sandi-siti", operator()),
                ("ani", "sandi-ani", secretary()),
                ("bambang", "sandi-bambang", head()),
            ],
        }
    }

    pub fn query(&self, query: Query) -> Result<Found, DeskError> {
        if self.who.is_none() {
            return Err(DeskError::LoggedOut);
        }
        Ok(match query {
            Query::Who => Found::Who(Box::new(self.who.clone().unwrap())),
            Query::Status => Found::Status(self.status.clone()),
            Query::Home => Found::Home(Box::new(self.home())),
            Query::Requests(filter) => Found::Requests(
                self.requests
                    .iter()
                    .filter(|view| takes(filter, view))
                    .take(if filter == RequestFilter::All { self.most } else { usize::MAX })
                    .map(|view| view.row.clone())
                    .collect(),
            ),
            Query::Request(id) => Found::Request(Box::new(
                self.requests.iter().chain([&self.past.0]).find(|v| v.row.id == id).ok_or(DeskError::NotHere)?.clone(),
            )),
            Query::Inbox => Found::Inbox(self.letters.iter().map(|view| view.row.clone()).collect()),
            Query::Letter(id) => {
                let found = self.letters.iter().chain([&self.past.1]).find(|v| v.row.id == id);
                Found::Letter(Box::new(found.ok_or(DeskError::NotHere)?.clone()))
            }
            Query::Tasks => Found::Tasks(self.tasks.iter().map(|view| view.row.clone()).collect()),
            Query::Task(id) => {
                Found::Task(Box::new(self.tasks.iter().find(|v| v.row.id == id).ok_or(DeskError::NotHere)?.clone()))
            }
            Query::CounterView => Found::CounterView(Box::new(CounterView {
                counts: RequestFilter::CHOSEN
                    .into_iter()
                    .filter(|filter| *filter != RequestFilter::All)
                    .map(|filter| (filter, self.requests.iter().filter(|view| takes(filter, view)).count()))
                    .collect(),
                operators: self.operators.clone(),
                notices: self.notices.clone(),
            })),
            Query::ByQueue(text) => {
                let key = QueueNumber::read(&text);
                let found = self.requests.iter().find(|view| QueueNumber::read(&view.row.queue) == key);
                Found::ByQueue(found.map(|view| Box::new(view.row.clone())))
            }
            Query::Reasons(_) => Found::Reasons(self.reasons.clone()),
            Query::Slip(id) => {
                let view = self.requests.iter().find(|v| v.row.id == id).ok_or(DeskError::NotHere)?;
                Found::Slip(Box::new(Slip {
                    office: "Desa Banyubiru".into(),
                    queue: view.row.queue.clone(),
                    kind: view.row.kind.clone(),
                    at: view.row.since,
                    promised: view.row.since.map(|at| at + jiff::SignedDuration::from_mins(30)),
                    contact: "Telp. (0298) 591002".into(),
                }))
            }
            Query::Share(id) => {
                let view = self.requests.iter().find(|v| v.row.id == id).ok_or(DeskError::NotHere)?;
                Found::Share(Box::new(Share {
                    office: "Desa Banyubiru".into(),
                    queue: view.row.queue.clone(),
                    kind: view.row.kind.clone(),
                    number: serasi::domain::handing::whatsapp_number(&view.request.contact),
                    contact: view.request.contact.clone(),
                    link: (view.row.state == RequestState::Issued && !self.without_links)
                        .then(|| format!("https://surat.semarangkab.go.id/v/{}", "a".repeat(32))),
                    missing: match &view.row.state {
                        RequestState::WaitingApplicant(why) => Some(why.reason.clone()),
                        _ => None,
                    },
                }))
            }
            Query::Citizen(id) => {
                let view = self.requests.iter().find(|v| v.row.id == id).ok_or(DeskError::NotHere)?;
                let fields = view.fields.iter().map(|field| (field.label.clone(), field.value.clone()));
                Found::Citizen(Box::new(CitizenView {
                    kind: view.row.kind.clone(),
                    facts: self.facts.iter().cloned().chain(fields).collect(),
                }))
            }
            Query::Colleagues => Found::Colleagues(Vec::new()),
            Query::Residents(fragments) => Found::Residents(
                self.residents
                    .iter()
                    .filter(|view| {
                        let words = format!("{} {}", view.row.name, view.row.nik.in_full()).to_lowercase();
                        !fragments.is_empty() && fragments.split_whitespace().all(|f| words.contains(&f.to_lowercase()))
                    })
                    .map(|view| view.row.clone())
                    .collect(),
            ),
            Query::Resident(id) => Found::Resident(Box::new(
                self.residents.iter().find(|v| v.row.id == id).ok_or(DeskError::NotHere)?.clone(),
            )),
            Query::Archive { words, filter } => Found::Archive(self.search(&words, &filter)),
            Query::ArchiveChoices => Found::ArchiveChoices(ArchiveChoices {
                years: vec![2026, 2025],
                states: vec!["issued".into(), "submitted".into()],
                classifications: vec!["400.12.2".into()],
            }),
            Query::Views => Found::Views(self.views.clone()),
            Query::Log => Found::Log(Vec::new()),
            Query::Undo => Found::Undo(Box::new(self.undo.clone())),
            Query::Identify(text) => Found::Identified(Box::new(self.identify(&text))),
            Query::Applicant(id) => Found::Applicant(Box::new(self.applicant(id)?)),
            Query::AtCounter => Found::AtCounter(Box::new(self.at_counter())),
            Query::Wordings { field, typed, .. } => Found::Wordings(self.wordings(field, typed)),
            Query::Repeats { .. } => Found::Repeats(self.repeats.clone()),
            Query::SyncItems => Found::SyncItems(self.items.clone()),
            Query::SyncBoard => {
                Found::SyncBoard(Box::new(SyncBoard { items: self.items.clone(), ..self.board.clone() }))
            }
            Query::SyncItem(action) => Found::SyncItem(Box::new(self.side(action)?)),
            Query::Export => Found::Export(Box::new(super::sides::export(&self.items))),
            Query::Together { people, letter_type } => Found::Together(self.candidates(&people, letter_type)),
            Query::Draft { form, record } => Found::Draft(self.drafts.get(&(form.to_owned(), record)).cloned()),
        })
    }

    fn search(&self, words: &str, filter: &ArchiveFilter) -> Vec<ArchiveRow> {
        let fits = |row: &&ArchiveRow| {
            let text = format!("{} {} {}", row.number, row.name, row.subject).to_lowercase();
            words.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
                && filter.kind.is_none_or(|kind| kind == row.kind)
                && filter.state.as_ref().is_none_or(|state| *state == row.state)
        };
        self.archive.iter().filter(fits).cloned().collect()
    }

    /// Beranda, counted from the lists.
    pub fn home(&self) -> HomeView {
        let who = self.who.as_ref().unwrap();
        let rows = |counter| match Shows::from(counter) {
            Shows::Requests(filter) => {
                self.requests.iter().filter(|view| takes(filter, view)).map(|view| view.row.since).collect()
            }
            Shows::Letters(filter) => {
                self.letters.iter().filter(|view| filter.takes(&view.row)).map(|view| view.row.received).collect()
            }
            Shows::Tasks(filter) => {
                self.tasks.iter().filter(|view| filter.takes(&view.row)).map(|view| view.row.since).collect()
            }
            Shows::SyncItems => {
                let conflict = |item: &&SyncItem| matches!(item.state, ItemState::Conflict(_));
                let waits = |item: &&SyncItem| matches!(item.state, ItemState::Waiting | ItemState::Resting(_));
                let meant = |item: &&SyncItem| !waits(item) && conflict(item) == (counter == Counter::Conflicts);
                self.items.iter().filter(meant).map(|item| Some(item.made)).collect::<Vec<_>>()
            }
        };
        let number = |count: usize| u32::try_from(count).unwrap();
        let counts: Counts = Counter::ALL
            .into_iter()
            .filter(|counter| counter.concerns(&who.roles))
            .map(|counter| {
                let since = rows(counter);
                (counter, Count { count: number(since.len()), oldest: since.into_iter().flatten().min() })
            })
            .collect();
        let of = |counter| counts.get(&counter).map_or(0, |count: &Count| count.count);
        HomeView {
            seat: Seat::of(&who.roles, None),
            tabs: Tabs {
                inbox: of(Counter::Unread),
                requests: of(Counter::AtCounter) + of(Counter::Elsewhere),
                tasks: number(self.tasks.len()),
                sync: of(Counter::Conflicts) + of(Counter::NotTaken),
            },
            counts,
            waits: self.waits.clone(),
            today: self.today.clone(),
            turnaround_today: self.turnaround,
            turnaround_week: self.week.unwrap_or(self.turnaround),
        }
    }

    fn side(&self, action: ActionId) -> Result<SyncItemView, DeskError> {
        let known = self.sides.iter().find(|view| view.item.action == action).cloned();
        let item = self.items.iter().find(|item| item.action == action);
        known.or_else(|| item.map(super::sides::bare)).ok_or(DeskError::NotHere)
    }

    fn request_mut(&mut self, id: RecordId) -> Result<&mut RequestView, DeskError> {
        self.requests.iter_mut().find(|view| view.row.id == id).ok_or(DeskError::NotHere)
    }

    fn state(&mut self, id: RecordId, state: RequestState) -> Result<(), DeskError> {
        let view = self.request_mut(id)?;
        view.row.state = state.clone();
        view.request.state = state;
        view.row.version += 1;
        Ok(())
    }

    pub fn perform(&mut self, command: Command) -> Result<Done, DeskError> {
        // Typing is against no rule: it is lost to a disk alone.
        let draft = matches!(command, Command::SaveDraft { .. });
        let refuses = |error: &mut DeskError| !draft || matches!(error, DeskError::Storage(_));
        if let Some(error) = self.refuse_next.take_if(refuses) {
            return Err(error);
        }
        if let Some(why) = record_of(&command).and_then(|id| self.refused.get(&id)) {
            return Err(DeskError::Refused(why.clone()));
        }
        self.commands.push(command.clone());
        match command {
            Command::Undo { action } if !self.undo_is_sent => return self.take_back(action),
            Command::Redo => return self.do_again(),
            _ => {}
        }
        self.keep(&command);
        let because = |reason: &str| Because { by: None, reason: reason.into(), at: Some(now()) };
        match command {
            Command::Forward { request, .. } => self.state(request, RequestState::Verification { step: 0 })?,
            Command::ReturnToApplicant { request, reason } => {
                self.state(request, RequestState::WaitingApplicant(because(&reason)))?;
            }
            Command::Refuse { request, reason } => self.state(request, RequestState::Refused(because(&reason)))?,
            Command::Resume { request } => self.state(request, RequestState::Submitted)?,
            Command::Cancel { request, reason } => self.state(request, RequestState::Cancelled(because(&reason)))?,
            Command::HandOver { request, way, to } => {
                let handed =
                    Handed { action: ActionId(Uuid::nil()), by: PersonId(Uuid::nil()), way, to, at: Some(now()) };
                self.state(request, RequestState::HandedOver(handed))?;
            }
            Command::Note { request, text } => {
                let name = self.who.as_ref().unwrap().name.clone();
                self.request_mut(request)?.notes.push((name, text));
            }
            Command::Tell { request, how } => {
                let name = self.who.as_ref().unwrap().name.clone();
                self.request_mut(request)?.trail.told = Some((how, Some(now()), name));
            }
            Command::Assign { request, to, .. } => {
                let name = self.operators.iter().find(|one| one.person == to).unwrap().name.clone();
                self.request_mut(request)?.row.claim = Some(ClaimView { name, mine: false, since: Some(now()) });
            }
            Command::AssignAll { to, .. } => {
                let name = self.operators.iter().find(|one| one.person == to).unwrap().name.clone();
                let mine = |view: &&mut RequestView| view.row.claim.as_ref().is_some_and(|claim| claim.mine);
                let mut queued = Vec::new();
                for view in self.requests.iter_mut().filter(mine).filter(|view| view.row.state.at_the_counter()) {
                    view.row.claim = Some(ClaimView { name: name.clone(), mine: false, since: Some(now()) });
                    queued.push(ActionId(view.row.id.0));
                }
                return Ok(Done::Many { queued, refused: 0 });
            }
            Command::ReleaseAll => return Ok(Done::Many { queued: Vec::new(), refused: 0 }),
            Command::Noticed { until } => {
                self.notices.retain(|notice| notice.at > until);
                return Ok(Done::Kept);
            }
            Command::Claim { request, .. } => {
                let name = self.who.as_ref().unwrap().name.clone();
                self.request_mut(request)?.row.claim = Some(ClaimView { name, mine: true, since: Some(now()) });
            }
            Command::Release { request } => self.request_mut(request)?.row.claim = None,
            Command::Edit { request, contact, fields, requirements } => {
                let view = self.request_mut(request)?;
                view.request.contact = contact;
                for field in &mut view.fields {
                    field.value = fields[&field.key].clone();
                }
                for requirement in &mut view.requirements {
                    requirement.shown = requirements[&requirement.key];
                }
                view.row.version += 1;
            }
            Command::FollowUp { letter, note } => {
                let view = self.letters.iter_mut().find(|v| v.row.id == letter).ok_or(DeskError::NotHere)?;
                view.row.followed_up = true;
                view.letter.state = LetterState::FollowedUp(because(&note));
            }
            Command::MarkRead { record } => {
                self.letters.iter_mut().filter(|v| v.row.id == record).for_each(|v| v.row.unread = false);
                self.tasks.iter_mut().filter(|v| v.row.id == record).for_each(|v| v.row.opened = true);
                return Ok(Done::Kept);
            }
            Command::Verify { task } | Command::ReturnTask { task, .. } => self.tasks.retain(|v| v.row.id != task),
            Command::Discard { action, .. } => {
                self.items.retain(|item| item.action != action);
                return Ok(Done::Settled(Settled { draft: true, ..Settled::default() }));
            }
            Command::Settle { action, .. } => {
                self.items.retain(|item| item.action != action);
                return Ok(Done::Settled(Settled { queued: 1, aside: self.aside, ..Settled::default() }));
            }
            Command::TakeUp { .. } => return Ok(Done::Settled(Settled { draft: true, ..Settled::default() })),
            Command::Export { .. } => return Ok(Done::Written(vec!["/home/siti/belum-terkirim.txt".into()])),
            Command::Revoke { device } => {
                self.board.devices.retain(|other| other.id != device);
                return Ok(Done::Kept);
            }
            Command::SaveDraft { form, record, text } => {
                if text.is_empty() {
                    self.drafts.remove(&(form, record));
                } else {
                    self.drafts.insert((form, record), text);
                }
                return Ok(Done::Kept);
            }
            Command::SaveView(view) => {
                self.views.retain(|one| one.letter != view.letter);
                if !view.filter.is_empty() || !view.words.is_empty() {
                    self.views.push(view);
                }
                return Ok(Done::Kept);
            }
            Command::Tick { .. }
            | Command::Recall { .. }
            | Command::Undo { .. }
            | Command::Redo
            | Command::Reveal { .. } => {}
            Command::RememberCard { number, resident, .. } => {
                self.cards.insert(number, resident);
            }
            Command::SubmitTogether(new) => return Ok(Done::Together(self.submit_together(&new))),
            Command::Submit(new) => {
                let (request, queue) = self.submit(&new);
                return Ok(Done::Submitted { action: ActionId(Uuid::from_u128(2)), request, queue, undecided: false });
            }
        }
        Ok(Done::Queued { action: ActionId(Uuid::from_u128(self.next_action)), undecided: self.undecided })
    }

    /// Remembers what was there before an action that rests.
    fn keep(&mut self, command: &Command) {
        let Some((kind, about)) = self.resting(command).filter(|_| self.rests) else { return };
        self.next_action += 1;
        let action = ActionId(Uuid::from_u128(self.next_action));
        let record = record_of(command).unwrap();
        let back = TakeBack { action, record, kind: kind.into(), about, way: Way::NoTrace };
        self.undo = UndoView { back: Some(back.clone()), ..UndoView::default() };
        self.kept.push(Kept {
            back,
            command: command.clone(),
            requests: self.requests.clone(),
            letters: self.letters.clone(),
            tasks: self.tasks.clone(),
        });
    }

    fn resting(&self, command: &Command) -> Option<(&'static str, String)> {
        let request = |id: &RecordId| self.requests.iter().find(|view| view.row.id == *id).map(|view| &view.row);
        let (kind, id) = match command {
            Command::Forward { request, .. } => ("forward", request),
            Command::ReturnToApplicant { request, .. } => ("return_to_applicant", request),
            Command::Refuse { request, .. } => ("refuse", request),
            Command::Claim { request, .. } => ("claim", request),
            Command::FollowUp { letter, .. } => {
                let letter = self.letters.iter().find(|view| view.row.id == *letter)?;
                return Some(("follow_up", letter.row.subject.clone()));
            }
            Command::Verify { task } => {
                let task = self.tasks.iter().find(|view| view.row.id == *task)?;
                return Some(("verify", format!("{} ({})", task.row.name, task.row.letter_kind)));
            }
            _ => return None,
        };
        request(id).map(|row| (kind, format!("{} ({})", row.name, row.kind)))
    }

    /// Takes back the last one, which must be the one that was named.
    fn take_back(&mut self, action: Option<ActionId>) -> Result<Done, DeskError> {
        if action.is_some() && action == self.stuck {
            return Err(DeskError::Refused(Refusal::WrongState { state: "submitted".into() }));
        }
        let at = self.kept.iter().rposition(|kept| Some(kept.back.action) != self.stuck);
        let kept = self.kept.remove(at.ok_or(DeskError::NothingToUndo)?);
        assert_eq!(action, Some(kept.back.action), "the screen takes back what it named");
        (self.requests, self.letters, self.tasks) = (kept.requests, kept.letters, kept.tasks);
        let again = DoneAgain { kind: kept.back.kind, about: kept.back.about };
        self.undo = UndoView { back: self.kept.last().map(|kept| kept.back.clone()), again: Some(again), asked: None };
        self.taken_back.push(kept.command);
        Ok(Done::Kept)
    }

    fn do_again(&mut self) -> Result<Done, DeskError> {
        let command = self.taken_back.pop().ok_or(DeskError::NothingToUndo)?;
        let before = self.undo.again.clone();
        let done = self.perform(command)?;
        self.undo.again = before.filter(|_| !self.taken_back.is_empty());
        Ok(done)
    }

    /// Signs at once; a wrong passphrase signs nothing.
    pub fn sign(&mut self, items: Vec<SignItem>, passphrase: &str) -> Vec<SignStep> {
        self.signed.push((items.clone(), passphrase.to_owned()));
        let right = passphrase == self.passphrase;
        let mut steps = Vec::new();
        for (n, item) in items.iter().enumerate() {
            let outcome = if right {
                SignOutcome::Signed { number: format!("400.12.2.1/{:03}/XI/2026", n + 1), pdf: ContentHash::of(b"") }
            } else {
                SignOutcome::Failed { code: "2031".into() }
            };
            if right {
                self.tasks.retain(|view| view.row.id != item.task);
            }
            steps.push(SignStep::Line { task: item.task, outcome });
        }
        steps.push(SignStep::Ended { missing: 0 });
        steps
    }

    pub fn login(&mut self, name: &str, password: &str) -> Result<Who, DeskError> {
        let found = self.accounts.iter().find(|(account, secret, _)| *account == name && *secret == password);
        let (_, _, who) = found.ok_or(DeskError::WrongPassword)?;
        self.who = Some(who.clone());
        Ok(who.clone())
    }

    /// The commands that are not drafts or marks.
    pub fn decisions(&self) -> Vec<&Command> {
        self.commands
            .iter()
            .filter(|command| {
                !matches!(command, Command::SaveDraft { .. } | Command::MarkRead { .. } | Command::Noticed { .. })
            })
            .collect()
    }
}

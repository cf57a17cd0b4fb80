//! A small office in memory: the shell that answers needs and keeps records, and nothing else.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::date;
use serasi::config::letters;
use serasi::domain::action::{Action, Expects, What};
use serasi::domain::context::{Answer, Context, Need, Predecessor, Times};
use serasi::domain::decide::{Verdict, decide_with};
use serasi::domain::id::{ActionId, DeviceId, OfficeId, PersonId, RecordId};
use serasi::domain::letter::Mark;
use serasi::domain::nik::{Kk, Nik};
use serasi::domain::office::{Capacity, Office, OfficeKind, Official, Role};
use serasi::domain::outcome::{Grant, Outcome, fill};
use serasi::domain::record::{Body, Record, Rest};
use serasi::domain::resident::{LifeStatus, Resident, Sex};
use uuid::Uuid;

pub const VILLAGE: OfficeId = OfficeId(Uuid::from_u128(1));
pub const DISTRICT: OfficeId = OfficeId(Uuid::from_u128(2));
pub const REGENCY: OfficeId = OfficeId(Uuid::from_u128(3));
pub const ELSEWHERE: OfficeId = OfficeId(Uuid::from_u128(4));
pub const SITI: PersonId = PersonId(Uuid::from_u128(11));
pub const JOKO: PersonId = PersonId(Uuid::from_u128(12));
pub const ANI: PersonId = PersonId(Uuid::from_u128(13));
pub const HEAD: PersonId = PersonId(Uuid::from_u128(14));
pub const STRANGER: PersonId = PersonId(Uuid::from_u128(15));
pub const SRI: RecordId = RecordId(Uuid::from_u128(21));
pub const SLAMET: RecordId = RecordId(Uuid::from_u128(22));
pub const DEAD: RecordId = RecordId(Uuid::from_u128(23));

/// The server's clock in these tests.
pub fn noon() -> Timestamp {
    "2026-11-24T05:00:00Z".parse().unwrap()
}

/// What the office has.
#[derive(Clone)]
pub struct World {
    pub records: BTreeMap<RecordId, Record>,
    pub applied: BTreeMap<ActionId, Predecessor>,
    pub signing: Option<RecordId>,
    pub now: Timestamp,
    next: u128,
    numbers: u32,
}

fn office(id: OfficeId, name: &str, kind: OfficeKind, parent: Option<OfficeId>, word: &str, head: &str) -> Body {
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
}

fn official(n: u128, person: PersonId, office: OfficeId, name: &str, position: &str, roles: &[Role]) -> Body {
    Official {
        id: RecordId(Uuid::from_u128(n)),
        person,
        office,
        name: name.into(),
        nip: None,
        position: position.into(),
        capacity: Capacity::Definitive,
        from: date(2020, 1, 1),
        until: None,
        roles: roles.to_vec(),
        order: 0,
        rest: Rest::new(),
    }
    .into()
}

fn resident(id: RecordId, name: &str, status: LifeStatus, serial: u16) -> Body {
    let birth = date(1990, 3, 14);
    Resident {
        id,
        office: VILLAGE,
        nik: Nik::compose("332207", Sex::Female, birth, serial).unwrap(),
        kk: Kk::compose("332207", date(2010, 5, 1), serial).unwrap(),
        name: name.into(),
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
        status,
        status_since: (status == LifeStatus::Dead).then(|| date(2025, 5, 3)),
        source: "OpenSID".into(),
        source_date: date(2026, 10, 1),
        rest: Rest::new(),
    }
    .into()
}

impl World {
    /// Banyubiru with two operators, a secretary and a head, and a stranger elsewhere.
    pub fn new() -> Self {
        let mut bodies = vec![
            office(REGENCY, "Semarang", OfficeKind::Regency, None, "Kabupaten", "Bupati"),
            office(DISTRICT, "Banyubiru", OfficeKind::District, Some(REGENCY), "Kecamatan", "Camat"),
            office(VILLAGE, "Banyubiru", OfficeKind::Village, Some(DISTRICT), "Desa", "Kepala Desa"),
            office(ELSEWHERE, "Kebondowo", OfficeKind::Village, Some(DISTRICT), "Desa", "Kepala Desa"),
            official(101, SITI, VILLAGE, "Siti Rahayu", "Kasi Pelayanan", &[Role::Operator]),
            official(102, JOKO, VILLAGE, "Joko Susilo", "Staf Pelayanan", &[Role::Operator]),
            official(103, ANI, VILLAGE, "Ani Lestari", "Sekretaris Desa", &[Role::Verifier]),
            official(104, HEAD, VILLAGE, "Anggoro", "Kepala Desa", &[Role::Signer]),
            official(
                105,
                STRANGER,
                ELSEWHERE,
                "Wahyu",
                "Kasi Pelayanan",
                &[Role::Operator, Role::Verifier, Role::Signer],
            ),
            resident(SRI, "Sri Wahyuni", LifeStatus::Alive, 1),
            resident(SLAMET, "Slamet Raharjo", LifeStatus::Alive, 2),
            resident(DEAD, "Sumarni", LifeStatus::Dead, 3),
        ];
        bodies.extend(letters::shipped().unwrap().into_iter().map(|(letter_type, _)| letter_type.into()));
        Self {
            records: bodies.into_iter().map(|body| (body.id(), Record { version: 1, body })).collect(),
            applied: BTreeMap::new(),
            signing: None,
            now: noon(),
            next: 1000,
            numbers: 44,
        }
    }

    /// A new id.
    pub fn id(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    pub fn put(&mut self, body: impl Into<Body>) -> RecordId {
        let body = body.into();
        let id = body.id();
        self.records.insert(id, Record { version: 1, body });
        id
    }

    pub fn version(&self, id: RecordId) -> u64 {
        self.records.get(&id).map_or(0, |record| record.version)
    }

    /// An action that expects the record as it is.
    pub fn action(&mut self, actor: PersonId, record: RecordId, what: What) -> Action {
        let id = ActionId(self.id());
        let expects = match self.records.get(&record) {
            Some(record) => Expects::Version(record.version),
            None => Expects::New,
        };
        let device = DeviceId(actor.0);
        Action { id, device, device_seq: 1, actor, record, expects, what, client_time: self.now }
    }

    fn officials(&self, office: OfficeId) -> Vec<Official> {
        let all = self.records.values().filter_map(|record| match &record.body {
            Body::Official(official) if official.office == office => Some(official.clone()),
            _ => None,
        });
        all.collect()
    }

    /// Answers everything, as the server does.
    pub fn answer(&self, context: &mut Context, need: Need) {
        let made = self.now;
        match need {
            Need::Record(id) => {
                context.put_record(id, self.records.get(&id).map_or(Answer::Nothing, |r| Answer::Known(r.clone())));
            }
            Need::Officials(office) => context.put_officials(office, Answer::Known(self.officials(office))),
            Need::Times => context.put_times(Answer::Known(Times { now: self.now, made })),
            Need::Predecessor(action) => {
                let found = self.applied.get(&action).copied();
                context.put_predecessor(action, found.map_or(Answer::Nothing, Answer::Known));
            }
            Need::Signing(letter) => {
                let signing = self.signing == Some(letter);
                context.put_signing(letter, if signing { Answer::Known(()) } else { Answer::Nothing });
            }
            Need::Opened { task, person } => {
                let mark = self.records.get(&Mark::id_for(person, task)).map(|record| &record.body);
                let answer = match mark {
                    Some(Body::Mark(mark)) => Answer::Known(mark.at),
                    _ => Answer::Nothing,
                };
                context.put_opened(task, person, answer);
            }
        }
    }

    pub fn decide(&self, action: &Action, server: bool) -> Verdict {
        decide_with(action, server, |context, need| self.answer(context, need)).0
    }

    pub fn store(&mut self, outcome: Outcome) {
        let grants: Vec<Grant> = outcome
            .wants
            .iter()
            .map(|_| {
                self.numbers += 1;
                Grant { n: self.numbers, token: format!("token{}", self.numbers) }
            })
            .collect();
        for change in fill(outcome, self.now, &grants).changes {
            let version = change.version();
            assert_eq!(self.version(change.body.id()) + 1, version, "versions rise by one");
            self.records.insert(change.body.id(), Record { version, body: change.body });
        }
    }

    /// Decides and, when it may be, applies.
    pub fn act(&mut self, action: &Action, server: bool) -> Verdict {
        let verdict = self.decide(action, server);
        let became = match &verdict {
            Verdict::Applied { outcome, version, as_expected } => {
                self.store(outcome.clone());
                Predecessor::Applied { as_expected: *as_expected, version: *version }
            }
            _ => Predecessor::Failed,
        };
        self.applied.insert(action.id, became);
        verdict
    }

    /// A person does something that must work.
    pub fn does(&mut self, actor: PersonId, record: RecordId, what: What) {
        let action = self.action(actor, record, what);
        let verdict = self.act(&action, false);
        assert!(matches!(verdict, Verdict::Applied { .. }), "{verdict:?}");
    }

    /// The server does something that must work.
    pub fn server_does(&mut self, actor: PersonId, record: RecordId, what: What) {
        let action = self.action(actor, record, what);
        let verdict = self.act(&action, true);
        assert!(matches!(verdict, Verdict::Applied { .. }), "{verdict:?}");
    }
}

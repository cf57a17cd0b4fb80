//! A request from the counter to the signed letter, and every way back, in a few lines each.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use serasi::config::letters::id_of;
use serasi::domain::action::{self, What};
use serasi::domain::context::Context;
use serasi::domain::id::{ContentHash, PersonId, RecordId};
use serasi::domain::letter::LetterState;
use serasi::domain::record::{Body, Seen};
use serasi::domain::request::{Channel, RequestState, Shown};
use serasi::domain::rules::snapshot_of;
use serasi::domain::snapshot::Snapshot;
use serasi::domain::task::{Task, TaskKind};

use super::world::{ANI, HEAD, SITI, SRI, VILLAGE, World};

pub const TODAY: Date = date(2026, 11, 24);

pub fn texts<const N: usize>(pairs: [(&str, &str); N]) -> BTreeMap<String, String> {
    pairs.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

pub fn all_shown() -> BTreeMap<String, Shown> {
    ["ktp", "kk"].into_iter().map(|key| (key.to_owned(), Shown::Original)).collect()
}

impl World {
    /// A complete request at the counter.
    pub fn request(&mut self, slug: &str, applicant: RecordId) -> RecordId {
        let (fields, requirements) = match slug {
            "kuitansi" => (
                texts([("purpose", "Konsumsi rapat"), ("amount", "450.000"), ("account", "5.2.01")]),
                [("nota".to_owned(), Shown::Original)].into_iter().collect(),
            ),
            _ => (texts([("purpose", "melamar pekerjaan")]), all_shown()),
        };
        self.submits(slug, applicant, fields, requirements)
    }

    /// A request at the counter with this typed and shown.
    pub fn submits(
        &mut self,
        slug: &str,
        applicant: RecordId,
        fields: BTreeMap<String, String>,
        requirements: BTreeMap<String, Shown>,
    ) -> RecordId {
        let id = RecordId(self.id());
        let submit = action::Submit {
            office: VILLAGE,
            queue: "A-01".into(),
            channel: Channel::Counter,
            letter_type: id_of(slug),
            applicant,
            subject: applicant,
            contact: String::new(),
            fields,
            requirements,
            note: String::new(),
        };
        self.does(SITI, id, What::Submit(submit));
        id
    }

    pub fn state(&self, request: RecordId) -> RequestState {
        match &self.records[&request].body {
            Body::Request(request) => request.state.clone(),
            other => panic!("{other:?}"),
        }
    }

    /// The letter that forwarding this request would freeze.
    pub fn snapshot(&self, request: RecordId) -> Snapshot {
        let Body::Request(body) = &self.records[&request].body else { panic!("no request") };
        let mut context = Context::default();
        loop {
            match snapshot_of(body, TODAY, &context) {
                Ok(snapshot) => return snapshot,
                Err(serasi::domain::context::Stop::Need(need)) => self.answer(&mut context, need),
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    /// What forwarding this request would carry.
    pub fn forwarding(&self, request: RecordId) -> action::Forward {
        let Body::Request(body) = &self.records[&request].body else { panic!("no request") };
        action::Forward {
            snapshot: ContentHash::of(&self.snapshot(request).canonical()),
            letter_type: Seen { record: body.letter_type, version: self.version(body.letter_type) },
            people: vec![Seen { record: body.subject, version: self.version(body.subject) }],
            prepared_on: TODAY,
        }
    }

    pub fn forwards(&mut self, who: PersonId, request: RecordId) {
        let data = self.forwarding(request);
        self.does(who, request, What::Forward(data));
    }

    pub fn task(&self, request: RecordId, kind: TaskKind) -> Task {
        let Body::Request(request) = &self.records[&request].body else { panic!("no request") };
        let Body::Letter(letter) = &self.records[&request.letter.unwrap()].body else { panic!("no letter") };
        let mut tasks = letter.frozen.as_ref().unwrap().tasks.iter().map(|id| match &self.records[id].body {
            Body::Task(task) => task.clone(),
            other => panic!("{other:?}"),
        });
        tasks.find(|task| task.kind == kind).unwrap()
    }

    pub fn verifies(&mut self, request: RecordId) {
        let task = self.task(request, TaskKind::Verify);
        self.does(ANI, task.id, What::Verify(action::Verify { snapshot: task.snapshot }));
    }

    pub fn reserves(&mut self, request: RecordId) -> Task {
        let task = self.task(request, TaskKind::Sign);
        self.server_does(HEAD, task.id, What::Reserve(action::Verify { snapshot: task.snapshot }));
        task
    }

    pub fn signs(&mut self, request: RecordId) {
        let task = self.reserves(request);
        let pdf = ContentHash::of(b"signed");
        self.server_does(HEAD, task.id, What::Signed(action::Signed { pdf }));
    }
}

#[test]
fn a_request_becomes_a_numbered_signed_letter_and_its_number_is_given_once() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    assert_eq!(world.state(request), RequestState::Verification { step: 0 });
    world.verifies(request);
    assert_eq!(world.state(request), RequestState::Signature);
    world.reserves(request);
    world.signs(request);
    assert_eq!(world.state(request), RequestState::Issued);

    let Body::Request(body) = &world.records[&request].body else { panic!() };
    let Body::Letter(letter) = &world.records[&body.letter.unwrap()].body else { panic!() };
    assert_eq!(letter.state, LetterState::Issued);
    assert_eq!(letter.number.as_ref().unwrap().text, "400.10.2.2/045/BNB/XI/2026");
    assert_eq!(letter.date, Some(TODAY));
    assert_eq!(letter.pdf, Some(ContentHash::of(b"signed")));
}

#[test]
fn a_returned_letter_is_approved_anew_and_stays_the_same_letter() {
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    let before = world.task(request, TaskKind::Verify);
    let sign = world.task(request, TaskKind::Sign);
    world.does(HEAD, sign.id, What::ReturnTask(action::Reason { reason: "Keperluan kurang jelas".into() }));
    assert!(matches!(world.state(request), RequestState::Returned(_)));
    let Body::Task(old) = &world.records[&before.id].body else { panic!() };
    assert_eq!(old.state.name(), "void", "the paraf on the old content does not hold");

    let Body::Request(body) = world.records[&request].body.clone() else { panic!() };
    let edit = action::Edit {
        contact: String::new(),
        fields: texts([("purpose", "melamar pekerjaan di PT Sido Maju")]),
        requirements: all_shown(),
    };
    world.does(SITI, request, What::Edit(edit));
    world.forwards(SITI, request);
    let Body::Request(after) = &world.records[&request].body else { panic!() };
    assert_eq!(after.letter, body.letter);
    assert_ne!(world.task(request, TaskKind::Verify).id, before.id);
    assert_ne!(world.task(request, TaskKind::Verify).snapshot, before.snapshot);
}

#[test]
fn an_outcome_in_doubt_takes_evidence_and_trying_again_a_second_person() {
    use serasi::domain::decide::Verdict;
    use serasi::domain::refusal::Refusal;
    let mut world = World::new();
    let request = world.request("surat-pengantar", SRI);
    world.forwards(SITI, request);
    world.verifies(request);
    let task = world.reserves(request);
    world.server_does(HEAD, task.id, What::Doubt(action::Doubt {}));
    assert_eq!(world.state(request), RequestState::InDoubt);

    let resolve =
        |evidence: &str, second| What::Resolve(action::Resolve { signed: None, evidence: evidence.into(), second });
    let asked = [
        (resolve("", Some(ANI)), Refusal::EvidenceMissing),
        (resolve("BSrE: tidak ada", None), Refusal::SecondPersonNeeded),
        (resolve("BSrE: tidak ada", Some(HEAD)), Refusal::SecondPersonNeeded),
        (resolve("BSrE: tidak ada", Some(super::world::STRANGER)), Refusal::SecondPersonNeeded),
    ];
    for (what, refusal) in asked {
        let action = world.action(HEAD, task.id, what);
        assert_eq!(world.decide(&action, true), Verdict::Refused(refusal));
    }
    world.server_does(HEAD, task.id, resolve("BSrE: tidak ada", Some(ANI)));
    assert_eq!(world.state(request), RequestState::Signature);
    world.signs(request);
    assert_eq!(world.state(request), RequestState::Issued);
}

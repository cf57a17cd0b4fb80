//! What is over by the day of the demo: played through the rules in memory, then imported as it ended.
//!
//! The rules live once, so the past is made by them too: the same actions, decided by the same code, with
//! numbers from here instead of the server's counters. Letters that were issued are really typeset and
//! really signed.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::SeedError;
use super::cases::{Case, Fate};
use super::dice::Dice;
use super::history::{Forwarded, SIGNER, history};
use super::officials::person;
use super::people::People;
use super::press::Press;
use crate::domain::action::{Action, Doubt, Expects, HandOver, Render, Signed, Verify, What};
use crate::domain::context::{Answer, Context, Need, Times};
use crate::domain::decide::{Verdict, decide_with};
use crate::domain::handing::{Receiver, Way};
use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId, derived};
use crate::domain::letter::{Letter, Page};
use crate::domain::office::{Official, date_of};
use crate::domain::outcome::{Grant, fill};
use crate::domain::record::{Body, Record};
use crate::domain::request::{Because, Request, RequestState};
use crate::domain::snapshot::Snapshot;

/// What the past left.
pub(super) struct Made {
    /// Records as they ended.
    pub bodies: Vec<Body>,
    /// Frozen contents by their hash.
    pub snapshots: Vec<(ContentHash, Vec<u8>)>,
}

/// The past, record by record.
pub(super) struct Past<'a> {
    people: &'a People,
    press: &'a Press<'a>,
    records: BTreeMap<RecordId, Record>,
    officials: BTreeMap<OfficeId, Vec<Official>>,
    /// In the order they were made, so that the import has it too.
    made: Vec<RecordId>,
    snapshots: Vec<(ContentHash, Vec<u8>)>,
    last_number: u32,
    tokens: Dice,
}

impl<'a> Past<'a> {
    /// Before anything happened. Numbers follow the last one of the year's paper book.
    pub fn new(people: &'a People, press: &'a Press<'a>, last_number: u32, tokens: Dice) -> Self {
        let records = people.bodies().into_iter().map(|body| (body.id(), Record { version: 1, body })).collect();
        let mut officials: BTreeMap<OfficeId, Vec<Official>> = BTreeMap::new();
        for official in &people.officials {
            officials.entry(official.office).or_default().push(official.clone());
        }
        Self { people, press, records, officials, made: Vec::new(), snapshots: Vec::new(), last_number, tokens }
    }

    /// Plays a case to its end.
    pub fn play(&mut self, case: &Case) -> Result<(), SeedError> {
        let history = history(case, self.people)?;
        let mut end = case.submitted;
        for action in &history.actions {
            end = action.client_time;
            self.act(action, end, false)?;
        }
        if let (Some(forwarded), Fate::Issued | Fate::HandedOver | Fate::InDoubt) = (history.letter, case.fate) {
            end += SignedDuration::from_mins(35);
            self.sign(case, forwarded, end)?;
        }
        match case.fate {
            Fate::HandedOver => self.fetched(case, end + SignedDuration::from_mins(40)),
            Fate::WaitingOffice => self.waits_elsewhere(case, end + SignedDuration::from_mins(90)),
            _ => Ok(()),
        }
    }

    /// All records that were made, as they ended, and the frozen contents that letters name.
    pub fn into_made(mut self) -> Made {
        let made = std::mem::take(&mut self.made);
        let bodies = made.iter().filter_map(|id| self.records.remove(id)).map(|record| record.body).collect();
        Made { bodies, snapshots: self.snapshots }
    }

    /// Typeset, numbered and signed, or nobody knows.
    fn sign(&mut self, case: &Case, forwarded: Forwarded, at: Timestamp) -> Result<(), SeedError> {
        let snapshot = self.people.snapshot(case, date_of(case.submitted))?;
        let draft = self.press.draft(&snapshot)?;
        let page = Page::id_for(forwarded.letter, forwarded.snapshot);
        let render = Render {
            letter: forwarded.letter,
            snapshot: forwarded.snapshot,
            pages: draft.pages,
            pdf: self.press.keep(&draft.pdf)?,
        };
        self.by_server("render", None, page, What::Render(render), at)?;

        let signer = Some(person(SIGNER));
        let reserve = What::Reserve(Verify { snapshot: forwarded.snapshot });
        self.by_server("reserve", signer, forwarded.signature, reserve, at)?;
        if case.fate == Fate::InDoubt {
            return self.by_server("doubt", signer, forwarded.signature, What::Doubt(Doubt {}), at);
        }
        let pdf = self.signed(&snapshot, forwarded.letter, at)?;
        self.by_server("signed", signer, forwarded.signature, What::Signed(Signed { pdf }), at)
    }

    fn signed(&self, snapshot: &Snapshot, letter: RecordId, at: Timestamp) -> Result<ContentHash, SeedError> {
        let Some(Record {
            body: Body::Letter(Letter { number: Some(number), date: Some(date), token: Some(token), .. }),
            ..
        }) = self.records.get(&letter)
        else {
            return Err(SeedError::Rules { kind: "reserve", why: "no number".into() });
        };
        let pdf = self.press.signed(snapshot, &number.text, *date, token, person(SIGNER), at)?;
        self.press.keep(&pdf)
    }

    /// The applicant fetched it at the counter.
    fn fetched(&mut self, case: &Case, at: Timestamp) -> Result<(), SeedError> {
        let action = Action {
            id: ActionId(derived("seed-hand-over", &[case.id.0.as_bytes()])),
            device: DeviceId(uuid::Uuid::nil()),
            device_seq: 0,
            actor: person("siti"),
            record: case.id,
            expects: Expects::Version(self.records.get(&case.id).map_or(0, |record| record.version)),
            what: What::HandOver(HandOver { way: Way::Printed, to: Receiver::Applicant }),
            client_time: at,
        };
        self.act(&action, at, false)
    }

    /// A state that no action leads to yet.
    fn waits_elsewhere(&mut self, case: &Case, at: Timestamp) -> Result<(), SeedError> {
        let reason = "Menunggu legalisasi Camat Banyubiru".to_owned();
        let state = RequestState::WaitingOffice(Because { by: Some(person("siti")), reason, at: Some(at) });
        match self.records.get_mut(&case.id) {
            Some(Record { body: Body::Request(request), .. }) => {
                *request = Request { state, ..request.clone() };
                Ok(())
            }
            _ => Err(SeedError::Case { queue: case.queue.clone(), why: "it was never submitted".into() }),
        }
    }

    fn by_server(
        &mut self,
        kind: &'static str,
        actor: Option<PersonId>,
        record: RecordId,
        what: What,
        at: Timestamp,
    ) -> Result<(), SeedError> {
        let version = self.records.get(&record).map(|record| record.version);
        let action = Action {
            id: ActionId::by_server(kind, record.0, 0),
            device: DeviceId(uuid::Uuid::nil()),
            device_seq: 0,
            actor: actor.unwrap_or(PersonId(uuid::Uuid::nil())),
            record,
            expects: version.map_or(Expects::New, Expects::Version),
            what,
            client_time: at,
        };
        self.act(&action, at, true)
    }

    fn act(&mut self, action: &Action, at: Timestamp, server: bool) -> Result<(), SeedError> {
        let (verdict, _) = decide_with(action, server, |context, need| self.answer(context, need, at));
        let Verdict::Applied { outcome, .. } = verdict else {
            return Err(SeedError::Rules { kind: action.what.kind(), why: format!("{verdict:?}") });
        };
        self.snapshots.extend(outcome.snapshots.iter().cloned());
        let mut grants = Vec::new();
        for _ in &outcome.wants {
            self.last_number += 1;
            grants.push(Grant { n: self.last_number, token: format!("{:032x}", self.tokens.bits()) });
        }
        for change in fill(outcome, at, &grants).changes {
            let (id, version) = (change.body.id(), change.version());
            if self.records.insert(id, Record { version, body: change.body }).is_none() {
                self.made.push(id);
            }
        }
        Ok(())
    }

    fn answer(&self, context: &mut Context, need: Need, at: Timestamp) {
        match need {
            Need::Record(id) => {
                context.put_record(id, self.records.get(&id).map_or(Answer::Nothing, |one| Answer::Known(one.clone())));
            }
            Need::Officials(office) => {
                let officials = self.officials.get(&office).cloned().unwrap_or_default();
                context.put_officials(office, Answer::Known(officials));
            }
            Need::Times => context.put_times(Answer::Known(Times { now: at, made: at })),
            Need::Predecessor(action) => context.put_predecessor(action, Answer::Nothing),
            Need::Signing(letter) => context.put_signing(letter, Answer::Nothing),
            Need::Opened { task, person } => context.put_opened(task, person, Answer::Nothing),
        }
    }
}

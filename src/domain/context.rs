//! What a decision knows, and what it still must ask.
//!
//! A rule asks the context; what is not there yet stops it with a [`Need`], which the shell answers before
//! the rule runs again. So the list of what a rule needs cannot drift away from the rule. Every answer is
//! `Known`, `Nothing` or `Unknown`; the server never answers `Unknown`, and a rule that meets it decides
//! nothing.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::id::{ActionId, OfficeId, PersonId, RecordId};
use super::letter::{Delivery, Letter, Page};
use super::letter_type::LetterType;
use super::office::{Office, Official, Role, date_of};
use super::record::{Body, Moment, Record};
use super::refusal::Refusal;
use super::request::{Claim, Request};
use super::resident::Resident;
use super::task::Task;

/// What a question came back with.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer<T> {
    /// This.
    Known(T),
    /// There is none.
    Nothing,
    /// This machine cannot say.
    Unknown,
}

/// Something a decision must know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// A record by its id.
    Record(RecordId),
    /// All positions of an office, those that have ended too.
    Officials(OfficeId),
    /// The time of the decision.
    Times,
    /// What became of an earlier action of the same outbox.
    Predecessor(ActionId),
    /// Whether an attempt to sign this letter is under way or has succeeded.
    Signing(RecordId),
    /// Whether the person asked has opened a task: a mark of their own, which others do not hold.
    Opened {
        /// Which task.
        task: RecordId,
        /// Who is asked.
        person: PersonId,
    },
}

/// The server's time, and the action's own by the device's corrected clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Times {
    /// Receipt.
    pub now: Timestamp,
    /// Making.
    pub made: Timestamp,
}

/// What became of an action that another one was queued after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Predecessor {
    /// Applied.
    Applied {
        /// To the very version it expected.
        as_expected: bool,
        /// The record's version after it.
        version: u64,
    },
    /// Refused, in conflict, blocked or quarantined.
    Failed,
}

/// Why a rule stopped.
#[derive(Clone, Debug, PartialEq)]
pub enum Stop {
    /// Against the rules.
    Refused(Refusal),
    /// The operator saw other data than the server has: what differs, in the form's words.
    Differs(Vec<String>),
    /// It must know this first.
    Need(Need),
    /// It met something this machine cannot know.
    Undecided,
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// The answers so far.
#[derive(Clone, Debug, Default)]
pub struct Context {
    records: BTreeMap<RecordId, Answer<Record>>,
    officials: BTreeMap<OfficeId, Answer<Vec<Official>>>,
    predecessors: BTreeMap<ActionId, Answer<Predecessor>>,
    signing: BTreeMap<RecordId, Answer<()>>,
    opened: BTreeMap<(RecordId, PersonId), Answer<Moment>>,
    times: Option<Answer<Times>>,
}

fn known<T>(answer: Option<&Answer<T>>, need: Need) -> Result<Option<&T>, Stop> {
    match answer {
        Some(Answer::Known(value)) => Ok(Some(value)),
        Some(Answer::Nothing) => Ok(None),
        Some(Answer::Unknown) => Err(Stop::Undecided),
        None => Err(Stop::Need(need)),
    }
}

macro_rules! typed {
    ($($(#[$doc:meta])* $name:ident -> $kind:ident;)+) => {
        $($(#[$doc])*
        ///
        /// # Errors
        /// Refuses with `not_found` when there is no such record or it is of another kind.
        pub fn $name(&self, id: RecordId) -> Result<(u64, &$kind), Stop> {
            match self.record(id)? {
                Some(Record { version, body: Body::$kind(body) }) => Ok((*version, body)),
                _ => Err(Refusal::NotFound.into()),
            }
        })+
    };
}

impl Context {
    /// Answers with a record.
    pub fn put_record(&mut self, id: RecordId, answer: Answer<Record>) {
        self.records.insert(id, answer);
    }

    /// Answers with an office's positions.
    pub fn put_officials(&mut self, office: OfficeId, answer: Answer<Vec<Official>>) {
        self.officials.insert(office, answer);
    }

    /// Answers with the time.
    pub fn put_times(&mut self, answer: Answer<Times>) {
        self.times = Some(answer);
    }

    /// Answers with what became of an earlier action.
    pub fn put_predecessor(&mut self, action: ActionId, answer: Answer<Predecessor>) {
        self.predecessors.insert(action, answer);
    }

    /// A record, if there is one.
    ///
    /// # Errors
    /// Stops when it was not asked for yet or cannot be known here.
    pub fn record(&self, id: RecordId) -> Result<Option<&Record>, Stop> {
        known(self.records.get(&id), Need::Record(id))
    }

    /// What became of an earlier action.
    ///
    /// # Errors
    /// Stops when it was not asked for yet or cannot be known here.
    pub fn predecessor(&self, action: ActionId) -> Result<Option<Predecessor>, Stop> {
        known(self.predecessors.get(&action), Need::Predecessor(action)).map(Option::<&_>::copied)
    }

    /// Answers whether a letter is being signed: `Known` or `Nothing`.
    pub fn put_signing(&mut self, letter: RecordId, answer: Answer<()>) {
        self.signing.insert(letter, answer);
    }

    /// Whether an attempt to sign this letter is under way or has succeeded. A desk cannot know and goes on.
    ///
    /// # Errors
    /// Stops when it was not asked for yet.
    pub fn being_signed(&self, letter: RecordId) -> Result<bool, Stop> {
        match known(self.signing.get(&letter), Need::Signing(letter)) {
            Ok(signing) => Ok(signing.is_some()),
            Err(Stop::Undecided) => Ok(false),
            Err(stop) => Err(stop),
        }
    }

    /// Answers whether a person has opened a task, and when.
    pub fn put_opened(&mut self, task: RecordId, person: PersonId, answer: Answer<Moment>) {
        self.opened.insert((task, person), answer);
    }

    /// Whether a person has opened a task, and when.
    ///
    /// # Errors
    /// Stops when it was not asked for yet or cannot be known here.
    pub fn opened(&self, task: RecordId, person: PersonId) -> Result<Option<Moment>, Stop> {
        known(self.opened.get(&(task, person)), Need::Opened { task, person }).map(Option::<&_>::copied)
    }

    /// The time of the decision; none on a desk, whose clock decides nothing.
    ///
    /// # Errors
    /// Stops when it was not asked for yet.
    pub fn times(&self) -> Result<Option<Times>, Stop> {
        match known(self.times.as_ref(), Need::Times) {
            Ok(times) => Ok(times.copied()),
            Err(Stop::Undecided) => Ok(None),
            Err(stop) => Err(stop),
        }
    }

    /// All positions of an office.
    ///
    /// # Errors
    /// Stops when they were not asked for yet or cannot be known here.
    pub fn officials(&self, office: OfficeId) -> Result<&[Official], Stop> {
        known(self.officials.get(&office), Need::Officials(office)).map(|found| found.map_or(&[][..], Vec::as_slice))
    }

    typed! {
        /// A request.
        request -> Request;
        /// A letter.
        letter -> Letter;
        /// A signature task.
        task -> Task;
        /// A resident.
        resident -> Resident;
        /// A letter type.
        letter_type -> LetterType;
        /// An office.
        office -> Office;
        /// A position.
        official -> Official;
        /// A delivery.
        delivery -> Delivery;
    }

    /// A page, if it was rendered.
    ///
    /// # Errors
    /// Stops when it was not asked for yet or cannot be known here.
    pub fn page(&self, id: RecordId) -> Result<Option<(u64, &Page)>, Stop> {
        Ok(match self.record(id)? {
            Some(Record { version, body: Body::Page(page) }) => Some((*version, page)),
            _ => None,
        })
    }

    /// A request's claim, if anybody ever claimed it.
    ///
    /// # Errors
    /// Stops when it was not asked for yet or cannot be known here.
    pub fn claim_on(&self, request: RecordId) -> Result<Option<(u64, &Claim)>, Stop> {
        Ok(match self.record(Claim::id_for(request))? {
            Some(Record { version, body: Body::Claim(claim) }) => Some((*version, claim)),
            _ => None,
        })
    }

    /// The positions that a person holds in an office and that count for this action.
    ///
    /// # Errors
    /// Refuses with `not_found` when there are none: who has no position there learns nothing.
    pub fn positions(&self, office: OfficeId, person: PersonId) -> Result<Vec<&Official>, Stop> {
        let times = self.times()?;
        let held: Vec<&Official> = self
            .officials(office)?
            .iter()
            .filter(|official| official.person == person && times.is_none_or(|t| official.counts(t.now, t.made)))
            .collect();
        if held.is_empty() { Err(Refusal::NotFound.into()) } else { Ok(held) }
    }

    /// The position through which a person acts in an office.
    ///
    /// # Errors
    /// Refuses with `not_allowed` when no position of theirs has the role.
    pub fn position_with(&self, office: OfficeId, person: PersonId, role: Role) -> Result<&Official, Stop> {
        self.positions(office, person)?
            .into_iter()
            .find(|official| official.roles.contains(&role))
            .ok_or(Stop::Refused(Refusal::NotAllowed { role }))
    }

    /// Who holds a role in an office on a day: the first of the substitutes.
    ///
    /// # Errors
    /// Refuses with `nobody_holds` when nobody does.
    pub fn holder(&self, office: OfficeId, role: Role, day: jiff::civil::Date) -> Result<&Official, Stop> {
        self.officials(office)?
            .iter()
            .filter(|official| official.roles.contains(&role) && official.holds_on(day))
            .min_by_key(|official| (official.order, official.id))
            .ok_or(Stop::Refused(Refusal::NobodyHolds { role }))
    }

    /// A person's name among an office's positions, for sentences.
    ///
    /// # Errors
    /// Stops when the positions were not asked for yet or cannot be known here.
    pub fn name_of(&self, office: OfficeId, person: PersonId) -> Result<String, Stop> {
        Ok(self
            .officials(office)?
            .iter()
            .find(|official| official.person == person)
            .map(|official| official.name.clone())
            .unwrap_or_default())
    }
}

impl Times {
    /// Today in the office's zone.
    pub fn today(&self) -> jiff::civil::Date {
        date_of(self.now)
    }
}

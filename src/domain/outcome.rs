//! What a decision brings: new records, and what only the server can give them.

use jiff::Timestamp;

use super::id::{ContentHash, OfficeId, RecordId};
use super::letter::DeliveryState;
use super::letter::LetterState;
use super::numbering::{INCOMING, Number, OUTGOING, print};
use super::office::date_of;
use super::record::{Body, Moment};
use super::request::{Because, RequestState};
use super::task::TaskState;

/// A record's next version.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The version it is made from; none for a new record.
    pub base: Option<u64>,
    /// What it becomes.
    pub body: Body,
}

impl Change {
    /// The version after it.
    pub fn version(&self) -> u64 {
        self.base.unwrap_or(0) + 1
    }
}

/// What only the server can give.
#[derive(Clone, Debug, PartialEq)]
pub enum Want {
    /// Number, date and token of a letter of this office.
    LetterNumber {
        /// Which letter.
        letter: RecordId,
        /// Whose counter.
        office: OfficeId,
        /// The office's code or short name as printed.
        office_code: String,
        /// How the office prints its numbers.
        format: String,
    },
    /// Agenda number of a letter that comes in.
    Agenda {
        /// Which letter.
        letter: RecordId,
        /// Whose agenda.
        office: OfficeId,
    },
}

impl Want {
    /// Whose counter, and which.
    pub fn counter(&self) -> (OfficeId, &'static str) {
        match self {
            Self::LetterNumber { office, .. } => (*office, OUTGOING),
            Self::Agenda { office, .. } => (*office, INCOMING),
        }
    }
}

/// What the server gives for a [`Want`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The next number of that counter and year.
    pub n: u32,
    /// 128 random bits as text, for a letter's public page.
    pub token: String,
}

/// What a decision brings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// New versions of records. Empty when there was nothing to change.
    pub changes: Vec<Change>,
    /// What the server must still give.
    pub wants: Vec<Want>,
    /// Snapshots to be stored under their hash.
    pub snapshots: Vec<(ContentHash, Vec<u8>)>,
}

impl Outcome {
    /// Adds the next version of an existing record.
    pub fn change(&mut self, base: u64, body: impl Into<Body>) {
        self.changes.push(Change { base: Some(base), body: body.into() });
    }

    /// Adds a record that did not exist.
    pub fn create(&mut self, body: impl Into<Body>) {
        self.changes.push(Change { base: None, body: body.into() });
    }
}

/// Fills in what the server gives: numbers, dates, tokens, and the time wherever none stands yet.
/// `grants` are in the order of `outcome.wants`.
pub fn fill(mut outcome: Outcome, now: Timestamp, grants: &[Grant]) -> Outcome {
    for (want, grant) in outcome.wants.iter().zip(grants) {
        for change in &mut outcome.changes {
            give(&mut change.body, want, grant, now);
        }
    }
    for change in &mut outcome.changes {
        stamp(&mut change.body, now);
    }
    outcome
}

fn give(body: &mut Body, want: &Want, grant: &Grant, now: Timestamp) {
    if let (Body::Delivery(delivery), Want::Agenda { letter, .. }) = (&mut *body, want)
        && let DeliveryState::Delivered { agenda, .. } = &mut delivery.state
        && RecordId::belonging_to("incoming", &[delivery.id.0]) == *letter
    {
        *agenda = grant.n;
    }
    let Body::Letter(body) = body else { return };
    match want {
        Want::LetterNumber { letter, office_code, format, .. } if *letter == body.id => {
            let date = body.date.unwrap_or_else(|| date_of(now));
            let text = print(format, grant.n, &body.classification, office_code, date);
            body.date = Some(date);
            body.number = Some(Number { counter: OUTGOING.into(), year: date.year(), n: grant.n, text });
            body.token = Some(grant.token.clone());
        }
        Want::Agenda { letter, .. } if *letter == body.id => {
            if let Some(arrival) = &mut body.arrival {
                arrival.agenda = grant.n;
            }
        }
        _ => {}
    }
}

fn set(moment: &mut Moment, now: Timestamp) {
    moment.get_or_insert(now);
}

fn because(because: &mut Because, now: Timestamp) {
    set(&mut because.at, now);
}

fn stamp(body: &mut Body, now: Timestamp) {
    match body {
        Body::Office(_)
        | Body::Official(_)
        | Body::Resident(_)
        | Body::LetterType(_)
        | Body::Page(_)
        | Body::Card(_) => {}
        Body::Request(request) => {
            set(&mut request.submitted, now);
            request.notes.values_mut().for_each(|note| set(&mut note.at, now));
            match &mut request.state {
                RequestState::Returned(why)
                | RequestState::WaitingApplicant(why)
                | RequestState::WaitingOffice(why)
                | RequestState::Refused(why)
                | RequestState::Cancelled(why) => because(why, now),
                RequestState::Issued => set(&mut request.ready, now),
                RequestState::HandedOver(handed) => set(&mut handed.at, now),
                _ => {}
            }
            request.told.values_mut().for_each(|told| set(&mut told.at, now));
        }
        Body::Claim(claim) => {
            set(&mut claim.since, now);
            set(&mut claim.last_action, now);
            if let Some(passed) = &mut claim.passed {
                set(&mut passed.at, now);
            }
        }
        Body::Letter(letter) => {
            if let Some(arrival) = &mut letter.arrival {
                set(&mut arrival.received, now);
            }
            if let LetterState::Voided(why) | LetterState::FollowedUp(why) = &mut letter.state {
                because(why, now);
            }
        }
        Body::Delivery(delivery) => match &mut delivery.state {
            DeliveryState::Delivered { at, .. } => set(at, now),
            DeliveryState::Undeliverable(why) => because(why, now),
            DeliveryState::Queued => {}
        },
        Body::Task(task) => {
            if let Some(asked) = &mut task.asked_back {
                set(&mut asked.at, now);
            }
            match &mut task.state {
                TaskState::Open => set(&mut task.since, now),
                TaskState::Done { at, .. } => set(at, now),
                TaskState::InDoubt { since } => set(since, now),
                TaskState::Returned(why) => because(why, now),
                TaskState::Waiting | TaskState::Void => {}
            }
        }
        Body::Mark(mark) => set(&mut mark.at, now),
        Body::Reveal(reveal) => set(&mut reveal.at, now),
    }
}

//! Requests as the counter sees them.

use jiff::Timestamp;

use crate::domain::handing::How;
use crate::domain::id::{ContentHash, RecordId};
use crate::domain::oddity::Oddity;
use crate::domain::refusal::Refusal;
use crate::domain::request::{Channel, Request, RequestState, Shown};
use crate::domain::resident::Resident;

/// Who is at a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimView {
    /// Their name.
    pub name: String,
    /// Whether it is the person at this desk.
    pub mine: bool,
    /// Since when.
    pub since: Option<Timestamp>,
}

/// A line of the queue.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestRow {
    /// Which.
    pub id: RecordId,
    /// Its version with pending actions applied.
    pub version: u64,
    /// "A-07".
    pub queue: String,
    /// The applicant's name.
    pub name: String,
    /// "Surat Pengantar".
    pub kind: String,
    /// Where it came from.
    pub channel: Channel,
    /// Since when it waits.
    pub since: Option<Timestamp>,
    /// Minutes promised.
    pub promise_minutes: u32,
    /// Where it is.
    pub state: RequestState,
    /// Who is at it.
    pub claim: Option<ClaimView>,
    /// Label of the first required thing that is missing.
    pub missing: Option<String>,
    /// Whether an own action on it was not sent yet.
    pub pending: bool,
    /// The letter's number, once there is one.
    pub number: Option<String>,
    /// Since when its letter can be fetched.
    pub ready: Option<Timestamp>,
}

impl RequestRow {
    /// Whether it is routine (our decision): with the operator, complete, and no colleague's.
    pub fn is_routine(&self) -> bool {
        let free = self.claim.as_ref().is_none_or(|claim| claim.mine);
        self.state.with_operator() && self.missing.is_none() && free
    }
}

/// A field with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldView {
    /// Key.
    pub key: String,
    /// Label.
    pub label: String,
    /// Value.
    pub value: String,
    /// Whether the letter needs it.
    pub required: bool,
    /// One line of help.
    pub help: String,
}

/// A requirement with what was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequirementView {
    /// Key.
    pub key: String,
    /// Label.
    pub label: String,
    /// Whether the letter needs it.
    pub required: bool,
    /// What was shown.
    pub shown: Shown,
}

/// The letter as it would go.
#[derive(Clone, Debug, PartialEq)]
pub enum Preview {
    /// Its lines, and the hash that forwarding would send.
    Lines {
        /// Lines, not wrapped.
        lines: Vec<String>,
        /// What is approved.
        snapshot: ContentHash,
    },
    /// Cannot be composed: why.
    Cannot(Refusal),
    /// A record it needs has not arrived: "belum diterima".
    NotHere,
}

/// Through whose hands a request went, in names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trail {
    /// How the claim came to whoever has it, when it came from a colleague.
    pub passed: Option<PassedView>,
    /// How and when the applicant was told last what is missing, and by whom.
    pub told: Option<(How, Option<Timestamp>, String)>,
    /// Who gave the letter to its citizen.
    pub handed_by: Option<String>,
    /// From whom it was asked back, as long as they have not decided, and when.
    pub asked_back: Option<(String, Option<Timestamp>)>,
}

/// A claim changed hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedView {
    /// Whose it was.
    pub from: String,
    /// Who has it now.
    pub to: String,
    /// Whether it was taken, not given.
    pub taken: bool,
    /// A word with it, may be empty.
    pub note: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// One request on one screen.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestView {
    /// Its line in the queue.
    pub row: RequestRow,
    /// The record.
    pub request: Request,
    /// Who asks.
    pub applicant: Option<Resident>,
    /// Whom it is about.
    pub subject: Option<Resident>,
    /// What is odd.
    pub oddities: Vec<Oddity>,
    /// Fields in form order.
    pub fields: Vec<FieldView>,
    /// Requirements in form order.
    pub requirements: Vec<RequirementView>,
    /// The letter as it would go, or as it went.
    pub preview: Preview,
    /// Notes: who, what.
    pub notes: Vec<(String, String)>,
    /// Who acted last on it, in names: "Ani Lestari".
    pub by: Option<String>,
    /// From hand to hand: colleagues, applicant, citizen.
    pub trail: Trail,
}

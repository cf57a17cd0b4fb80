//! What a new request is typed in with: who stands there, which kinds there are, what was written before.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Oddity, RequestRow, ResidentRow};
use crate::domain::id::{OfficeId, RecordId};
use crate::domain::letter_type::LetterType;
use crate::domain::request::{Channel, Shown};
use crate::domain::resident::Resident;

/// A request to be made. The queue number is given by the station when it is queued.
#[derive(Clone, Debug, PartialEq)]
pub struct NewRequest {
    /// To which office.
    pub office: OfficeId,
    /// Where it came from.
    pub channel: Channel,
    /// Kind of letter.
    pub letter_type: RecordId,
    /// Who asks.
    pub applicant: RecordId,
    /// Whom it is about.
    pub subject: RecordId,
    /// Telephone, may be empty.
    pub contact: String,
    /// The type's fields.
    pub fields: BTreeMap<String, String>,
    /// The type's requirements.
    pub requirements: BTreeMap<String, Shown>,
    /// Why the same letter is made again, or another remark; may be empty.
    pub note: String,
    /// The draft this was, by its form and its record: it is removed in the transaction that queues the request.
    pub draft: Option<(&'static str, RecordId)>,
}

/// Unfinished typing of a new request. It is kept under the person who stands there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequestDraft {
    /// When it was typed.
    pub at: Timestamp,
    /// Who asks.
    pub applicant: RecordId,
    /// Whom it is about.
    pub subject: RecordId,
    /// Kind of letter, once chosen.
    pub kind: Option<RecordId>,
    /// Telephone.
    pub contact: String,
    /// Fields by key.
    pub fields: BTreeMap<String, String>,
    /// Requirements by key.
    pub requirements: BTreeMap<String, Shown>,
}

/// Whom a text from a reader or a hand means.
#[derive(Clone, Debug, PartialEq)]
pub enum Identity {
    /// These people. One who is meant for certain (by NIK, card) stands alone with `exact`.
    People {
        /// In the order of a search.
        rows: Vec<ResidentRow>,
        /// Meant for certain.
        exact: bool,
    },
    /// Everybody on this family card, the head first.
    Family(Vec<ResidentRow>),
    /// A request: by its queue number, or by the QR code of its letter.
    Request(Box<RequestRow>),
    /// The number of a card that nobody has been told about yet.
    NewCard(String),
    /// Sixteen digits that nobody here has.
    NoSuchNumber,
    /// Nobody and nothing.
    Nothing,
}

/// What was looked up, with what it means.
#[derive(Clone, Debug, PartialEq)]
pub struct Identified {
    /// As it was asked.
    pub text: String,
    /// What it means.
    pub identity: Identity,
}

/// Who stands at the counter, with what the data know about them.
#[derive(Clone, Debug, PartialEq)]
pub struct Applicant {
    /// The person.
    pub resident: Resident,
    /// Everybody on the same family card, themselves too, the head first and then by age.
    pub family: Vec<Resident>,
    /// The telephone they left the last time, may be empty.
    pub contact: String,
    /// What is odd about their data.
    pub oddities: Vec<Oddity>,
    /// What they asked for last, newest first; a few.
    pub requests: Vec<RequestRow>,
    /// Typing for them that was kept and not sent: the form's own text, and when.
    pub draft: Option<(String, Timestamp)>,
}

/// A draft that waits to be taken up again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// For whom.
    pub applicant: RecordId,
    /// Their name.
    pub name: String,
    /// When it was kept.
    pub saved: Timestamp,
}

/// What a counter works with.
#[derive(Clone, Debug, PartialEq)]
pub struct AtCounter {
    /// Kinds of letters, those asked for most here first.
    pub kinds: Vec<LetterType>,
    /// The last request that was typed in here: kind, purpose and receiver for "buat seperti tadi".
    pub last: Option<(RecordId, BTreeMap<String, String>)>,
    /// Drafts, newest first.
    pub drafts: Vec<DraftRow>,
}

/// What this office wrote before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wordings {
    /// Into which field.
    pub field: String,
    /// What was typed when it was asked.
    pub typed: String,
    /// Most used first.
    pub texts: Vec<String>,
}

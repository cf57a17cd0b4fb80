//! What stands around the queue of a counter: how much of what there is, what changed hands, and what is
//! shown or given to a citizen.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{Colleague, RequestFilter};
use crate::domain::id::RecordId;

/// How many requests each filter shows.
pub type ListCounts = BTreeMap<RequestFilter, usize>;

/// What stands around the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CounterView {
    /// How much of what there is.
    pub counts: ListCounts,
    /// The other operators of the office, to whom work can be passed on.
    pub operators: Vec<Colleague>,
    /// What changed hands and was not said yet, oldest first.
    pub notices: Vec<Notice>,
}

/// A request was taken from the person at this desk, or given to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Which request.
    pub request: RecordId,
    /// Its queue number.
    pub queue: String,
    /// Its applicant.
    pub name: String,
    /// Who did it.
    pub by: String,
    /// Whether it was taken, not given.
    pub taken: bool,
    /// A word with it, may be empty.
    pub note: String,
    /// When.
    pub at: Timestamp,
}

/// What a citizen takes along: no name in full, no NIK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// "Desa Banyubiru".
    pub office: String,
    /// "A-07".
    pub queue: String,
    /// "Surat Pengantar".
    pub kind: String,
    /// When the request came in.
    pub at: Option<Timestamp>,
    /// Until when it is promised.
    pub promised: Option<Timestamp>,
    /// How the office is reached, as its letters print it.
    pub contact: String,
}

/// A message to a citizen and the link in it. It never holds a NIK or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// "Desa Banyubiru".
    pub office: String,
    /// "A-07".
    pub queue: String,
    /// "Surat Pengantar".
    pub kind: String,
    /// The contact of the request, as typed.
    pub contact: String,
    /// The same as WhatsApp wants it, when it is a mobile number.
    pub number: Option<String>,
    /// The letter's public page, once it is signed.
    pub link: Option<String>,
    /// What is missing, while the request waits for its applicant.
    pub missing: Option<String>,
}

/// What a letter says of its people, in the order of the letter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CitizenView {
    /// "Surat Pengantar".
    pub kind: String,
    /// Label and value of each row; empty while it cannot be composed.
    pub facts: Vec<(String, String)>,
}

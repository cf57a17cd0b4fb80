//! The same letter for several people in one go, each a request of its own.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::id::{ActionId, OfficeId, RecordId};
use crate::domain::queue_number::{QueueNumber, spans};
use crate::domain::request::{Channel, Shown};
use crate::domain::together::LeftOut;

/// One of those for whom a letter is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Whom it is about.
    pub person: RecordId,
    /// Their name.
    pub name: String,
    /// "RT 01 RW 07, 1951": where they live and when they were born, when another of them has the same name.
    pub apart: Option<String>,
    /// Why none is made, as far as is known now.
    pub left_out: Option<LeftOut>,
}

impl Candidate {
    /// The name, and what tells its bearer from another of them.
    pub fn called(&self) -> String {
        self.apart.as_ref().map_or_else(|| self.name.clone(), |apart| format!("{} ({apart})", self.name))
    }

    /// Only those who share a name are told apart.
    pub fn tell_apart(people: Vec<&mut Self>) {
        let names: Vec<String> = people.iter().map(|one| one.name.clone()).collect();
        for one in people {
            one.apart.take_if(|_| names.iter().filter(|name| **name == one.name).count() == 1);
        }
    }
}

/// The same letter for several, filled in once.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTogether {
    /// To which office.
    pub office: OfficeId,
    /// Where it came from.
    pub channel: Channel,
    /// Kind of letter.
    pub letter_type: RecordId,
    /// Whom the letters are about, in the order of their queue numbers. Who asks for each follows from the family.
    pub people: Vec<RecordId>,
    /// Telephone; empty for the one that each of them left the last time.
    pub contact: String,
    /// The type's fields.
    pub fields: BTreeMap<String, String>,
    /// The type's requirements.
    pub requirements: BTreeMap<String, Shown>,
    /// Why the same letter is made again for those who have it; empty leaves them out.
    pub note: String,
}

/// One request that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The action.
    pub action: ActionId,
    /// The new request.
    pub request: RecordId,
    /// "A-31".
    pub queue: String,
    /// Only the server can decide it.
    pub undecided: bool,
}

/// What became of [`NewTogether`]: each request is durable and queued for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Together {
    /// In order.
    pub made: Vec<Made>,
    /// For whom none was made, and why.
    pub left_out: Vec<Candidate>,
}

impl Together {
    /// The queue numbers that were given, as first and last of those that follow each other.
    pub fn numbers(&self) -> Vec<(String, String)> {
        let given: Vec<QueueNumber> = self.made.iter().filter_map(|made| QueueNumber::read(&made.queue)).collect();
        spans(&given).into_iter().map(|(first, last)| (first.to_string(), last.to_string())).collect()
    }
}

/// Unfinished typing of such a letter. For whom it is, the marks say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TogetherDraft {
    /// When it was typed.
    pub at: Timestamp,
    /// Kind of letter, once chosen.
    pub kind: Option<RecordId>,
    /// Telephone.
    pub contact: String,
    /// Fields by key.
    pub fields: BTreeMap<String, String>,
    /// Requirements by key.
    pub requirements: BTreeMap<String, Shown>,
}

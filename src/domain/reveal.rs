//! A reveal: somebody saw a whole identity number outside the request it belongs to, and said why.

use serde::{Deserialize, Serialize};

use super::id::{OfficeId, PersonId, RecordId};
use super::record::{Moment, Rest};

/// Why a number is revealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// A request for a letter is being worked on.
    Request,
    /// The data are being corrected.
    Correction,
    /// The person asks for their own data.
    DataSubject,
    /// The police, a prosecutor or a court asks.
    LawEnforcement,
    /// Something else, in words.
    Other,
}

impl Purpose {
    /// All, in the order of their digits.
    pub const ALL: [Self; 5] = [Self::Request, Self::Correction, Self::DataSubject, Self::LawEnforcement, Self::Other];

    /// A stable name for scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Correction => "correction",
            Self::DataSubject => "data_subject",
            Self::LawEnforcement => "law_enforcement",
            Self::Other => "other",
        }
    }
}

/// Whose numbers were seen, by whom and why. It never holds a number itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reveal {
    /// Its record's id.
    pub id: RecordId,
    /// The office whose log it stands in.
    pub office: OfficeId,
    /// Who saw them.
    pub person: PersonId,
    /// Whose they are.
    pub resident: RecordId,
    /// Why.
    pub purpose: Purpose,
    /// In words; needed where the purpose is another one.
    pub text: String,
    /// When.
    pub at: Moment,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

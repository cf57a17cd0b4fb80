//! Why an action is refused: a stable code with arguments. The sentence is made at the edge (`i18n`).

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::office::Role;

/// A refusal. Its code never changes its meaning; new ones are added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Refusal {
    /// There is no such record, or not for this person: the two look the same.
    NotFound,
    /// Only the server makes this kind of action.
    ServerOnly,
    /// The person's positions in this office do not include the role.
    NotAllowed {
        /// The role it takes.
        role: Role,
    },
    /// A colleague is at it.
    ClaimedBy {
        /// The colleague's name.
        name: String,
        /// Since when.
        since: Option<Timestamp>,
    },
    /// Not possible where the record is now.
    WrongState {
        /// Stable name of the state.
        state: String,
    },
    /// Only an operator of the office can be given a request.
    NotAnOperator {
        /// Who was named.
        name: String,
    },
    /// Somebody else than the applicant fetches a letter and was not named.
    ReceiverMissing,
    /// Asked of somebody else.
    NotYourTask {
        /// Of whom.
        name: String,
    },
    /// A return or refusal needs a reason.
    ReasonMissing,
    /// A required field is empty.
    FieldMissing {
        /// The field's label.
        label: String,
    },
    /// A required requirement was not shown.
    RequirementMissing {
        /// The requirement's label.
        label: String,
    },
    /// A dead person cannot be applicant or subject of this letter.
    ResidentDead {
        /// Who.
        name: String,
        /// Since when, where it is known.
        since: Option<Date>,
    },
    /// A person who moved away or is missing cannot be served here.
    ResidentGone {
        /// Who.
        name: String,
    },
    /// Nobody holds a position with this role on the day of the letter.
    NobodyHolds {
        /// The role.
        role: Role,
    },
    /// The device's date is too far from the server's.
    DateOff {
        /// The day the letter says.
        day: Date,
        /// The server's day.
        today: Date,
    },
    /// What concerns money is signed in ink.
    InkOnly,
    /// The action's data do not fit its kind.
    BadData {
        /// Which part.
        what: String,
    },
    /// The outcome of an earlier attempt is not known yet.
    InDoubt,
    /// It takes a second person to try again.
    SecondPersonNeeded,
    /// Evidence is needed to resolve an outcome in doubt.
    EvidenceMissing,
    /// Meanwhile it has gone further than the person knew.
    AlreadyWith {
        /// Who has it now.
        name: String,
    },
    /// No action puts this one back.
    NotUndoable {
        /// The kind of the action.
        kind: String,
    },
}

impl Refusal {
    /// The stable code, as on the wire and in brackets behind the sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::ServerOnly => "server_only",
            Self::NotAllowed { .. } => "not_allowed",
            Self::ClaimedBy { .. } => "claimed_by",
            Self::WrongState { .. } => "wrong_state",
            Self::NotAnOperator { .. } => "not_an_operator",
            Self::ReceiverMissing => "receiver_missing",
            Self::NotYourTask { .. } => "not_your_task",
            Self::ReasonMissing => "reason_missing",
            Self::FieldMissing { .. } => "field_missing",
            Self::RequirementMissing { .. } => "requirement_missing",
            Self::ResidentDead { .. } => "resident_dead",
            Self::ResidentGone { .. } => "resident_gone",
            Self::NobodyHolds { .. } => "nobody_holds",
            Self::DateOff { .. } => "date_off",
            Self::InkOnly => "ink_only",
            Self::BadData { .. } => "bad_data",
            Self::InDoubt => "in_doubt",
            Self::SecondPersonNeeded => "second_person_needed",
            Self::EvidenceMissing => "evidence_missing",
            Self::AlreadyWith { .. } => "already_with",
            Self::NotUndoable { .. } => "not_undoable",
        }
    }
}

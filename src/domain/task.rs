//! A signature task: one step of verification or signature asked of one official on one letter.

use serde::{Deserialize, Serialize};

use super::id::{ContentHash, OfficeId, PersonId, RecordId};
use super::office::Role;
use super::policy::Policy;
use super::record::{Moment, Rest};
use super::request::Because;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// Paraf.
    Verify,
    /// Tanda tangan.
    Sign,
}

impl TaskKind {
    /// Whose business it is.
    pub fn role(self) -> Role {
        match self {
            Self::Verify => Role::Verifier,
            Self::Sign => Role::Signer,
        }
    }
}

/// Where a task is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TaskState {
    /// An earlier step comes first.
    Waiting,
    /// Asked of its official now.
    Open,
    /// Given.
    Done {
        /// By whom.
        by: PersonId,
        /// When.
        at: Moment,
    },
    /// Sent back to the operator.
    Returned(Because),
    /// A new snapshot, a return or a refusal made it pointless.
    Void,
    /// The signing service did not answer.
    InDoubt {
        /// Since when.
        since: Moment,
    },
}

impl TaskState {
    /// A stable name for tables, filters and refusals.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Open => "open",
            Self::Done { .. } => "done",
            Self::Returned(_) => "returned",
            Self::Void => "void",
            Self::InDoubt { .. } => "in_doubt",
        }
    }
}

/// Whoever handed the letter on would like it back, and its official has it: they decide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBack {
    /// Who asked first.
    pub by: PersonId,
    /// When.
    pub at: Moment,
}

/// One step asked of one official.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// Its record's id.
    pub id: RecordId,
    /// Whose letter.
    pub office: OfficeId,
    /// Which letter.
    pub letter: RecordId,
    /// Which request, where there is one.
    pub request: Option<RecordId>,
    /// Place in the chain, from 0.
    pub step: u8,
    /// Paraf or signature.
    pub kind: TaskKind,
    /// The position asked.
    pub official: RecordId,
    /// Who held it when it was asked.
    pub person: PersonId,
    /// What is approved.
    pub snapshot: ContentHash,
    /// How it is signed.
    pub policy: Policy,
    /// Where it is.
    pub state: TaskState,
    /// Since when it is asked of its official.
    #[serde(default)]
    pub since: Moment,
    /// Asked back, until its official decides.
    #[serde(default)]
    pub asked_back: Option<AskedBack>,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Task {
    /// The same step, elsewhere. That it waited, and that it was asked back, was of where it has been.
    #[must_use]
    pub fn to(&self, state: TaskState) -> Self {
        Self { state, since: None, asked_back: None, ..self.clone() }
    }
}

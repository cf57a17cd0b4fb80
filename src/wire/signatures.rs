//! `POST /v1/signatures`: several letters, one passphrase, a line for each as it happens.
//!
//! The answer is a stream of JSON lines ([`SignLine`]). The same batch id again attaches to the running
//! batch, or gives the lines of the finished one; it never signs again.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::id::{ContentHash, PersonId, RecordId};
use crate::domain::refusal::Refusal;

/// One letter of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SignItem {
    /// The task.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub task: RecordId,
    /// What the signer read.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub snapshot: ContentHash,
    /// Whether the signer had read it to its last line; what is not said was not read.
    #[serde(default)]
    pub opened: bool,
}

/// Body of the request. The passphrase lives for this batch only.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SignBatch {
    /// Made by the client.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub batch: Uuid,
    /// At most [`super::MOST_SIGNATURES`].
    pub items: Vec<SignItem>,
    /// Never stored, queued or logged.
    pub passphrase: String,
}

impl std::fmt::Debug for SignBatch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SignBatch").field("batch", &self.batch).field("items", &self.items).finish_non_exhaustive()
    }
}

/// What became of one letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SignOutcome {
    /// Signed and issued.
    Signed {
        /// As printed.
        number: String,
        /// The file.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        pdf: ContentHash,
    },
    /// Against the rules; nothing was signed.
    Refused {
        /// Why.
        #[cfg_attr(feature = "server", schema(value_type = serde_json::Value))]
        refusal: Refusal,
    },
    /// The record has moved on since it was read; nothing was signed.
    Conflict,
    /// The signing service said no for certain; nothing was signed.
    Failed {
        /// The service's code: "2031" is a wrong passphrase.
        code: String,
    },
    /// Nobody knows; the letter is locked until a person resolves it.
    InDoubt,
    /// Could not be prepared; nothing was signed and it may be tried again.
    NotPrepared {
        /// A stable code.
        code: String,
    },
    /// The batch was stopped before this letter.
    Stopped,
}

/// One line of the answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct SignLine {
    /// Which task.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub task: RecordId,
    /// What became of it.
    pub outcome: SignOutcome,
}

/// Body of `POST /v1/signatures/{task}/resolve`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Resolution {
    /// The signed file that turned up, uploaded as a blob before; none means "not signed, try again".
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub signed: Option<ContentHash>,
    /// What the person saw.
    pub evidence: String,
    /// The second person, for "try again".
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub second: Option<PersonId>,
    /// Their password: a second person is there, not only named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub second_password: Option<String>,
}

/// Body of `POST /v1/preview`: a request as it is on the server, on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PreviewOf {
    /// Which request.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub request: RecordId,
    /// Day of preparation.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub prepared_on: jiff::civil::Date,
}

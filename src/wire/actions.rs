//! `POST /v1/actions`: a batch of one outbox, and a result for each.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::domain::action::{self, Expects};
use crate::domain::id::{ActionId, DeviceId, PersonId, RecordId};
use crate::domain::refusal::Refusal;
use crate::domain::stream::StreamId;

/// An action as it travels. `data` holds the bytes written when it was queued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Action {
    /// Made once.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub id: ActionId,
    /// Where it was made.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub device: DeviceId,
    /// Running number of that device.
    pub device_seq: u64,
    /// The person.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub actor: PersonId,
    /// What it is about.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub record: RecordId,
    /// What that record must be like.
    #[cfg_attr(feature = "server", schema(value_type = serde_json::Value))]
    pub expects: Expects,
    /// Which kind.
    pub kind: String,
    /// Which version of that kind's data.
    pub v: u32,
    /// The data's exact bytes.
    pub data: String,
    /// The device's clock.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub client_time: Timestamp,
}

impl From<&action::Action> for Action {
    /// As it is queued and sent: the data are written here, once.
    fn from(action: &action::Action) -> Self {
        Self {
            id: action.id,
            device: action.device,
            device_seq: action.device_seq,
            actor: action.actor,
            record: action.record,
            expects: action.expects,
            kind: action.what.kind().to_owned(),
            v: action::VERSION,
            // JSON is UTF-8: nothing is ever replaced.
            data: String::from_utf8_lossy(&action.what.write()).into_owned(),
            client_time: action.client_time,
        }
    }
}

impl Action {
    /// The bytes whose equality says "the same action": everything but the way it travelled.
    pub fn identity(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// A batch, in the order of `device_seq`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Batch {
    /// At most [`super::MOST_ACTIONS`].
    pub actions: Vec<Action>,
    /// Device clock minus server clock when last measured, in milliseconds.
    pub skew_ms: i64,
}

/// What became of an action. Stored for ever and given again byte for byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum ActionResult {
    /// Applied.
    Applied {
        /// The record's version after it.
        version: u64,
        /// Whether the record was as the action expected.
        as_expected: bool,
        /// Where its changes stand.
        #[cfg_attr(feature = "server", schema(value_type = Vec<serde_json::Value>))]
        positions: Vec<(StreamId, u64)>,
    },
    /// Against the rules.
    Refused {
        /// Why.
        #[cfg_attr(feature = "server", schema(value_type = serde_json::Value))]
        refusal: Refusal,
    },
    /// The record has moved on, or the operator saw other data.
    Conflict {
        /// What differs, in the form's words.
        differs: Vec<String>,
        /// The record now, as far as this person may see it.
        current: Option<Current>,
    },
    /// An earlier action on this record failed.
    Blocked {
        /// Which.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        by: ActionId,
    },
    /// A file it names is not here yet: nothing was stored, send it again later.
    Held {
        /// Which file.
        blob: String,
    },
    /// The server could not make sense of it; its bytes are kept for a person to look at.
    Quarantined {
        /// What went wrong, without personal data.
        why: String,
    },
    /// Another action came with this id or with this number of this device.
    Reused,
}

/// A record as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Current {
    /// Its kind.
    pub kind: String,
    /// Its version.
    pub version: u64,
    /// Its body's exact bytes.
    pub body: String,
}

/// The answer: results in the order of the batch. Shorter than the batch only behind a `held`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Results {
    /// One an action.
    pub results: Vec<ActionResult>,
    /// Server time.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub time: Timestamp,
}

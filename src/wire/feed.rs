//! The feed: changes of streams, read upwards from a cursor or downwards from a position.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::chain::Link;
use crate::domain::id::{ActionId, ContentHash, PersonId, RecordId};
use crate::domain::stream::StreamId;

/// The header of a change. Its exact bytes are chained; this is what they say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// Place in the stream, from 1, without gaps.
    pub position: u64,
    /// Which record.
    pub record: RecordId,
    /// Its kind.
    pub kind: String,
    /// Its version after this change.
    pub version: u64,
    /// The action that made it.
    pub action: ActionId,
    /// The person; none when the server acted by itself.
    pub actor: Option<PersonId>,
    /// Server time.
    pub at: Timestamp,
    /// Hash of the body's bytes.
    pub body: ContentHash,
}

/// A change as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Change {
    /// The header's exact bytes.
    pub header: String,
    /// The body's exact bytes, while it is the record's newest version in this stream.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// Where a reader stands: epoch, position, and the first eight bytes of the chain hash there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Counts up when a server was restored.
    pub epoch: u64,
    /// Last position read.
    pub position: u64,
    /// Beginning of the chain hash at that position.
    pub witness: [u8; 8],
}

impl Cursor {
    /// The cursor at a position with this chain hash.
    pub fn at(epoch: u64, position: u64, link: &Link) -> Self {
        let mut witness = [0; 8];
        witness.copy_from_slice(&link[..8]);
        Self { epoch, position, witness }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.epoch, self.position, hex::encode(self.witness))
    }
}

/// A text that is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a cursor")]
pub struct NotACursor;

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut parts = s.splitn(3, '.');
        let mut next = || parts.next().ok_or(NotACursor);
        let epoch = next()?.parse().map_err(|_| NotACursor)?;
        let position = next()?.parse().map_err(|_| NotACursor)?;
        let mut witness = [0; 8];
        hex::decode_to_slice(next()?, &mut witness).map_err(|_| NotACursor)?;
        Ok(Self { epoch, position, witness })
    }
}

impl Serialize for Cursor {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// Why a reader must begin again with a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum ResyncReason {
    /// The server was restored.
    Epoch,
    /// Older than what the server keeps.
    Floor,
    /// Beyond the head.
    Ahead,
    /// The chain hash differs.
    Fork,
    /// No such stream for this person.
    Grant,
}

/// What the feed says of one stream.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum StreamPage {
    /// Changes upwards, in order and without gaps.
    Up {
        /// Which stream.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        stream: StreamId,
        /// All headers, bodies where current.
        changes: Vec<Change>,
        /// The cursor after them.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        next: Cursor,
        /// The stream's head now: more is there while it is higher than `next`.
        head: u64,
    },
    /// Current bodies downwards, newest first. Their headers are not chained here.
    Down {
        /// Which stream.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        stream: StreamId,
        /// Only changes that are still their record's newest.
        changes: Vec<Change>,
        /// Read on from below this position; none at the bottom.
        before: Option<u64>,
        /// At the bottom: what the stream holds, for comparing.
        digest: Option<Digest>,
    },
    /// The head, for a reader that begins: its first cursor, trusted once.
    Head {
        /// Which stream.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        stream: StreamId,
        /// Read upwards from here and downwards from here.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        cursor: Cursor,
        /// The whole chain hash there: what comes next is chained to it.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        link: ContentHash,
    },
    /// Begin again.
    Resync {
        /// Which stream.
        #[cfg_attr(feature = "server", schema(value_type = String))]
        stream: StreamId,
        /// Why.
        reason: ResyncReason,
    },
}

/// Count and digest over (record, version) of a stream's current records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Digest {
    /// How many records.
    pub count: u64,
    /// XOR of the first 16 bytes of SHA-256(record ‖ version) of each; independent of order.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub sum: uuid::Uuid,
}

/// One record's part of a [`Digest`].
pub fn digest_of(record: RecordId, version: u64) -> u128 {
    let mut bytes = record.0.as_bytes().to_vec();
    bytes.extend(version.to_be_bytes());
    let hash = ContentHash::of(&bytes).0;
    let mut head = [0; 16];
    head.copy_from_slice(&hash[..16]);
    u128::from_be_bytes(head)
}

/// The answer of `GET /v1/feed`: only streams that have something to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Feed {
    /// A page a stream.
    pub streams: Vec<StreamPage>,
    /// Server time, for measuring the device's skew.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub time: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_its_own_text() {
        let cursor = Cursor { epoch: 3, position: 1042, witness: [1, 2, 3, 4, 5, 6, 7, 255] };
        assert_eq!(cursor.to_string(), "3.1042.01020304050607ff");
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in ["", "1", "1.2", "1.2.zz", "1.2.0102030405060708ff", "x.2.0102030405060708"] {
            assert_eq!(text.parse::<Cursor>(), Err(NotACursor), "{text}");
        }
    }
}

//! A stream is a permission scope: who holds it may read all that is in it.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::id::{OfficeId, PersonId};

/// An ordered, gap-free, hash-chained list of changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StreamId {
    /// What every office may know: offices, positions, letter types.
    Reference,
    /// An office's general part.
    Office(OfficeId),
    /// An office's log: reveals, exports, administrative acts. Only its admin holds it.
    OfficeLog(OfficeId),
    /// What is a person's own: marks, secret letters.
    Person(PersonId),
}

impl fmt::Display for StreamId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reference => f.write_str("ref"),
            Self::Office(id) => write!(f, "office/{id}"),
            Self::OfficeLog(id) => write!(f, "office/{id}/log"),
            Self::Person(id) => write!(f, "person/{id}"),
        }
    }
}

/// A text that names no stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a stream")]
pub struct NotAStream;

impl FromStr for StreamId {
    type Err = NotAStream;

    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut parts = s.split('/');
        let head = parts.next();
        let id = parts.next().map(str::parse::<uuid::Uuid>).transpose().map_err(|_| NotAStream)?;
        let rest = (parts.next(), parts.next());
        match (head, id, rest) {
            (Some("ref"), None, (None, None)) => Ok(Self::Reference),
            (Some("office"), Some(id), (None, None)) => Ok(Self::Office(OfficeId(id))),
            (Some("office"), Some(id), (Some("log"), None)) => Ok(Self::OfficeLog(OfficeId(id))),
            (Some("person"), Some(id), (None, None)) => Ok(Self::Person(PersonId(id))),
            _ => Err(NotAStream),
        }
    }
}

impl Serialize for StreamId {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for StreamId {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_survives_its_own_text_and_nothing_else_is_one() {
        let id = uuid::Uuid::from_u128(7);
        for stream in [
            StreamId::Reference,
            StreamId::Office(OfficeId(id)),
            StreamId::OfficeLog(OfficeId(id)),
            StreamId::Person(PersonId(id)),
        ] {
            assert_eq!(stream.to_string().parse(), Ok(stream));
        }
        for text in
            ["", "ref/", "office", "office/x", "person/log", &format!("office/{id}/log/x"), &format!("ref/{id}")]
        {
            assert_eq!(text.parse::<StreamId>(), Err(NotAStream), "{text}");
        }
    }
}

//! Names of things: ids are UUIDs, made where a record is made.
//!
//! Who creates a record by hand gives it a UUIDv7. A record that an action creates has an id derived
//! from that action (UUIDv8, our own decision), so that desk and server agree on it without asking.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(s).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    };
}

id!(
    /// Any record.
    RecordId
);
id!(
    /// An action: made once, applied at most once.
    ActionId
);
id!(
    /// A person with an account; what they may do comes from their positions.
    PersonId
);
id!(
    /// One profile on one machine.
    DeviceId
);
id!(
    /// An office; its record has the same id.
    OfficeId
);

impl From<OfficeId> for RecordId {
    fn from(id: OfficeId) -> Self {
        Self(id.0)
    }
}

/// A UUIDv8 made from the SHA-256 of a name and its parts, each preceded by its length.
pub fn derived(name: &str, parts: &[&[u8]]) -> Uuid {
    let mut hash = Sha256::new();
    for part in std::iter::once(name.as_bytes()).chain(parts.iter().copied()) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl RecordId {
    /// The id of the `ordinal`th record of a kind that an action creates.
    pub fn made_by(action: ActionId, kind: &str, ordinal: u32) -> Self {
        Self(derived(kind, &[action.0.as_bytes(), &ordinal.to_be_bytes()]))
    }

    /// The id of a record that belongs to other records: a claim to its request, a mark to person and record.
    pub fn belonging_to(kind: &str, owners: &[Uuid]) -> Self {
        let parts: Vec<&[u8]> = owners.iter().map(|owner| owner.as_bytes().as_slice()).collect();
        Self(derived(kind, &parts))
    }
}

impl ActionId {
    /// The id of an action that the server makes because of another one, or of a record.
    pub fn by_server(kind: &str, cause: Uuid, attempt: u32) -> Self {
        Self(derived(kind, &[cause.as_bytes(), &attempt.to_be_bytes()]))
    }
}

/// The SHA-256 of some bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub [u8; 32]);

impl ContentHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl FromStr for ContentHash {
    type Err = hex::FromHexError;
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        let mut bytes = [0_u8; 32];
        hex::decode_to_slice(s, &mut bytes)?;
        Ok(Self(bytes))
    }
}

impl Serialize for ContentHash {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ContentHash {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_ids_are_stable_uuid_v8_and_do_not_run_into_each_other() {
        let a = derived("letter", &[b"ab", b"c"]);
        assert_eq!(a.get_version_num(), 8);
        assert_eq!(a, derived("letter", &[b"ab", b"c"]));
        assert_ne!(a, derived("letter", &[b"a", b"bc"]));
    }
}

//! What the store keeps, as plain data.

use jiff::Timestamp;
use uuid::Uuid;

use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::record::{Body, Record, Unreadable};
use crate::domain::stream::StreamId;
use crate::wire::chain::Link;

/// What this server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meta {
    /// Its id, whatever its address.
    pub server: Uuid,
    /// Its name for people.
    pub name: String,
    /// Counts up when it was restored.
    pub epoch: u64,
    /// No number and no signature is given while ledger, database and blobs do not agree.
    pub signing_locked: bool,
}

/// The newest version of a record: the exact bytes written then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Which.
    pub id: RecordId,
    /// Its kind.
    pub kind: String,
    /// Its version.
    pub version: u64,
    /// Its body's bytes.
    pub body: String,
}

impl Stored {
    /// Reads the body.
    ///
    /// # Errors
    /// When it was written by a newer program, or is damaged.
    pub fn record(&self) -> Result<Record, Unreadable> {
        Ok(Record { version: self.version, body: Body::read(&self.kind, self.body.as_bytes())? })
    }
}

/// The head of a stream: counter, chain tip and floor in one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// Of which stream.
    pub stream: StreamId,
    /// Counts up when the server was restored.
    pub epoch: u64,
    /// Last position given.
    pub position: u64,
    /// Chain hash there.
    pub link: Link,
    /// Cursors below it must begin again.
    pub floor: u64,
}

/// A change to be appended to a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// To which stream.
    pub stream: StreamId,
    /// At which position: one above the head.
    pub position: u64,
    /// The record.
    pub record: RecordId,
    /// Its version.
    pub version: u64,
    /// The action that made it.
    pub action: ActionId,
    /// The header's exact bytes.
    pub header: String,
    /// The chain hash after it.
    pub link: Link,
}

/// A change as it is read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredChange {
    /// Its position.
    pub position: u64,
    /// The header's exact bytes.
    pub header: String,
    /// The chain hash after it.
    pub link: Link,
    /// The body's exact bytes, while it is the record's newest version in this stream.
    pub body: Option<String>,
}

/// An action as it came, before anything is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAction {
    /// Made once.
    pub id: ActionId,
    /// Which device, and its running number; none for what the server makes itself.
    pub from: Option<(DeviceId, u64)>,
    /// The person; none when the server acts by itself.
    pub actor: Option<PersonId>,
    /// Everything that makes it this action and no other.
    pub bytes: String,
    /// Server time of receipt.
    pub at: Timestamp,
}

/// An action of which the result may be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAction {
    /// Which.
    pub id: ActionId,
    /// Which device, and its running number.
    pub from: Option<(DeviceId, u64)>,
    /// The person; none when the server acted by itself.
    pub actor: Option<PersonId>,
    /// What came.
    pub bytes: String,
    /// The result's exact bytes; none only inside the transaction that decides it.
    pub result: Option<String>,
    /// Server time of receipt.
    pub at: Timestamp,
}

/// What became of inserting an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inserted {
    /// It is new: decide it.
    New,
    /// One with this id is there already.
    Known(Box<StoredAction>),
    /// Another one has this device's running number.
    NumberTaken,
}

/// A number that was given: in any book, for ever.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// Whose book.
    pub office: OfficeId,
    /// In which book its text is unique.
    pub book: String,
    /// Which counter gave it.
    pub counter: String,
    /// Of which year.
    pub year: i16,
    /// The running number.
    pub n: u32,
    /// As printed.
    pub text: String,
    /// The letter it belongs to.
    pub letter: RecordId,
}

/// Who may log in.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Lower case.
    pub name: String,
    /// Whose.
    pub person: PersonId,
    /// Argon2id, as a PHC string with its parameters.
    pub password: String,
    /// Nobody gets in with it any more.
    pub disabled: bool,
}

impl std::fmt::Debug for Account {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Account")
            .field("person", &self.person)
            .field("disabled", &self.disabled)
            .finish_non_exhaustive()
    }
}

/// A session: bound to a person and a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// SHA-256 of the token; the token itself is nowhere.
    pub token: ContentHash,
    /// Account name.
    pub account: String,
    /// Whose.
    pub person: PersonId,
    /// Where.
    pub device: DeviceId,
    /// The machine's name for people.
    pub device_name: String,
    /// Until when.
    pub expires: Timestamp,
}

/// What the server could not make sense of, kept for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quarantined {
    /// Which action.
    pub action: ActionId,
    /// As it came.
    pub bytes: String,
    /// What went wrong, without personal data.
    pub why: String,
    /// Since when.
    pub at: Timestamp,
}

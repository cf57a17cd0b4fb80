//! A letter (surat): issued to a citizen, or come in from another office; its page text and deliveries.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::id::{ContentHash, OfficeId, PersonId, RecordId};
use super::numbering::Number;
use super::policy::Policy;
use super::record::{Moment, Rest};
use super::request::Because;

/// Sifat: how secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Secrecy {
    /// Biasa.
    #[default]
    Ordinary,
    /// Terbatas.
    Restricted,
    /// Rahasia.
    Secret,
    /// Sangat rahasia.
    TopSecret,
}

/// Urgensi.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Biasa.
    #[default]
    Ordinary,
    /// Segera.
    Urgent,
    /// Amat segera.
    VeryUrgent,
}

/// Where a letter is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum LetterState {
    /// Its snapshot is frozen and goes through the chain.
    InApproval,
    /// Its operator has it back; no approval holds.
    Returned,
    /// The signing service did not answer.
    InDoubt,
    /// Signed, numbered, in the book.
    Issued,
    /// In the book as void, with the reason.
    Voided(Because),
    /// Incoming: arrived, not yet followed up.
    Received,
    /// Incoming: dealt with.
    FollowedUp(Because),
}

impl LetterState {
    /// A stable name for tables, filters and refusals.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InApproval => "in_approval",
            Self::Returned => "returned",
            Self::InDoubt => "in_doubt",
            Self::Issued => "issued",
            Self::Voided(_) => "voided",
            Self::Received => "received",
            Self::FollowedUp(_) => "followed_up",
        }
    }
}

/// Where an incoming letter came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// The sending office, when it is one of ours.
    pub office: Option<OfficeId>,
    /// Its name, as printed.
    pub sender: String,
    /// The sender's own number, as printed.
    pub number: String,
    /// Our agenda number of the year; 0 until the server has given it.
    pub agenda: u32,
    /// When it reached us.
    pub received: Moment,
}

/// The frozen content of a letter and where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frozen {
    /// Hash of the canonical snapshot: what every approver approves.
    pub snapshot: ContentHash,
    /// Kind of letter.
    pub letter_type: RecordId,
    /// How it is signed.
    pub policy: Policy,
    /// Who will sign: a position.
    pub signer: RecordId,
    /// The chain: one task a step, the last one is the signature. A new content has new tasks.
    pub tasks: Vec<RecordId>,
}

/// A letter of an office.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Letter {
    /// Its record's id.
    pub id: RecordId,
    /// Whose letter.
    pub office: OfficeId,
    /// Hal.
    pub subject: String,
    /// Kind in words: "Surat Pengantar", "Undangan".
    pub kind: String,
    /// Archive classification code.
    pub classification: String,
    /// How secret.
    #[serde(default)]
    pub secrecy: Secrecy,
    /// How urgent.
    #[serde(default)]
    pub urgency: Urgency,
    /// Where it is.
    pub state: LetterState,
    /// The request it answers.
    pub request: Option<RecordId>,
    /// Content, for a letter made here.
    pub frozen: Option<Frozen>,
    /// Origin, for a letter that came in.
    pub arrival: Option<Arrival>,
    /// Our own number: given once, never recomputed. An incoming letter has its sender's in `arrival`.
    pub number: Option<Number>,
    /// The letter's date.
    pub date: Option<Date>,
    /// Names its public verification page; 128 random bits.
    pub token: Option<String>,
    /// The signed or delivered file.
    pub pdf: Option<ContentHash>,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

/// The draft page of a snapshot: its text is what approvers read. Made by the server alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Derived from the letter and the snapshot's hash.
    pub id: RecordId,
    /// Whose.
    pub office: OfficeId,
    /// Of which letter.
    pub letter: RecordId,
    /// Of which content.
    pub snapshot: ContentHash,
    /// Text of each page as typeset.
    pub pages: Vec<String>,
    /// The draft PDF.
    pub pdf: ContentHash,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Page {
    /// The id of a letter's page for one snapshot.
    pub fn id_for(letter: RecordId, snapshot: ContentHash) -> RecordId {
        RecordId(super::id::derived("page", &[letter.0.as_bytes(), &snapshot.0]))
    }
}

/// What became of one letter on its way to one office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum DeliveryState {
    /// Waits for the delivering worker.
    Queued,
    /// Stands in the other office's inbox.
    Delivered {
        /// When.
        at: Moment,
        /// Its agenda number there.
        agenda: u32,
    },
    /// Could not be delivered.
    Undeliverable(Because),
}

/// One letter to one office (pengiriman).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// Derived from (letter, office).
    pub id: RecordId,
    /// The sender's letter.
    pub letter: RecordId,
    /// The sender.
    pub from: OfficeId,
    /// The receiver.
    pub to: OfficeId,
    /// How far it is.
    pub state: DeliveryState,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Delivery {
    /// The id of the delivery of a letter to an office.
    pub fn id_for(letter: RecordId, to: OfficeId) -> RecordId {
        RecordId::belonging_to("delivery", &[letter.0, to.0])
    }
}

/// This person has read that record to its last line (tanda baca).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mark {
    /// Derived from (person, record).
    pub id: RecordId,
    /// Who.
    pub person: PersonId,
    /// What.
    pub record: RecordId,
    /// First time.
    pub at: Moment,
    /// Fields of a newer version.
    #[serde(flatten)]
    pub rest: Rest,
}

impl Mark {
    /// The id of a person's mark on a record.
    pub fn id_for(person: PersonId, record: RecordId) -> RecordId {
        RecordId::belonging_to("mark", &[person.0, record.0])
    }
}

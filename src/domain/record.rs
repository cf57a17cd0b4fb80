//! A record: id, version and a body of one kind; the only place that reads and writes bodies.
//!
//! Bodies travel and are stored as JSON bytes with a version of their own. Fields this program does not
//! know are kept; a kind, version or enum value it does not know makes the record unreadable here, which
//! the desk shows as read-only with "perbarui SERASI".

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::card::Card;
use super::id::RecordId;
use super::letter::{Delivery, Letter, Mark, Page};
use super::letter_type::LetterType;
use super::office::{Office, Official};
use super::request::{Claim, Request};
use super::resident::Resident;
use super::reveal::Reveal;
use super::stream::StreamId;
use super::task::Task;

/// Fields of a body that this version does not know.
pub type Rest = serde_json::Map<String, serde_json::Value>;

/// A time given by the server; none until the server has decided.
pub type Moment = Option<Timestamp>;

/// The body version this program writes.
pub const BODY_VERSION: u64 = 1;

/// A body that this program cannot read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// No such kind here.
    #[error("unknown kind of record")]
    Kind,
    /// Written by a newer program.
    #[error("newer body version")]
    Version,
    /// Not of this kind's form, or with a value that this program does not know.
    #[error("body cannot be read: {0}")]
    Form(String),
}

macro_rules! bodies {
    ($($name:ident = $tag:literal),+ $(,)?) => {
        /// What a record can be.
        #[derive(Clone, Debug, PartialEq)]
        #[allow(clippy::large_enum_variant)] // bodies are moved rarely and matched often
        pub enum Body {
            $(
                #[doc = concat!("A record of kind `", $tag, "`.")]
                $name($name),
            )+
        }

        impl Body {
            /// The name of this kind on the wire and in tables.
            pub fn kind(&self) -> &'static str {
                match self { $(Self::$name(_) => $tag),+ }
            }

            /// Its record's id.
            pub fn id(&self) -> RecordId {
                match self { $(Self::$name(body) => body.id.into()),+ }
            }

            /// Reads stored or received bytes.
            ///
            /// # Errors
            /// [`Unreadable`] when kind, version or form are not known here.
            pub fn read(kind: &str, bytes: &[u8]) -> Result<Self, Unreadable> {
                match kind {
                    $($tag => read_body(bytes).map(Self::$name),)+
                    _ => Err(Unreadable::Kind),
                }
            }

            /// The bytes to store and to send. Written once per version, never written again from what was read.
            pub fn write(&self) -> Vec<u8> {
                match self { $(Self::$name(body) => write_body(body)),+ }
            }
        }

        $(impl From<$name> for Body {
            fn from(body: $name) -> Self { Self::$name(body) }
        })+
    };
}

bodies! {
    Office = "office",
    Official = "official",
    Resident = "resident",
    LetterType = "letter_type",
    Request = "request",
    Claim = "claim",
    Letter = "letter",
    Page = "page",
    Delivery = "delivery",
    Task = "task",
    Mark = "mark",
    Reveal = "reveal",
    Card = "card",
}

fn read_body<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    let mut value: serde_json::Value = serde_json::from_slice(bytes).map_err(|e| Unreadable::Form(e.to_string()))?;
    let version = value.as_object_mut().and_then(|fields| fields.remove("v"));
    match version.and_then(|v| v.as_u64()) {
        Some(v) if v <= BODY_VERSION => serde_json::from_value(value).map_err(|e| Unreadable::Form(e.to_string())),
        Some(_) => Err(Unreadable::Version),
        None => Err(Unreadable::Form("no version".into())),
    }
}

fn write_body<T: Serialize>(body: &T) -> Vec<u8> {
    #[derive(Serialize)]
    struct Versioned<'a, T> {
        v: u64,
        #[serde(flatten)]
        body: &'a T,
    }
    // A body is made of maps with text keys, texts and numbers: writing it cannot fail.
    serde_json::to_vec(&Versioned { v: BODY_VERSION, body }).unwrap_or_default()
}

impl Body {
    /// The streams in which this record lives. Who holds one of them may read it.
    pub fn streams(&self) -> Vec<StreamId> {
        match self {
            Self::Office(_) | Self::Official(_) | Self::LetterType(_) => vec![StreamId::Reference],
            Self::Resident(resident) => vec![StreamId::Office(resident.office)],
            Self::Request(request) => vec![StreamId::Office(request.office)],
            Self::Claim(claim) => vec![StreamId::Office(claim.office)],
            Self::Letter(letter) => vec![StreamId::Office(letter.office)],
            Self::Page(page) => vec![StreamId::Office(page.office)],
            Self::Delivery(delivery) => vec![StreamId::Office(delivery.from)],
            Self::Task(task) => vec![StreamId::Office(task.office)],
            Self::Mark(mark) => vec![StreamId::Person(mark.person)],
            Self::Reveal(reveal) => vec![StreamId::OfficeLog(reveal.office)],
            Self::Card(card) => vec![StreamId::Office(card.office)],
        }
    }

    /// Hashes of the files this record refers to: who may read the record may read them.
    pub fn blobs(&self) -> Vec<super::id::ContentHash> {
        match self {
            Self::Letter(letter) => {
                letter.pdf.into_iter().chain(letter.frozen.as_ref().map(|frozen| frozen.snapshot)).collect()
            }
            Self::Page(page) => vec![page.pdf],
            Self::LetterType(letter_type) => vec![letter_type.template],
            _ => Vec::new(),
        }
    }
}

/// A record as the server has it, or as a desk shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Raised by exactly one with each decision on it.
    pub version: u64,
    /// What it is.
    pub body: Body,
}

/// Which record at which version a decision was made on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Which.
    pub record: RecordId,
    /// At which version.
    pub version: u64,
}

//! The archive as lists, filters and saved views show it, and the office's log.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::id::RecordId;
use crate::domain::nik::Nik;
use crate::domain::reveal::Purpose;

/// So many of the newest that fit are shown; what is the very number or name stands above them.
pub const NEWEST_SHOWN: u16 = 1000;

/// What an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ArchiveKind {
    /// A citizen's request.
    Request,
    /// A letter that was issued here.
    Issued,
    /// A letter that came in.
    Incoming,
}

impl ArchiveKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Request, Self::Issued, Self::Incoming];

    /// A stable name for tables and scripts.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Issued => "issued",
            Self::Incoming => "incoming",
        }
    }

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Which entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ArchiveFilter {
    /// Of one kind.
    pub kind: Option<ArchiveKind>,
    /// Of one year.
    pub year: Option<i16>,
    /// In one state, by its stable name.
    pub state: Option<String>,
    /// Under one classification code.
    pub classification: Option<String>,
    /// Worked on by this person.
    pub mine: bool,
}

impl ArchiveFilter {
    /// Whether it lets everything through.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What a filter can choose from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArchiveChoices {
    /// Years, the newest first.
    pub years: Vec<i16>,
    /// States by their stable names.
    pub states: Vec<String>,
    /// Classification codes.
    pub classifications: Vec<String>,
}

/// A line of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveRow {
    /// Which record.
    pub id: RecordId,
    /// What it is.
    pub kind: ArchiveKind,
    /// When it came in, or the letter's date.
    pub day: Option<Date>,
    /// Queue number, the letter's number, or the sender's.
    pub number: String,
    /// Applicant, or sender.
    pub name: String,
    /// Kind of letter, or what it is about.
    pub subject: String,
    /// Stable name of where it is.
    pub state: String,
    /// Archive classification code.
    pub classification: String,
    /// Whether an own action on it was not sent yet.
    pub pending: bool,
    /// Its number or name is what was typed.
    pub exact: bool,
}

/// A filter with words under a letter, kept for this person on this device.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// The letter that recalls it.
    pub letter: char,
    /// What is searched.
    #[serde(default)]
    pub words: String,
    /// Which entries.
    #[serde(default)]
    pub filter: ArchiveFilter,
}

/// A line of the office's log: who saw whose numbers, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRow {
    /// Which entry.
    pub id: RecordId,
    /// When; none until the server has it.
    pub at: Option<Timestamp>,
    /// Who.
    pub by: String,
    /// Whose.
    pub resident: RecordId,
    /// Their name.
    pub name: String,
    /// Their number; it prints masked.
    pub nik: Option<Nik>,
    /// Why.
    pub purpose: Purpose,
    /// In words.
    pub text: String,
}

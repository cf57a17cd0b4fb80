//! Letters from other offices, and letters issued here.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, Urgency};

/// A line of the inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// Which.
    pub id: RecordId,
    /// Its version with pending actions applied.
    pub version: u64,
    /// Agenda number here.
    pub agenda: u32,
    /// From whom.
    pub sender: String,
    /// Hal.
    pub subject: String,
    /// The letter's date.
    pub date: Option<Date>,
    /// When it reached us.
    pub received: Option<Timestamp>,
    /// How urgent.
    pub urgency: Urgency,
    /// Not read by this person yet.
    pub unread: bool,
    /// Dealt with.
    pub followed_up: bool,
    /// Whether an own action on it was not sent yet.
    pub pending: bool,
}

impl InboxRow {
    /// Whether it is routine (our decision): it waits, and is not urgent.
    pub fn is_routine(&self) -> bool {
        !self.followed_up && self.urgency == Urgency::Ordinary
    }
}

/// One letter.
#[derive(Clone, Debug, PartialEq)]
pub struct LetterView {
    /// Its line in the inbox; for an issued letter sender is the own office.
    pub row: InboxRow,
    /// The record.
    pub letter: Letter,
    /// Text of its pages, when it has arrived.
    pub pages: Option<Vec<String>>,
    /// Who followed it up.
    pub by: Option<String>,
    /// Whether the PDF is on this device.
    pub file_here: bool,
}

//! What the server did not take: both sides of it, the ways out, and what became of each.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{ClaimView, OtherWaiting, SyncItem};
use crate::domain::difference::{Difference, Part, Value};
use crate::domain::id::{ActionId, DeviceId, RecordId};
use crate::domain::request::Shown;

/// The form in which a request is edited: its drafts are kept under this name.
pub const EDIT_FORM: &str = "edit_request";

/// Unfinished typing of an edit; a part that is not there is as the request has it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditDraft {
    /// When it was typed.
    pub at: Timestamp,
    /// Telephone.
    #[serde(default)]
    pub contact: Option<String>,
    /// Fields by key.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
    /// Requirements by key.
    #[serde(default)]
    pub requirements: BTreeMap<String, Shown>,
}

/// A way out besides giving up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WayOut {
    /// Mine once more, on top of theirs: only what I changed.
    Again,
    /// These parts as mine, all others as theirs.
    Merge(BTreeSet<Part>),
    /// Mine becomes a remark on the request; theirs stays.
    Note(String),
}

/// What a way out came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// So many actions were queued.
    pub queued: usize,
    /// So many stood behind it and could not go with it: they must be decided again on what is there now.
    pub aside: usize,
    /// Only the server can decide it.
    pub undecided: bool,
    /// What was typed is a draft now.
    pub draft: bool,
}

/// A part with its label, as the form has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DifferenceView {
    /// The form's label; empty where the part has none of its own.
    pub label: String,
    /// What differs.
    pub difference: Difference,
}

/// One item, mine beside theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct SyncItemView {
    /// The first action of it.
    pub item: SyncItem,
    /// What is blocked behind it, in order.
    pub behind: Vec<SyncItem>,
    /// What differs.
    pub differences: Vec<DifferenceView>,
    /// All that was typed, changed or not: label, part, value.
    pub typed: Vec<(String, Part, Value)>,
    /// The version of the record now.
    pub their_version: Option<u64>,
    /// Who made the record what it is now.
    pub their_name: Option<String>,
    /// When, by the server's clock.
    pub their_time: Option<Timestamp>,
    /// The version that mine was made on is known.
    pub base_known: bool,
    /// A colleague is at it: going again takes it over.
    pub claim: Option<ClaimView>,
    /// The record is a request that is here: a remark can be left on it.
    pub can_note: bool,
    /// There is something to choose between.
    pub can_merge: bool,
    /// This program can read all of it.
    pub readable: bool,
    /// It was settled already: how, why and when.
    pub settled: Option<(String, String, Timestamp)>,
}

/// Something that was settled.
#[derive(Clone, Debug, PartialEq)]
pub struct Discarded {
    /// The first action of it.
    pub action: ActionId,
    /// Its kind.
    pub kind: String,
    /// What it was about.
    pub record: RecordId,
    /// In words.
    pub about: String,
    /// How: `given_up`, `again`, `merged`, `noted`.
    pub way: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
    /// It holds typing that can be a draft again.
    pub typing: bool,
}

/// A device on which this person has logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Which.
    pub id: DeviceId,
    /// The machine's name.
    pub name: String,
    /// The one in use here.
    pub this: bool,
    /// When the server heard it last, to the hour; none for this one while the server was not asked.
    pub seen: Option<Timestamp>,
}

/// Something that went wrong on the line or on the disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// Stable code: `down`, `timed_out`, `busy`, `broken`, `logged_out`, `too_old`, `storage`.
    pub code: String,
    /// First time.
    pub first: Timestamp,
    /// Last time.
    pub last: Timestamp,
    /// How often.
    pub times: u32,
}

/// All of Sinkronisasi.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SyncBoard {
    /// What needs the person, then what waits.
    pub items: Vec<SyncItem>,
    /// What was settled, newest first.
    pub discarded: Vec<Discarded>,
    /// Devices of this person.
    pub devices: Vec<Device>,
    /// Last troubles, newest first.
    pub troubles: Vec<Trouble>,
    /// When this device exchanged everything last.
    pub last_sync: Option<Timestamp>,
    /// Other people's unsent work on this machine.
    pub others: Vec<OtherWaiting>,
}

/// An action that is not on the server, as another person would type it again.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportItem {
    /// Which, and where it stands.
    pub item: SyncItem,
    /// Queue number of the request, where it has one.
    pub queue: String,
    /// Label, part and value of everything it sets.
    pub typed: Vec<(String, Part, Value)>,
    /// Its data as queued, with identity numbers masked.
    pub data: String,
}

/// Everything that is not on the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Export {
    /// Whose.
    pub name: String,
    /// Where.
    pub office: String,
    /// On which device.
    pub device: DeviceId,
    /// When.
    pub at: Timestamp,
    /// In the order in which it was done.
    pub items: Vec<ExportItem>,
}

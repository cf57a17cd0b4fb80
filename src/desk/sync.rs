//! The state of the line, and what waits for it.

use jiff::Timestamp;

use crate::domain::id::{ActionId, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::office::Role;
use crate::domain::refusal::Refusal;

/// Who is at the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The person.
    pub person: PersonId,
    /// With degrees.
    pub name: String,
    /// "Kasi Pelayanan".
    pub position: String,
    /// Where.
    pub office: OfficeId,
    /// "Desa Banyubiru".
    pub office_name: String,
    /// What they may do.
    pub roles: Vec<Role>,
    /// This device.
    pub device: DeviceId,
    /// The server's name and address.
    pub server: String,
}

impl Who {
    /// Whether they hold this role.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Somebody of the own office.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The person.
    pub person: PersonId,
    /// With degrees.
    pub name: String,
    /// "Sekretaris Desa".
    pub position: String,
    /// What they may do.
    pub roles: Vec<Role>,
}

/// The line to the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    #[default]
    Unknown,
    /// The last exchange went well.
    Online,
    /// Since when not.
    Offline {
        /// First failure after the last success.
        since: Timestamp,
    },
    /// The session has ended: log in to send.
    LoggedOut,
    /// The server needs a newer program.
    TooOld,
}

/// Somebody else's unsent work on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherWaiting {
    /// Whose.
    pub name: String,
    /// How many actions.
    pub actions: u32,
}

/// What the header says about sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncStatus {
    /// The line.
    pub link: Link,
    /// Last complete exchange.
    pub last_sync: Option<Timestamp>,
    /// Actions queued and not yet answered.
    pub unsent: u32,
    /// When the oldest of them was made.
    pub oldest_unsent: Option<Timestamp>,
    /// Of these, so many still rest: they can be taken back without a trace, and go when the program ends.
    pub resting: u32,
    /// What needs the person: refused, in conflict or quarantined, each with what is blocked behind it.
    pub attention: u32,
    /// Records that a newer program wrote: kept, and not shown here.
    pub unreadable: u32,
    /// First sync still under way.
    pub catching_up: bool,
    /// Other people's unsent work on this machine.
    pub others: Vec<OtherWaiting>,
}

impl SyncStatus {
    /// Whether who leaves now leaves unsent work behind. What only rests goes then, when there is a line.
    pub fn stays_unsent(&self) -> bool {
        self.unsent > if self.link == Link::Online { self.resting } else { 0 }
    }
}

/// Where an action of the outbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Not sent yet.
    Waiting,
    /// Rests until then, so that it can be taken back without a trace.
    Resting(Timestamp),
    /// Refused.
    Refused(Refusal),
    /// In conflict: what differs.
    Conflict(Vec<String>),
    /// Blocked by an earlier one.
    Blocked(ActionId),
    /// The server could not make sense of it.
    Quarantined(String),
}

/// A line of Sinkronisasi.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncItem {
    /// Which action.
    pub action: ActionId,
    /// Its kind: "forward".
    pub kind: String,
    /// What it is about.
    pub record: RecordId,
    /// In words: "Slamet Raharjo (Surat Pengantar)".
    pub about: String,
    /// When it was made, by this device's clock.
    pub made: Timestamp,
    /// Where it is.
    pub state: ItemState,
    /// How many later actions are blocked behind it: they are settled with it.
    pub behind: usize,
}

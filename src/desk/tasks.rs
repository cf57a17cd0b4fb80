//! What an approver sees.

use jiff::Timestamp;
use jiff::civil::Date;

use crate::domain::id::{ContentHash, RecordId};
use crate::domain::look_at::LookAt;
use crate::domain::policy::Policy;
use crate::domain::task::{TaskKind, TaskState};

/// Where a task stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Nothing odd.
    Routine,
    /// Something to look at: marked one by one after it was opened.
    ToLookAt,
    /// Signed in ink: no electronic signature is offered.
    Ink,
    /// Locked until its outcome is known.
    InDoubt,
}

/// A line of Paraf & TTD.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskRow {
    /// Which.
    pub id: RecordId,
    /// Its version with pending actions applied.
    pub version: u64,
    /// Whose request.
    pub request: Option<RecordId>,
    /// Paraf or signature.
    pub kind: TaskKind,
    /// Electronic or ink.
    pub policy: Policy,
    /// Its group.
    pub group: Group,
    /// "Surat Pengantar".
    pub letter_kind: String,
    /// For whom.
    pub name: String,
    /// Purpose, in full.
    pub purpose: String,
    /// Since when it waits.
    pub since: Option<Timestamp>,
    /// Whoever handed it on would like it back.
    pub asked_back: bool,
    /// Opened by this person.
    pub opened: bool,
    /// What is approved.
    pub snapshot: ContentHash,
    /// Whether an own action on it was not sent yet.
    pub pending: bool,
}

/// One task in the six parts that every approver sees, in this order.
#[derive(Clone, Debug, PartialEq)]
pub struct TaskView {
    /// Its line in the list.
    pub row: TaskRow,
    /// Where it is.
    pub state: TaskState,
    /// 1. The sentence's parts: age and address besides name, kind and purpose.
    pub age: Option<i16>,
    /// Address of the subject.
    pub address: Option<String>,
    /// 2. Who stands behind it: what they did, who, when.
    pub behind: Vec<(Step, String, Option<Timestamp>)>,
    /// Originals that were shown.
    pub originals: Vec<String>,
    /// Copies that were shown instead.
    pub copies: Vec<String>,
    /// 3. What to look at.
    pub look_at: Vec<LookAt>,
    /// 4. The page itself, from the typeset PDF; none while it has not arrived.
    pub pages: Option<Vec<String>>,
    /// 6. As whom: the title above the name.
    pub as_whom: String,
    /// The last day on which that position is held, when it ends.
    pub until: Option<Date>,
    /// Number of the letter when an earlier attempt reserved one.
    pub number: Option<String>,
}

/// A step behind a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Checked at the counter.
    Checked,
    /// The RT confirmed it: number and date of its letter, or how it came.
    Neighbourhood,
    /// Paraf.
    Verified,
}

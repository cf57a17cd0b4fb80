//! What a screen asks for.

use super::{
    Colleague, Group, HomeView, InboxRow, LetterView, RequestRow, RequestView, ResidentRow, ResidentView, SyncItem,
    SyncStatus, TaskRow, TaskView, Who,
};
use crate::domain::id::RecordId;
use crate::domain::policy::Policy;
use crate::domain::task::TaskKind;

/// Which requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestFilter {
    /// Those the operator must act on: the queue.
    #[default]
    Queue,
    /// All, newest first.
    All,
    /// Of the queue: whose applicant is in the room.
    AtCounter,
    /// Of the queue: that came from elsewhere.
    Elsewhere,
    /// Whose promise has run out, wherever they are.
    Overdue,
    /// Sent back to this person, or to nobody in particular.
    ReturnedToMe,
    /// That wait for the applicant.
    WaitingApplicant,
    /// That wait for another office.
    WaitingOffice,
    /// That wait for a signature in ink.
    InInk,
    /// Signed, not fetched yet: oldest first.
    Ready,
    /// Of which nobody knows whether they are signed.
    InDoubt,
}

/// Which letters from other offices.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LetterFilter {
    /// All.
    #[default]
    All,
    /// Not read by this person.
    Unread,
    /// Not followed up by anybody.
    NotFollowedUp,
}

impl LetterFilter {
    /// Whether a letter is meant.
    pub fn takes(self, row: &InboxRow) -> bool {
        match self {
            Self::All => true,
            Self::Unread => row.unread,
            Self::NotFollowedUp => !row.followed_up,
        }
    }
}

/// Which tasks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TaskFilter {
    /// All.
    #[default]
    All,
    /// Paraf.
    Paraf,
    /// Signatures that are given electronically.
    Electronic,
    /// Signatures in ink.
    Ink,
}

impl TaskFilter {
    /// Whether a task is meant.
    pub fn takes(self, row: &TaskRow) -> bool {
        let waits = row.group != Group::InDoubt;
        match self {
            Self::All => true,
            Self::Paraf => waits && row.kind == TaskKind::Verify,
            Self::Electronic => waits && row.kind == TaskKind::Sign && row.policy == Policy::Electronic,
            Self::Ink => waits && row.kind == TaskKind::Sign && row.policy == Policy::Ink,
        }
    }
}

/// A question to the desk's store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Who is logged in.
    Who,
    /// The header's sync state.
    Status,
    /// Beranda, with what stands behind the names of the screens.
    Home,
    /// Requests.
    Requests(RequestFilter),
    /// One request with its preview.
    Request(RecordId),
    /// Letters from other offices, newest first.
    Inbox,
    /// One letter.
    Letter(RecordId),
    /// What is asked of this person.
    Tasks,
    /// One task with its page.
    Task(RecordId),
    /// Who holds a position in the own office today.
    Colleagues,
    /// Residents by fragments of name, NIK, KK or address, parted by spaces; none for an empty text.
    Residents(String),
    /// One resident with family and letters.
    Resident(RecordId),
    /// What waits, was refused or is in conflict.
    SyncItems,
    /// Unfinished typing of a form on a record.
    Draft {
        /// Which form.
        form: &'static str,
        /// Of which record.
        record: Option<RecordId>,
    },
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Who is logged in.
    Who(Box<Who>),
    /// Sync state.
    Status(SyncStatus),
    /// Beranda.
    Home(Box<HomeView>),
    /// Requests in queue order.
    Requests(Vec<RequestRow>),
    /// One request.
    Request(Box<RequestView>),
    /// Letters.
    Inbox(Vec<InboxRow>),
    /// One letter.
    Letter(Box<LetterView>),
    /// Tasks.
    Tasks(Vec<TaskRow>),
    /// One task.
    Task(Box<TaskView>),
    /// People of the own office.
    Colleagues(Vec<Colleague>),
    /// Residents.
    Residents(Vec<ResidentRow>),
    /// One resident.
    Resident(Box<ResidentView>),
    /// Items.
    SyncItems(Vec<SyncItem>),
    /// A draft, if there is one.
    Draft(Option<String>),
}

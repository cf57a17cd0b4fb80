//! What a screen asks for.

use super::{
    Colleague, InboxRow, LetterView, RequestRow, RequestView, ResidentRow, ResidentView, SyncItem, SyncStatus, TaskRow,
    TaskView, Who,
};
use crate::domain::id::RecordId;

/// Which requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestFilter {
    /// Those the operator must act on: the queue.
    #[default]
    Queue,
    /// All, newest first.
    All,
}

/// A question to the desk's store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query {
    /// Who is logged in.
    Who,
    /// The header's sync state.
    Status,
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

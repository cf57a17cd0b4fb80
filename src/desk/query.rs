//! What a screen asks for.

use super::{
    Applicant, ArchiveChoices, ArchiveFilter, ArchiveRow, AtCounter, Candidate, CitizenView, Colleague, CounterView,
    Export, Group, HomeView, Identified, InboxRow, LetterView, LogRow, RequestRow, RequestView, ResidentRow,
    ResidentView, SavedView, Share, Slip, SyncBoard, SyncItem, SyncItemView, SyncStatus, TaskRow, TaskView, UndoView,
    Who, Wordings,
};
use crate::domain::id::{ActionId, RecordId};
use crate::domain::policy::Policy;
use crate::domain::task::TaskKind;

/// Which requests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RequestFilter {
    /// Those the operator must act on: the queue.
    #[default]
    Queue,
    /// What the person at this desk is at, or waits for.
    Mine,
    /// Those that wait for their applicant or another office, longest first.
    Waiting,
    /// Finished letters that nobody has fetched yet, oldest first.
    Ready,
    /// Those of them that have lain here for a fortnight.
    Unfetched,
    /// With verifiers and signers, oldest first.
    Approval,
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

impl RequestFilter {
    /// Those that a person chooses by digit, in that order. The others are parts that Beranda counts.
    pub const CHOSEN: [Self; 7] =
        [Self::Mine, Self::Queue, Self::Waiting, Self::Ready, Self::Unfetched, Self::Approval, Self::All];
}

/// What a reason is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReasonFor {
    /// A request goes back to its applicant.
    Return,
    /// A request is refused or cancelled.
    Refuse,
    /// A task goes back to the operator.
    TaskReturn,
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
    /// What stands around the queue: counters, colleagues, what changed hands.
    CounterView,
    /// The newest request with this queue number, one that is not over before one that is.
    ByQueue(String),
    /// Reasons that this office has given before, most used first.
    Reasons(ReasonFor),
    /// A request's slip.
    Slip(RecordId),
    /// The link to a request's finished letter, or the word that something is missing.
    Share(RecordId),
    /// What the letter will say of its people, for their own eyes.
    Citizen(RecordId),
    /// Residents by fragments of name, NIK, KK or address, parted by spaces; none for an empty text.
    Residents(String),
    /// One resident with family and letters.
    Resident(RecordId),
    /// Requests and letters that fit words and filter; without words the newest.
    Archive {
        /// What was typed.
        words: String,
        /// Which entries.
        filter: ArchiveFilter,
    },
    /// What the archive's filter can choose from.
    ArchiveChoices,
    /// This person's saved views.
    Views,
    /// The office's log, newest first: for its admin.
    Log,
    /// Whom a text means: a number, a card, a QR code of ours, a queue number, a name.
    Identify(String),
    /// Who stands at the counter, with their family and what the data know.
    Applicant(RecordId),
    /// Kinds of letters, the last request, drafts: what a counter works with.
    AtCounter,
    /// What this office wrote into a field of a kind of letter before; most used first.
    Wordings {
        /// Kind of letter.
        letter_type: RecordId,
        /// Which field.
        field: String,
        /// What was typed so far.
        typed: String,
    },
    /// Requests that a new one of this kind for this person would repeat, newest first.
    Repeats {
        /// Kind of letter.
        letter_type: RecordId,
        /// Whom it is about.
        subject: RecordId,
    },
    /// For whom of several the same letter can be made, in their order.
    Together {
        /// Whom the letters are about.
        people: Vec<RecordId>,
        /// Kind of letter, once chosen.
        letter_type: Option<RecordId>,
    },
    /// What waits, was refused or is in conflict.
    SyncItems,
    /// What the undo and redo keys would do.
    Undo,
    /// All of Sinkronisasi: items, what was settled, devices, last troubles.
    SyncBoard,
    /// One item, mine beside theirs; also one that was settled.
    SyncItem(ActionId),
    /// Everything that the server has not taken, for another person to type again.
    Export,
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
    /// What stands around the queue.
    CounterView(Box<CounterView>),
    /// A request, if one has the number.
    ByQueue(Option<Box<RequestRow>>),
    /// Reasons.
    Reasons(Vec<String>),
    /// A slip.
    Slip(Box<Slip>),
    /// A link.
    Share(Box<Share>),
    /// Facts of a letter.
    Citizen(Box<CitizenView>),
    /// Residents.
    Residents(Vec<ResidentRow>),
    /// One resident.
    Resident(Box<ResidentView>),
    /// Entries of the archive.
    Archive(Vec<ArchiveRow>),
    /// What a filter can choose from.
    ArchiveChoices(ArchiveChoices),
    /// Saved views, by their letters.
    Views(Vec<SavedView>),
    /// The office's log.
    Log(Vec<LogRow>),
    /// Whom a text means.
    Identified(Box<Identified>),
    /// Who stands at the counter.
    Applicant(Box<Applicant>),
    /// What a counter works with.
    AtCounter(Box<AtCounter>),
    /// What was written before.
    Wordings(Wordings),
    /// What would be repeated.
    Repeats(Vec<RequestRow>),
    /// For whom of several a letter can be made.
    Together(Vec<Candidate>),
    /// Items.
    SyncItems(Vec<SyncItem>),
    /// What can be taken back and done again.
    Undo(Box<UndoView>),
    /// All of Sinkronisasi.
    SyncBoard(Box<SyncBoard>),
    /// One item.
    SyncItem(Box<SyncItemView>),
    /// What is not on the server.
    Export(Box<Export>),
    /// A draft, if there is one.
    Draft(Option<String>),
}

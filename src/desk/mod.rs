//! What a screen or a verb sees and asks: plain data, no storage, no network.
//!
//! A screen asks with a [`Query`] and gets [`Found`]; it changes things with a [`Command`] and gets [`Done`].
//! The same goes for the verbs, so that scripts and screens cannot drift apart.

mod archive;
mod command;
mod counter;
mod doctor;
mod failure;
mod forms;
mod home;
mod letters;
mod new_request;
mod query;
mod requests;
mod residents;
mod settle;
mod sync;
mod table;
mod tasks;
mod together;
mod undo;

pub use archive::{ArchiveChoices, ArchiveFilter, ArchiveKind, ArchiveRow, LogRow, NEWEST_SHOWN, SavedView};
pub use command::{Command, Done, SignStep};
pub use counter::{CitizenView, CounterView, ListCounts, Notice, Share, Slip};
pub use doctor::{DeskFile, Finding, Grade, Topic};
pub use failure::DeskError;
pub use forms::{NEW_REQUEST, NEW_TOGETHER};
pub use home::{HomeView, Shows, Stands, StandsHow, Tabs, Today, WaitsFor};
pub use letters::{InboxRow, LetterView};
pub use new_request::{Applicant, AtCounter, DraftRow, Identified, Identity, NewRequest, RequestDraft, Wordings};
pub use query::{Found, LetterFilter, Query, ReasonFor, RequestFilter, TaskFilter};
pub use requests::{ClaimView, FieldView, PassedView, Preview, RequestRow, RequestView, RequirementView, Trail};
pub use residents::{ResidentRow, ResidentView};
pub use settle::{
    Device, DifferenceView, Discarded, EDIT_FORM, EditDraft, Export, ExportItem, Settled, SyncBoard, SyncItemView,
    Trouble, WayOut,
};
pub use sync::{Colleague, ItemState, Link, OtherWaiting, SyncItem, SyncStatus, Who};
pub use table::Table;
pub use tasks::{Group, Step, TaskRow, TaskView};
pub use together::{Candidate, Made, NewTogether, Together, TogetherDraft};
pub use undo::{AskedBack, DoneAgain, TakeBack, UndoView, Way};

pub use crate::domain::look_at::LookAt;
pub use crate::domain::oddity::Oddity;
pub use crate::wire::signatures::{SignItem, SignOutcome};

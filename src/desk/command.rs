//! What a person does at the desk.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{NewRequest, NewTogether, SavedView, Settled, Together, WayOut};
use crate::domain::handing::{How, Receiver, Way};
use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::request::Shown;
use crate::domain::reveal::Purpose;
use crate::wire::signatures::SignOutcome;

/// A change that a person makes. It is durable when [`Done`] comes back, and shown as applied at once.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// `t` on a request: with the snapshot that was on the screen.
    Forward {
        /// Which request.
        request: RecordId,
        /// Hash of the preview shown; none lets the desk compose it (verbs act by id).
        snapshot: Option<ContentHash>,
    },
    /// `r` on a request.
    ReturnToApplicant {
        /// Which request.
        request: RecordId,
        /// Why.
        reason: String,
    },
    /// `x` on a request.
    Refuse {
        /// Which request.
        request: RecordId,
        /// Why.
        reason: String,
    },
    /// The applicant no longer wants it.
    Cancel {
        /// Which request.
        request: RecordId,
        /// Why.
        reason: String,
    },
    /// A remark for colleagues.
    Note {
        /// Which request.
        request: RecordId,
        /// The remark.
        text: String,
    },
    /// The applicant was told what is missing.
    Tell {
        /// Which request.
        request: RecordId,
        /// How.
        how: How,
    },
    /// `w`: the letter is with its citizen.
    HandOver {
        /// Which request.
        request: RecordId,
        /// How it reached them.
        way: Way,
        /// Who has it now.
        to: Receiver,
    },
    /// The applicant brought what was missing.
    Resume {
        /// Which request.
        request: RecordId,
    },
    /// `c`: claim, or take over.
    Claim {
        /// Which request.
        request: RecordId,
        /// Also from a colleague.
        take_over: bool,
    },
    /// `c` on one's own.
    Release {
        /// Which request.
        request: RecordId,
    },
    /// `+`: somebody stands at the counter.
    Submit(Box<NewRequest>),
    /// `+` with marked residents: the same letter for each, by an action of its own.
    SubmitTogether(Box<NewTogether>),
    /// Pass a request on to a colleague.
    Assign {
        /// Which request.
        request: RecordId,
        /// To which operator.
        to: PersonId,
        /// A word with it, may be empty.
        note: String,
    },
    /// End of shift: pass on all of one's own that is not with an approver, each by an action of its own.
    AssignAll {
        /// To which operator.
        to: PersonId,
        /// A word with them, may be empty.
        note: String,
    },
    /// Leaving: give back whatever one is at, each by an action of its own.
    ReleaseAll,
    /// What changed hands until then was said to the person.
    Noticed {
        /// The newest of it.
        until: Timestamp,
    },
    /// `e`: new values.
    Edit {
        /// Which request.
        request: RecordId,
        /// Telephone.
        contact: String,
        /// All fields.
        fields: BTreeMap<String, String>,
        /// All requirements.
        requirements: BTreeMap<String, Shown>,
    },
    /// A requirement was shown.
    Tick {
        /// Which request.
        request: RecordId,
        /// Which requirement.
        key: String,
        /// What was shown.
        shown: Shown,
    },
    /// `v` on an incoming letter.
    FollowUp {
        /// Which letter.
        letter: RecordId,
        /// What was done, may be empty.
        note: String,
    },
    /// The last line was shown.
    MarkRead {
        /// What was read.
        record: RecordId,
    },
    /// `s` on a paraf task.
    Verify {
        /// Which task.
        task: RecordId,
    },
    /// `r` on a task.
    ReturnTask {
        /// Which task.
        task: RecordId,
        /// Why.
        reason: String,
    },
    /// See a resident's numbers in full: with a purpose, in the office's log.
    Reveal {
        /// Whose.
        resident: RecordId,
        /// Why.
        purpose: Purpose,
        /// In words.
        text: String,
    },
    /// Keep a view of the archive under its letter; without filter and words it is dropped.
    SaveView(SavedView),
    /// Take back what was handed on: a request by its operator, a paraf task by who gave it.
    Recall {
        /// The request or the task.
        record: RecordId,
    },
    /// `u`: take back the last action.
    Undo {
        /// Which one the screen said it would be; none takes whichever is the last.
        action: Option<ActionId>,
    },
    /// Ctrl-R: do again what was taken back last.
    Redo,
    /// The operator said whose a card is.
    RememberCard {
        /// At which office.
        office: OfficeId,
        /// The chip's number.
        number: String,
        /// Whose it is.
        resident: RecordId,
    },
    /// Give up an action that the server did not take, with all that is blocked behind it: theirs stays. What was
    /// typed becomes a draft.
    Discard {
        /// Which action.
        action: ActionId,
        /// Why.
        reason: String,
    },
    /// Another way out for an action that the server did not take, with all that is blocked behind it.
    Settle {
        /// Which action.
        action: ActionId,
        /// How.
        way: WayOut,
        /// The version of the record that was on the screen; none for a verb, which acts by id.
        seen: Option<u64>,
    },
    /// What was settled becomes a draft again.
    TakeUp {
        /// Which action.
        action: ActionId,
    },
    /// Write a file that only its owner can read, for another person to type again.
    Export {
        /// Where; none lets the desk choose.
        file: Option<std::path::PathBuf>,
        /// For people.
        text: String,
        /// For programs.
        json: String,
    },
    /// End all sessions of another device of this person, on the server.
    Revoke {
        /// Which device.
        device: DeviceId,
    },
    /// Keep unfinished typing; an empty text removes it.
    SaveDraft {
        /// Which form.
        form: String,
        /// Of which record.
        record: Option<RecordId>,
        /// What was typed, in the form's own way.
        text: String,
    },
}

/// What became of a [`Command`] on this device.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// Durable and queued; shown as applied, or as "menunggu server" when `undecided`.
    Queued {
        /// The action.
        action: ActionId,
        /// Only the server can decide it.
        undecided: bool,
    },
    /// A new request is durable and queued, with its queue number.
    Submitted {
        /// The action.
        action: ActionId,
        /// The new request.
        request: RecordId,
        /// "A-07".
        queue: String,
        /// Only the server can decide it.
        undecided: bool,
    },
    /// New requests for several people are durable and queued, each with its queue number.
    Together(Together),
    /// Durable; nothing to send.
    Kept,
    /// These actions are queued; so many others are against the rules.
    Many {
        /// Queued.
        queued: Vec<ActionId>,
        /// Refused here.
        refused: usize,
    },
    /// An action that the server did not take was settled.
    Settled(Settled),
    /// Written to these files.
    Written(Vec<std::path::PathBuf>),
}

/// Progress of a signing batch.
#[derive(Clone, Debug, PartialEq)]
pub enum SignStep {
    /// One letter's result.
    Line {
        /// Which task.
        task: RecordId,
        /// What became of it.
        outcome: SignOutcome,
    },
    /// The batch is over; or the line to the server was lost and what is missing is not known yet.
    Ended {
        /// Results that did not arrive: they will show on the records.
        missing: usize,
    },
}

//! What can be taken back.

use jiff::Timestamp;

use crate::domain::id::{ActionId, RecordId};
use crate::domain::refusal::Refusal;

/// How an action would be taken back now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// It still rests in the outbox: it is deleted, as if it had not been.
    NoTrace,
    /// By an action of this kind, which is recorded: "recall".
    By(String),
    /// Not at all, and why.
    Cannot(Refusal),
}

/// The person's last action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeBack {
    /// Which.
    pub action: ActionId,
    /// On which record.
    pub record: RecordId,
    /// Its kind: "forward".
    pub kind: String,
    /// In words: "Slamet Raharjo (Surat Pengantar)".
    pub about: String,
    /// How.
    pub way: Way,
}

/// What was taken back last, as long as nothing else was done since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoneAgain {
    /// Its kind.
    pub kind: String,
    /// In words.
    pub about: String,
}

/// What was taken back last has been opened by the next person: it was asked back, and they have not decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedBack {
    /// In words.
    pub about: String,
    /// Who has it.
    pub name: String,
    /// When it was asked back, once the server has said.
    pub at: Option<Timestamp>,
}

/// What the undo and redo keys would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UndoView {
    /// Undo.
    pub back: Option<TakeBack>,
    /// Redo.
    pub again: Option<DoneAgain>,
    /// What taking back has come to, where it became asking.
    pub asked: Option<AskedBack>,
}

//! What was done last, so that one key does the same to the record that is selected now.

use uuid::Uuid;

use super::command::CommandId;
use super::screens::ScreenId;
use crate::desk::Command;
use crate::i18n::Message;

/// Something that can be done to one record like to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// A request goes on.
    Forward,
    /// A request goes back to its applicant, with this reason.
    ReturnToApplicant(String),
    /// A request is refused, with this reason.
    Refuse(String),
    /// A request is withdrawn by its applicant, with this reason.
    Cancel(String),
    /// A request becomes the person's own; also from a colleague.
    Claim {
        /// Also from a colleague.
        take_over: bool,
    },
    /// A request is given back.
    Release,
    /// The applicant brought it.
    Resume,
    /// Paraf.
    Verify,
    /// A task goes back to the operator, with this reason.
    ReturnTask(String),
    /// A letter was dealt with, with this note.
    FollowUp(String),
}

impl Deed {
    /// What a command does, when it can be done to another record too.
    pub fn of(command: &Command) -> Option<Self> {
        Some(match command {
            Command::Forward { .. } => Self::Forward,
            Command::ReturnToApplicant { reason, .. } => Self::ReturnToApplicant(reason.clone()),
            Command::Refuse { reason, .. } => Self::Refuse(reason.clone()),
            Command::Cancel { reason, .. } => Self::Cancel(reason.clone()),
            Command::Claim { take_over, .. } => Self::Claim { take_over: *take_over },
            Command::Release { .. } => Self::Release,
            Command::Resume { .. } => Self::Resume,
            Command::Verify { .. } => Self::Verify,
            Command::ReturnTask { reason, .. } => Self::ReturnTask(reason.clone()),
            Command::FollowUp { note, .. } => Self::FollowUp(note.clone()),
            _ => return None,
        })
    }

    /// The same done to this record. What approves takes the hash of what was read with it, where there is one
    /// to give.
    pub fn on(&self, record: Uuid, read: Option<crate::domain::id::ContentHash>) -> Command {
        match self.clone() {
            Self::Forward => Command::Forward { request: record.into(), snapshot: read },
            Self::ReturnToApplicant(reason) => Command::ReturnToApplicant { request: record.into(), reason },
            Self::Refuse(reason) => Command::Refuse { request: record.into(), reason },
            Self::Cancel(reason) => Command::Cancel { request: record.into(), reason },
            Self::Claim { take_over } => Command::Claim { request: record.into(), take_over },
            Self::Release => Command::Release { request: record.into() },
            Self::Resume => Command::Resume { request: record.into() },
            Self::Verify => Command::Verify { task: record.into() },
            Self::ReturnTask(reason) => Command::ReturnTask { task: record.into(), reason },
            Self::FollowUp(note) => Command::FollowUp { letter: record.into(), note },
        }
    }

    /// The screen it is done on.
    pub fn screen(&self) -> ScreenId {
        match self {
            Self::Verify | Self::ReturnTask(_) => ScreenId::Tasks,
            Self::FollowUp(_) => ScreenId::Inbox,
            _ => ScreenId::Requests,
        }
    }

    /// The command whose key does it.
    pub fn command(&self) -> CommandId {
        match self {
            Self::Forward => CommandId::Forward,
            Self::ReturnToApplicant(_) | Self::ReturnTask(_) => CommandId::Return,
            Self::Refuse(_) | Self::Cancel(_) => CommandId::Refuse,
            Self::Claim { .. } | Self::Release => CommandId::Claim,
            Self::Resume => CommandId::Resume,
            Self::Verify => CommandId::Sign,
            Self::FollowUp(_) => CommandId::FollowUp,
        }
    }

    /// The kind of its action.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Forward => "forward",
            Self::ReturnToApplicant(_) => "return_to_applicant",
            Self::Refuse(_) => "refuse",
            Self::Cancel(_) => "cancel",
            Self::Claim { .. } => "claim",
            Self::Release => "release",
            Self::Resume => "resume",
            Self::Verify => "verify",
            Self::ReturnTask(_) => "return_task",
            Self::FollowUp(_) => "follow_up",
        }
    }

    /// Its reason or note; empty when it has none.
    pub fn text(&self) -> &str {
        match self {
            Self::ReturnToApplicant(text)
            | Self::Refuse(text)
            | Self::Cancel(text)
            | Self::ReturnTask(text)
            | Self::FollowUp(text) => text,
            _ => "",
        }
    }

    /// What is said when it is done: to the record of this person or with this subject, and its kind of letter.
    pub fn told(&self, about: String, letter: &str) -> Message {
        match self {
            Self::ReturnToApplicant(_) => Message::ReturnedToApplicant { name: about },
            Self::Refuse(_) => Message::RequestRefused { name: about },
            Self::Cancel(_) => Message::RequestCancelled { name: about },
            Self::Claim { .. } => Message::Claimed { name: about },
            Self::Release => Message::Released { name: about },
            Self::Resume => Message::Resumed { name: about },
            Self::Verify => Message::ParafGiven { name: about },
            Self::ReturnTask(_) => Message::TaskReturned { name: about },
            Self::FollowUp(_) => Message::LetterFollowedUp { subject: about },
            Self::Forward => Message::Forwarded { name: about, kind: letter.to_owned() },
        }
    }

    /// What it would do to what is selected now.
    pub fn would(&self) -> Message {
        Message::WouldRepeat { kind: self.kind().to_owned(), text: self.text().to_owned() }
    }
}

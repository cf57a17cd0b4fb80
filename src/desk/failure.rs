//! Why the desk could not do what was asked, with stable codes. Sentences are in `i18n`.

use crate::domain::refusal::Refusal;

/// A failure that the person at the keyboard can act on.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum DeskError {
    /// Against the rules, as far as this desk knows: nothing was queued.
    #[error("refused: {}", .0.code())]
    Refused(Refusal),
    /// The record on the screen is no longer what it was: read it again.
    #[error("changed since it was shown")]
    Changed,
    /// It needs the server and the line is down.
    #[error("offline")]
    Offline,
    /// Nobody is logged in, or the session has ended.
    #[error("logged out")]
    LoggedOut,
    /// Name or password is wrong.
    #[error("wrong name or password")]
    WrongPassword,
    /// Not an address of a server, or plain HTTP to another machine.
    #[error("bad address")]
    BadAddress,
    /// Too short, or the first that anybody would try.
    #[error("not a good PIN")]
    BadPin,
    /// The signing batch could not be started.
    #[error("too many letters for one batch")]
    TooMany,
    /// No action of this person can be taken back, or done again.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The record has not arrived on this desk.
    #[error("not here")]
    NotHere,
    /// There is other typing on this record already: it comes first.
    #[error("other typing is there")]
    TypingThere,
    /// A newer program wrote it: it is kept here, and this program cannot show it.
    #[error("written by a newer program")]
    TooNew,
    /// The local files could not be read or written. Technical text for the log.
    #[error("storage: {0}")]
    Storage(String),
    /// The server said something unexpected. Technical text for the log.
    #[error("server: {0}")]
    Server(String),
}

impl DeskError {
    /// Stable code, for `--json` and in brackets behind a sentence.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(refusal) => refusal.code(),
            Self::Changed => "changed",
            Self::Offline => "offline",
            Self::LoggedOut => "logged_out",
            Self::WrongPassword => "wrong_password",
            Self::BadAddress => "bad_address",
            Self::BadPin => "bad_pin",
            Self::TooMany => "too_many",
            Self::NothingToUndo => "nothing_to_undo",
            Self::NotHere => "not_here",
            Self::TypingThere => "typing_there",
            Self::TooNew => "too_new",
            Self::Storage(_) => "storage",
            Self::Server(_) => "server",
        }
    }
}

//! What the machine hears and what it says.

use std::time::Duration;

/// How long the machine works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goal {
    /// For as long as the desk is open.
    Stay,
    /// Until everything that can be exchanged now has been.
    Once,
    /// Until the outbox has been sent: another person's profile.
    PushOnly,
}

/// Why a request did not come to its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No line.
    Down,
    /// No answer in time.
    TimedOut,
    /// The server asks for patience.
    Busy(Option<Duration>),
    /// 401.
    LoggedOut,
    /// 426.
    TooOld,
    /// An answer that makes no sense, or a local file that cannot be written.
    Broken,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The machine begins.
    Started,
    /// An action was queued.
    Queued,
    /// A person asks.
    Asked,
    /// There is a session again.
    LoggedIn,
    /// A deadline has come.
    Timer,
    /// The person and their streams are known.
    MeKnown,
    /// It could not be asked.
    MeFailed(Failure),
    /// A batch was answered and its results are stored; or there was nothing to send.
    Pushed {
        /// Was there a batch at all.
        sent: bool,
        /// More can be sent at once.
        more: bool,
        /// The next resting action may go then.
        next_at: Option<Duration>,
    },
    /// The batch was not answered.
    PushFailed(Failure),
    /// A page of the feed is stored.
    Fed {
        /// It held something.
        moved: bool,
        /// There is more.
        behind: bool,
        /// A stream has not been read down to its bottom.
        below: bool,
        /// The streams held have changed.
        regrant: bool,
    },
    /// It did not come.
    FeedFailed(Failure),
    /// A page downwards is stored.
    Lowered {
        /// There is more.
        more: bool,
    },
    /// It did not come.
    DownFailed(Failure),
    /// A wanted file is here; or none is wanted.
    FileCame {
        /// Another one is wanted.
        more: bool,
    },
    /// It did not come.
    FileFailed(Failure),
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Ask who this is.
    FetchMe,
    /// Send at most so many actions.
    Push {
        /// How many.
        most: usize,
    },
    /// Read the feed; `hold` waits for news.
    PollFeed {
        /// Wait for news.
        hold: bool,
    },
    /// Read one page downwards.
    ReadDown,
    /// Fetch one wanted file.
    FetchFile,
    /// Call again then; none is never.
    SetTimer(Option<Duration>),
    /// Say how the line is.
    Say(Link),
    /// The goal is reached.
    Finish,
}

/// How the line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Not tried yet.
    Unknown,
    /// The last exchange went well.
    Online,
    /// The last exchange did not.
    Offline,
    /// The session has ended.
    LoggedOut,
    /// The program is too old.
    TooOld,
}

//! What an examination of a desk found: its files, its server, its session, its terminal. Plain data; the
//! sentences are in `i18n`.

use jiff::Timestamp;
use serde::Serialize;

use crate::domain::stream::StreamId;

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// In order.
    Good,
    /// Look at it when there is time; work goes on.
    Look,
    /// Something does not work until it is mended.
    Bad,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Files of this computer.
    Files,
    /// Who works here, and their session.
    Session,
    /// The line and the server.
    Server,
    /// Whether the copy here is the server's.
    Copy,
    /// The terminal.
    Terminal,
}

/// The files of one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeskFile {
    /// What exists only here.
    Outbox,
    /// What can be fetched again.
    Cache,
}

/// Free space below this is scarce, and below the other one too little.
const SCARCE_MB: u64 = 500;
const TOO_LITTLE_MB: u64 = 100;
/// A clock that differs by less is right enough, and by more than the other one wrong.
const RIGHT_SECONDS: u64 = 120;
const WRONG_SECONDS: u64 = 3600;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[allow(missing_docs)] // the fields are named by what they hold
pub enum Finding {
    /// The home is there, private and on a local disk.
    Home { path: String },
    /// Nobody has worked here yet.
    NoHome { path: String },
    /// Others on this computer can read it.
    OpenToOthers { path: String },
    /// It cannot be used.
    HomeUnusable { path: String, what: String },
    /// Free space where the home lies.
    Space { megabytes: u64 },
    /// A file is sound.
    Sound { file: DeskFile },
    /// A file is not there.
    Missing { file: DeskFile },
    /// A file is damaged.
    Damaged { file: DeskFile, what: String },
    /// A newer program wrote a file.
    Newer { file: DeskFile },
    /// What waits to be sent, and what needs the person.
    Outbox { unsent: u32, attention: u32 },
    /// Records that a newer program wrote.
    Unreadable { records: u32 },
    /// Another person's work waits on this computer.
    Others { name: String, actions: u32 },
    /// Nobody has logged in here, or not this account.
    Nobody,
    /// Whose desk was examined.
    Person { name: String, account: String },
    /// The session holds.
    Session { until: Timestamp },
    /// It does not, or there is none.
    SessionOver,
    /// The server answers.
    Server { name: String, address: String, version: String, milliseconds: u64 },
    /// It does not.
    Away { address: String },
    /// It answers, but not as our server does.
    Strange { address: String },
    /// It is another one than this person logged in to.
    OtherServer { address: String },
    /// It needs a newer program.
    TooOld,
    /// By how much this computer's clock differs; positive: it is ahead.
    Clock { seconds: i64 },
    /// A stream's copy here is what the server has.
    Same { stream: StreamId, records: u64 },
    /// It is not.
    Differs { stream: StreamId, here: u64, there: u64 },
    /// It is not complete yet.
    Behind { stream: StreamId, changes: u64 },
    /// It is read again from the beginning at the next sync.
    BeginsAgain { stream: StreamId },
    /// Without a line and a session nothing can be compared.
    NotCompared,
    /// The terminal.
    Terminal { term: String, width: u16, height: u16 },
    /// The window is smaller than the screens need.
    SmallWindow { width: u16, height: u16 },
    /// Standard output is no terminal.
    NoTerminal,
    /// The terminal says that it can do nothing.
    Dumb,
    /// The locale has all letters.
    Utf8,
    /// It has not.
    NoUtf8 { locale: String },
    /// Colours are shown.
    Colours,
    /// They are switched off.
    NoColours,
    /// The line is one of SSH.
    Ssh,
    /// The signs of the screens, to be looked at.
    Signs { signs: String },
}

impl Finding {
    /// How it is meant.
    pub fn grade(&self) -> Grade {
        match self {
            Self::NoHome { .. }
            | Self::OpenToOthers { .. }
            | Self::HomeUnusable { .. }
            | Self::Damaged { file: DeskFile::Outbox, .. }
            | Self::Newer { file: DeskFile::Outbox }
            | Self::Nobody
            | Self::SessionOver
            | Self::Away { .. }
            | Self::Strange { .. }
            | Self::OtherServer { .. }
            | Self::TooOld
            | Self::Differs { .. }
            | Self::Dumb => Grade::Bad,
            Self::Space { megabytes } if *megabytes < TOO_LITTLE_MB => Grade::Bad,
            Self::Space { megabytes } if *megabytes < SCARCE_MB => Grade::Look,
            Self::Clock { seconds } if seconds.unsigned_abs() >= WRONG_SECONDS => Grade::Bad,
            Self::Clock { seconds } if seconds.unsigned_abs() >= RIGHT_SECONDS => Grade::Look,
            Self::Missing { .. }
            | Self::Damaged { .. }
            | Self::Newer { .. }
            | Self::Unreadable { .. }
            | Self::Others { .. }
            | Self::Behind { .. }
            | Self::BeginsAgain { .. }
            | Self::NotCompared
            | Self::SmallWindow { .. }
            | Self::NoUtf8 { .. } => Grade::Look,
            Self::Outbox { attention, .. } if *attention > 0 => Grade::Look,
            _ => Grade::Good,
        }
    }

    /// What it is about.
    pub fn topic(&self) -> Topic {
        match self {
            Self::Home { .. }
            | Self::NoHome { .. }
            | Self::OpenToOthers { .. }
            | Self::HomeUnusable { .. }
            | Self::Space { .. }
            | Self::Sound { .. }
            | Self::Missing { .. }
            | Self::Damaged { .. }
            | Self::Newer { .. }
            | Self::Outbox { .. }
            | Self::Unreadable { .. }
            | Self::Others { .. } => Topic::Files,
            Self::Nobody | Self::Person { .. } | Self::Session { .. } | Self::SessionOver => Topic::Session,
            Self::Server { .. }
            | Self::Away { .. }
            | Self::Strange { .. }
            | Self::OtherServer { .. }
            | Self::TooOld
            | Self::Clock { .. } => Topic::Server,
            Self::Same { .. }
            | Self::Differs { .. }
            | Self::Behind { .. }
            | Self::BeginsAgain { .. }
            | Self::NotCompared => Topic::Copy,
            Self::Terminal { .. }
            | Self::SmallWindow { .. }
            | Self::NoTerminal
            | Self::Dumb
            | Self::Utf8
            | Self::NoUtf8 { .. }
            | Self::Colours
            | Self::NoColours
            | Self::Ssh
            | Self::Signs { .. } => Topic::Terminal,
        }
    }
}

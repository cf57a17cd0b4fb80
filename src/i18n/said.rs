//! What verbs say in a terminal.

/// A verb's sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Nobody has logged in here, or no longer.
    NotLoggedIn,
    /// This is no key file.
    NotAKeymap(String),
    /// Nothing came within the time that was given.
    NothingCame,
    /// Nobody was named.
    UserNeeded,
    /// The password comes in on standard input.
    PasswordOnStdin,
    /// The passphrase comes in on standard input.
    PassphraseOnStdin,
    /// Nothing came in there.
    NothingOnStdin,
    /// A reason is needed.
    ReasonNeeded,
    /// A part takes one of the two sides.
    MineOrTheirs(String),
    /// No record has this id, number or queue number.
    NoSuch(String),
    /// Several have it.
    Several {
        /// What was typed.
        what: String,
        /// How many.
        count: usize,
    },
    /// A file could not be read or written.
    File {
        /// Which.
        file: String,
        /// What the system said.
        error: String,
    },
    /// A letter in doubt may be signed again.
    Unlocked {
        /// Whose letter.
        name: String,
    },
    /// Logged in.
    LoggedIn {
        /// With degrees.
        name: String,
        /// "Kasi Pelayanan, Desa Banyubiru".
        position: String,
    },
    /// The server has it.
    Applied,
    /// Kept here, not sent yet.
    Queued,
    /// The PIN was set.
    PinSet,
    /// The letter of this machine's counter.
    CounterLetter(char),
    /// No letter for a counter.
    NotALetter(String),
    /// No such field, requirement or state.
    NoField {
        /// What was typed.
        what: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A field is written NAME=VALUE.
    NotAPair(String),
    /// No day or no amount.
    NotUnderstood(String),
    /// The same letter was made within seven days.
    SameLetter {
        /// Whose.
        name: String,
        /// Number or queue number of the earlier one.
        number: String,
    },
    /// Several people and another one whom the letter is about.
    ForOnePerson,
    /// The PIN was forgotten.
    PinForgotten,
    /// The record has moved on meanwhile.
    Conflict(Vec<String>),
    /// An earlier action on this record failed.
    Blocked,
    /// The server could not make sense of it.
    Quarantined,
    /// An empty list.
    Nothing,
    /// Written into a file.
    Written(String),
    /// A signing batch is over.
    SignedCount {
        /// Signed.
        signed: usize,
        /// Not signed.
        not: usize,
        /// Of which nothing is known yet.
        missing: usize,
    },
    /// This program was built without a server.
    NoServerHere,
    /// The standard output is no terminal.
    NoTerminal,
    /// The demo is being made up.
    DemoPrepares,
    /// The demo's server is starting.
    DemoStarts,
    /// The demo runs.
    DemoRuns(String),
    /// Another demo uses this home.
    DemoBusy,
    /// This home holds something else.
    DemoForeign(String),
    /// It was made from another seed.
    DemoOtherSeed(u64),
    /// Its server did not start.
    DemoFailed {
        /// The log.
        log: String,
    },
    /// No such account in the demo.
    DemoNobody {
        /// What was typed.
        name: String,
        /// Who there is.
        known: String,
    },
}

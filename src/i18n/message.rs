//! Texts with arguments.

use super::{Age, Word};
use crate::desk::{Candidate, TakeBack, Way};
use crate::domain::counters::Counter;
use crate::domain::resident::Sex;
use crate::domain::reveal::Purpose;
use crate::domain::turnaround::Turnaround;

/// A text that a screen or a verb shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// A fixed text.
    Plain(Word),
    /// Made elsewhere: a refusal's sentence.
    Text(String),
    /// "12 mnt".
    Age(Age),
    /// "t diabaikan: permohonan berikutnya belum tampil".
    Dropped {
        /// The key.
        key: String,
    },
    /// The same on a screen of letters or tasks.
    DroppedLetter {
        /// The key.
        key: String,
    },
    /// "sinkron 10.42".
    Synced(String),
    /// Synced, long ago.
    SyncedOld(String),
    /// "luring sejak 09.40".
    Offline(String),
    /// Not connected yet.
    Connecting,
    /// The session has ended.
    SessionOver,
    /// The server needs a newer program.
    TooOld,
    /// First sync under way.
    CatchingUp,
    /// "2 belum terkirim".
    UnsentCount(u32),
    /// "3 perlu SERASI baru": records that a newer program wrote.
    UnreadableCount(u32),
    /// "1 perlu Anda".
    AttentionCount(u32),
    /// "Joko: 3 belum terkirim".
    OthersUnsent {
        /// Whose.
        name: String,
        /// How many.
        actions: u32,
    },
    /// "baris 1-12/31".
    Lines {
        /// First.
        from: usize,
        /// Last.
        to: usize,
        /// Of how many.
        of: usize,
    },
    /// "layar terlalu kecil (30×8)".
    TooSmall {
        /// Columns.
        width: u16,
        /// Rows.
        height: u16,
    },
    /// A request went on.
    Forwarded {
        /// Whose.
        name: String,
        /// Kind of letter.
        kind: String,
    },
    /// A request went back to its applicant.
    ReturnedToApplicant {
        /// Whose.
        name: String,
    },
    /// A request was refused by the office.
    RequestRefused {
        /// Whose.
        name: String,
    },
    /// Now the person's own.
    Claimed {
        /// Whose.
        name: String,
    },
    /// Given back.
    Released {
        /// Whose.
        name: String,
    },
    /// Taken over.
    TakenOver {
        /// Whose.
        name: String,
        /// From whom.
        from: String,
    },
    /// Withdrawn by its applicant.
    RequestCancelled {
        /// Whose.
        name: String,
    },
    /// The letter is with its citizen.
    HandedOver {
        /// Whose.
        name: String,
    },
    /// "Dicetak di loket kepada pemohon sendiri, 10.42, oleh Siti".
    HandedOverHow {
        /// How.
        way: Word,
        /// To whom: the relation, or the applicant.
        to: Word,
        /// Their name, when it was not the applicant.
        receiver: Option<String>,
        /// When.
        at: Option<String>,
        /// By whom.
        by: Option<String>,
    },
    /// The applicant was told.
    ToldApplicant {
        /// Whose.
        name: String,
    },
    /// How and when the applicant was told.
    ToldHow {
        /// How.
        how: Word,
        /// When.
        at: Option<String>,
        /// By whom.
        by: String,
    },
    /// The applicant has read what the letter will say.
    ReadByApplicant {
        /// Whose.
        name: String,
    },
    /// Passed on to a colleague.
    PassedOn {
        /// Whose request.
        name: String,
        /// To whom.
        to: String,
    },
    /// Where a request came from, on the request.
    PassedView {
        /// Whose it was.
        from: String,
        /// Who has it.
        to: String,
        /// Taken, not given.
        taken: bool,
        /// When.
        at: Option<String>,
        /// A word with it.
        note: String,
    },
    /// A colleague took a request over, or passed it on.
    Notice {
        /// Who.
        by: String,
        /// Whose request, with its queue number.
        about: String,
        /// Taken, not given.
        taken: bool,
        /// When.
        at: String,
        /// A word with it.
        note: String,
        /// How many more there are.
        more: usize,
    },
    /// "alihkan ke Joko Susilo".
    PassOnTo(String),
    /// Several requests went to a colleague.
    PassedOnMany {
        /// How many.
        count: usize,
        /// To whom.
        to: String,
    },
    /// Some of several actions are against the rules.
    NotAll {
        /// What was said.
        text: String,
        /// How many.
        refused: usize,
    },
    /// "sisa 12 mnt".
    TimeLeft(Age),
    /// "lewat 5 mnt".
    TimeOver(Age),
    /// A list with its counter: "siap diserahkan: 4".
    Listed {
        /// Which.
        list: Word,
        /// How many.
        count: usize,
    },
    /// What of the own work will be passed on, and what stays because others have it.
    ShiftCount {
        /// To be passed on.
        moves: usize,
        /// With approvers.
        stays: usize,
    },
    /// New values are kept.
    Edited {
        /// Whose.
        name: String,
    },
    /// The applicant brought it.
    Resumed {
        /// Whose.
        name: String,
    },
    /// A letter was dealt with.
    LetterFollowedUp {
        /// Hal.
        subject: String,
    },
    /// Paraf given.
    ParafGiven {
        /// Whose.
        name: String,
    },
    /// A task went back to the operator.
    TaskReturned {
        /// Whose.
        name: String,
    },
    /// An action was given up.
    Discarded {
        /// What it was about.
        about: String,
    },
    /// What was typed became a draft.
    DiscardedDraft {
        /// What it was about.
        about: String,
    },
    /// Mine was queued on top of theirs.
    MineAgain {
        /// What it was about.
        about: String,
    },
    /// What was chosen was queued.
    MergedSent {
        /// What it was about.
        about: String,
    },
    /// Mine is a note now.
    MineNoted {
        /// What it was about.
        about: String,
    },
    /// What was settled is typing again.
    TakenUp {
        /// What it was about.
        about: String,
    },
    /// So many unsent, the oldest for long.
    UnsentSince {
        /// How many.
        count: u32,
        /// Since when.
        at: String,
    },
    /// So many stood behind it and did not go along.
    AsideLeft(usize),
    /// Nothing was queued: it is like that already.
    NothingToSend,
    /// Written to these files.
    ExportWritten(String),
    /// A device's sessions were ended.
    DeviceRevoked {
        /// Its name.
        name: String,
    },
    /// What ending its sessions does.
    RevokeWhat {
        /// Its name.
        name: String,
    },
    /// Who made the record what it is now, and when.
    TheirsBy {
        /// Their name, where it is known.
        name: Option<String>,
        /// When, where it is known.
        at: Option<String>,
    },
    /// When mine was made.
    MineAt(String),
    /// A colleague is at it: going again takes it over.
    TakesOver {
        /// The colleague.
        name: String,
    },
    /// So many are blocked behind it.
    BehindCount(usize),
    /// When a device was heard last.
    DeviceSeen(String),
    /// When this one exchanged everything last.
    DeviceSynced(String),
    /// A device's id in short.
    DeviceId(String),
    /// Other people's work on this machine.
    OthersWait {
        /// Whose.
        name: String,
        /// How many actions.
        actions: u32,
    },
    /// How often, from when to when.
    TroubleTimes {
        /// What.
        what: String,
        /// How often.
        times: u32,
        /// First time.
        first: String,
        /// Last time.
        last: String,
    },
    /// How, when and why it was settled.
    SettledHow {
        /// How.
        way: String,
        /// When.
        at: String,
        /// Why, may be empty.
        reason: String,
    },
    /// Only the server can decide it.
    Undecided {
        /// What was said.
        text: String,
    },
    /// "Sudah tersimpan pukul 10.42."
    SavedAt(String),
    /// Nothing was typed: everything is kept anyway.
    SavedAlways,
    /// How many were marked.
    MarkedRoutine(usize),
    /// "Tidak ada yang ganjil." is a word; this is "Isian bebas".
    TypedFreely {
        /// Label.
        label: String,
        /// What was typed.
        text: String,
    },
    /// The approver's first line.
    TaskSentence {
        /// Kind of letter.
        kind: String,
        /// For whom.
        name: String,
        /// Age in years.
        age: Option<i16>,
        /// Address.
        address: Option<String>,
        /// Purpose in full.
        purpose: String,
    },
    /// "Diperiksa Siti Rahayu 09.10 (KTP dan KK asli)".
    Checked {
        /// By whom.
        by: String,
        /// When.
        at: Option<String>,
        /// Originals that were shown.
        originals: Vec<String>,
        /// Copies that were shown.
        copies: Vec<String>,
    },
    /// "paraf Ani Lestari 09.14".
    ParafBy {
        /// By whom.
        by: String,
        /// When.
        at: Option<String>,
    },
    /// "halaman 1 dari 1".
    PageOf {
        /// Which.
        page: usize,
        /// Of how many.
        of: usize,
    },
    /// As whom one signs.
    Signing {
        /// The title above the name.
        title: String,
        /// The last day of the position.
        until: Option<String>,
    },
    /// As whom one gives paraf.
    Paraffing {
        /// The title above the name.
        title: String,
        /// The last day of the position.
        until: Option<String>,
    },
    /// A number was reserved before.
    NumberReserved(String),
    /// "Sri Wahyuni, 46 th, perempuan, NIK …, Dusun …".
    Person {
        /// Name.
        name: String,
        /// Age in years.
        age: i16,
        /// As registered.
        sex: &'static str,
        /// In full.
        nik: String,
        /// Where they live.
        address: String,
    },
    /// Where the data come from.
    DataFrom {
        /// Source.
        source: String,
        /// As of.
        date: String,
    },
    /// Somebody is at it.
    WithColleague {
        /// Who.
        name: String,
        /// Since when.
        since: Option<String>,
    },
    /// The person is at it.
    WithMe,
    /// "kurang KK".
    Missing(String),
    /// "Dikembalikan Ani Lestari: …".
    ReasonGiven {
        /// By whom.
        by: Option<String>,
        /// Why.
        reason: String,
    },
    /// "Tindak lanjut Ani Lestari: …".
    FollowedUpBy {
        /// By whom.
        by: Option<String>,
        /// What was done.
        note: String,
    },
    /// The letter's number.
    NumberIs(String),
    /// Counts before a signing batch.
    SignCount {
        /// How many letters.
        count: usize,
        /// "24 Surat Pengantar, 7 SKTM".
        kinds: String,
    },
    /// "9 perlu dilihat tidak ikut."
    NotIncluded(usize),
    /// "Yang belum Anda buka: 12."
    UnopenedCount(usize),
    /// "3 dari 31".
    Progress {
        /// Results so far.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// A batch is over.
    BatchOver {
        /// Signed.
        signed: usize,
        /// Not signed.
        not: usize,
    },
    /// Results that did not arrive.
    BatchMissing(usize),
    /// Sent to the terminal's clipboard: whether it took it, nobody says.
    SentToTerminal(String),
    /// This terminal has no clipboard, or the text is too long for it.
    NoClipboard(String),
    /// A list stands in this file.
    ListWritten(String),
    /// It could not be written: why.
    ListNotWritten(String),
    /// Whether it is really meant.
    Confirm {
        /// What.
        title: String,
        /// To what.
        about: String,
    },
    /// "Permohonan Surat: 1-10 dari 40".
    Shown {
        /// Name of the list.
        title: String,
        /// First.
        from: usize,
        /// Last.
        to: usize,
        /// Of how many.
        of: usize,
    },
    /// A draft was taken up.
    DraftTaken(String),
    /// The typing is kept.
    DraftKept(String),
    /// A new request is kept, with its queue number.
    Submitted {
        /// "A-07".
        queue: String,
        /// Whose.
        name: String,
        /// Kind of letter.
        kind: String,
    },
    /// Requests were made for several people in one go.
    MadeTogether {
        /// How many.
        count: usize,
        /// Kind of letter.
        kind: String,
        /// First and last of the queue numbers that follow each other.
        numbers: Vec<(String, String)>,
        /// For whom none was made.
        left_out: Vec<Candidate>,
    },
    /// For whom a letter is made in one go.
    ForAll {
        /// How many.
        count: usize,
        /// Their names.
        names: Vec<String>,
    },
    /// For whom of several none is made, and why.
    LeftOut(Vec<Candidate>),
    /// Who of several has the same letter already.
    RepeatedTogether(Vec<Candidate>),
    /// So many residents are marked.
    ResidentsMarked(usize),
    /// A card that nobody has been told about.
    NewCard(String),
    /// Whose is this card?
    WhoseCard(String),
    /// A card is known from now on.
    CardRemembered {
        /// Whose it is.
        name: String,
    },
    /// A line of a list of people.
    PersonLine {
        /// Age in years.
        age: i16,
        /// Position in the family.
        position: String,
        /// Where they live.
        address: String,
        /// Masked.
        nik: String,
    },
    /// Typing that was kept goes on.
    DraftResumed(Age),
    /// The typing of a new request is kept.
    WalkinKept(String),
    /// A field that is no day or no amount.
    Unclear(String),
    /// How a day was understood.
    UnderstoodDay(String),
    /// How an amount was understood.
    UnderstoodMoney {
        /// "1.500.000".
        amount: String,
        /// In words, Indonesian as in the letter.
        words: String,
    },
    /// The same letter was made for this person some days ago.
    Repeated {
        /// Whose.
        name: String,
        /// How many days ago.
        days: i64,
        /// The letter's number, once there is one.
        number: Option<String>,
    },
    /// The note of a request that repeats another one.
    MadeAgain(String),
    /// Leaving with unsent work.
    LeavingUnsent(u32),
    /// A command cannot be used now.
    Why {
        /// Its title.
        title: String,
        /// The reason.
        reason: String,
    },
    /// Where a command can be used.
    OnScreens(Vec<String>),
    /// "lebih cepat: t".
    Faster(String),
    /// A row was named: it is to be read before the key decides.
    ReadThenPress {
        /// The row as it was named.
        row: String,
        /// The key.
        key: String,
    },
    /// Rests until it is sent.
    ItemResting(String),
    /// The list is narrowed to these words.
    Narrowed(String),
    /// No such line.
    NoLine(String),
    /// The kind of an action in words.
    ActionKind(String),
    /// What differs.
    Differs(Vec<String>),
    /// What this person should do now: "4 orang menunggu di loket, terlama 12 menit".
    Now {
        /// What is counted.
        counter: Counter,
        /// How many.
        count: u32,
        /// How long the oldest waits.
        oldest: Option<Age>,
    },
    /// "terlama 12 mnt".
    Oldest(Age),
    /// "Kosong: menunggu pemohon, siap diserahkan."
    NoneOf(Vec<&'static str>),
    /// "Bambang Sutrisno: 3 menunggu tanda tangan, terlama 2 jam".
    WaitsFor {
        /// Whose paraf or signature.
        name: String,
        /// A signature, not paraf.
        signs: bool,
        /// How many.
        count: u32,
        /// How long the oldest waits.
        oldest: Option<Age>,
    },
    /// "7 janji jatuh tempo hari ini, berikutnya 11.15".
    DueToday {
        /// How many.
        count: u32,
        /// The next one.
        next: Option<String>,
    },
    /// "3 surat masuk hari ini".
    ArrivedToday(u32),
    /// "Plh. Kepala Desa Banyubiru mulai hari ini: Ani Lestari".
    PositionBegins {
        /// The title.
        title: String,
        /// Who.
        name: String,
    },
    /// "Hari terakhir sebagai Kepala Desa Banyubiru: Bambang".
    PositionEnds {
        /// The title.
        title: String,
        /// Who.
        name: String,
    },
    /// "Plh. Kepala Desa Banyubiru: Ani Lestari, s.d. 30 November 2026".
    ActingFor {
        /// The title.
        title: String,
        /// Who.
        name: String,
        /// The last day.
        until: Option<String>,
    },
    /// "Hari ini: 12 surat terbit, separuhnya dalam 9 menit, 11 tepat janji".
    TurnaroundToday(Turnaround),
    /// The same since Monday.
    TurnaroundWeek(Turnaround),
    /// Only a part of the list is shown.
    OnlyShown(Word),
    /// The RT confirmed it.
    ConfirmedByRt(String),
    /// A field differs from what is registered.
    FieldDiffers {
        /// Its label.
        label: String,
        /// What was typed.
        typed: String,
        /// What is registered.
        registered: String,
    },
    /// The same kind of letter some days ago.
    SameKind {
        /// When.
        at: String,
        /// Its number.
        number: Option<String>,
    },
    /// Somebody with the approver's name is on the family card.
    OwnFamily(String),
    /// Too young for this kind of letter.
    TooYoung {
        /// Years.
        age: i16,
        /// What the kind of letter asks for.
        least: u8,
    },
    /// Another marital status than this kind of letter allows.
    OtherMarital(String),
    /// The promised time is near, or over.
    Deadline {
        /// When.
        at: String,
        /// How long ago.
        over: Option<Age>,
    },
    /// Opened without a line: when the server last confirmed what the person may do.
    RightsAsOf(String),
    /// Locked by itself after so many minutes.
    LockedIdle(u64),
    /// More fit than are shown: only so many.
    FirstOnly(u16),
    /// Only so many of the newest are listed.
    NewestOnly(u16),
    /// What belongs to the record.
    RelatedTo(String),
    /// A saved view's name.
    ViewTitle(char),
    /// A view was kept under its letter.
    ViewKept(char),
    /// A view was dropped.
    ViewDropped(char),
    /// No view has this letter.
    NoView(char),
    /// A resident's numbers are shown, and why.
    Revealed {
        /// Whose.
        name: String,
        /// Why.
        purpose: Purpose,
    },
    /// "Sri Wahyuni, 46 th, perempuan".
    NameAgeSex {
        /// Name.
        name: String,
        /// Age in years.
        age: i16,
        /// As registered.
        sex: Sex,
    },
    /// Locked: who was here.
    Locked(String),
    /// "Diteruskan: Slamet Raharjo (SKTM) · u tarik kembali".
    Undoable {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
        /// The key that takes it back.
        key: String,
    },
    /// What was said of an action, and the key that takes it back.
    AndUndo {
        /// What was said.
        text: String,
        /// The kind of the action.
        kind: String,
        /// The key.
        key: String,
    },
    /// Taken back before it was sent.
    TakenBack {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
    },
    /// The server was asked to take it back: nobody knows yet whether the next person has opened it.
    TakingBack {
        /// What it was about.
        about: String,
    },
    /// The next person had opened it: it was asked back.
    AskedBackInstead {
        /// What it was about.
        about: String,
        /// Who has it.
        name: String,
        /// When, once it is known.
        at: Option<String>,
    },
    /// To the next person: who asked, and when.
    AskedBackBy {
        /// Who.
        by: String,
        /// When, once it is known.
        at: Option<String>,
    },
    /// To the operator: from whom it was asked back, and when.
    AskedBackFrom {
        /// From whom.
        name: String,
        /// When, once it is known.
        at: Option<String>,
    },
    /// Taken back from the next person.
    Recalled {
        /// What it was about.
        about: String,
    },
    /// Put back by another action.
    PutBack {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
    },
    /// Done again after it was taken back.
    DoneAgain {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
    },
    /// What the undo key would take back.
    WouldUndo {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
    },
    /// What the redo key would do again.
    WouldRedo {
        /// The kind of the action.
        kind: String,
        /// What it was about.
        about: String,
    },
    /// What the repeat key would do to the selected record.
    WouldRepeat {
        /// The kind of the action.
        kind: String,
        /// Its reason or note, may be empty.
        text: String,
    },
    /// So many kinds of letter are not listed.
    MoreKinds(usize),
    /// "3 ditandai."
    MarkedCount(usize),
    /// A decision key came too soon after another one.
    TooSoon {
        /// The key.
        key: String,
    },
    /// An action on many is under way.
    ManyUnderWay {
        /// The kind of the action.
        kind: String,
        /// So many have an answer.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// An action on many is over.
    ManyDone {
        /// The kind of the action.
        kind: String,
        /// So many were done.
        done: usize,
        /// So many were not: they stay marked, each with its reason.
        not: usize,
        /// So many were not read to their last line.
        unread: usize,
    },
    /// All that one key did was taken back.
    ManyUndone {
        /// So many.
        done: usize,
        /// So many can no longer be.
        not: usize,
    },
    /// All that one undo took back was done again.
    ManyAgain {
        /// So many.
        done: usize,
        /// So many could not be.
        not: usize,
    },
    /// "12 yang ditandai".
    AboutMany(usize),
}

impl Message {
    /// What is said when this was taken back: by an action of its own, or without a trace.
    pub fn undone(back: &TakeBack, by_action: bool) -> Self {
        let (kind, about) = (back.kind.clone(), back.about.clone());
        match &back.way {
            _ if !by_action => Self::TakenBack { kind, about },
            Way::By(inverse) if inverse == "recall" => Self::TakingBack { about },
            _ => Self::PutBack { kind, about },
        }
    }
}

impl From<Word> for Message {
    fn from(word: Word) -> Self {
        Self::Plain(word)
    }
}

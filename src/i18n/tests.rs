use jiff::civil::date;

use super::*;
use crate::domain::id::ContentHash;
use crate::domain::office::Role;

const LONG_NAME: &str = "Raden Ajeng Sri Wahyuningsih, S.Sos., M.Si.";

fn refusals() -> Vec<Refusal> {
    let name = || LONG_NAME.to_owned();
    vec![
        Refusal::NotFound,
        Refusal::ServerOnly,
        Refusal::NotAllowed { role: Role::Verifier },
        Refusal::ClaimedBy { name: name(), since: Some("2026-11-20T02:12:00Z".parse().unwrap()) },
        Refusal::WrongState { state: "verification".into() },
        Refusal::NotYourTask { name: name() },
        Refusal::ReasonMissing,
        Refusal::FieldMissing { label: "Keperluan dan tujuan surat".into() },
        Refusal::RequirementMissing { label: "Surat pengantar RT/RW".into() },
        Refusal::ResidentDead { name: name(), since: Some(date(2025, 5, 3)) },
        Refusal::ResidentGone { name: name() },
        Refusal::NobodyHolds { role: Role::Signer },
        Refusal::DateOff { day: date(2026, 11, 20), today: date(2026, 12, 30) },
        Refusal::InkOnly,
        Refusal::BadData { what: "requirements".into() },
        Refusal::InDoubt,
        Refusal::SecondPersonNeeded,
        Refusal::EvidenceMissing,
        Refusal::NotAnOperator { name: name() },
        Refusal::ReceiverMissing,
        Refusal::AlreadyWith { name: name() },
        Refusal::NotUndoable { kind: "return_to_applicant".into() },
    ]
}

/// A refusal that is added to the domain must be added here too: this match is exhaustive.
fn listed(refusal: &Refusal) -> usize {
    match refusal {
        Refusal::NotFound => 0,
        Refusal::ServerOnly => 1,
        Refusal::NotAllowed { .. } => 2,
        Refusal::ClaimedBy { .. } => 3,
        Refusal::WrongState { .. } => 4,
        Refusal::NotYourTask { .. } => 5,
        Refusal::ReasonMissing => 6,
        Refusal::FieldMissing { .. } => 7,
        Refusal::RequirementMissing { .. } => 8,
        Refusal::ResidentDead { .. } => 9,
        Refusal::ResidentGone { .. } => 10,
        Refusal::NobodyHolds { .. } => 11,
        Refusal::DateOff { .. } => 12,
        Refusal::InkOnly => 13,
        Refusal::BadData { .. } => 14,
        Refusal::InDoubt => 15,
        Refusal::SecondPersonNeeded => 16,
        Refusal::EvidenceMissing => 17,
        Refusal::NotAnOperator { .. } => 18,
        Refusal::ReceiverMissing => 19,
        Refusal::AlreadyWith { .. } => 20,
        Refusal::NotUndoable { .. } => 21,
    }
}

fn failures() -> Vec<DeskError> {
    vec![
        DeskError::Changed,
        DeskError::Offline,
        DeskError::LoggedOut,
        DeskError::WrongPassword,
        DeskError::BadAddress,
        DeskError::BadPin,
        DeskError::TooMany,
        DeskError::NothingToUndo,
        DeskError::NotHere,
        DeskError::TooNew,
        DeskError::TypingThere,
        DeskError::Storage("disk I/O error at /var/x".into()),
        DeskError::Server("HTTP 500".into()),
    ]
}

fn outcomes() -> Vec<SignOutcome> {
    let failed = |code: &str| SignOutcome::Failed { code: code.into() };
    vec![
        SignOutcome::Conflict,
        SignOutcome::InDoubt,
        failed("2031"),
        failed("2011"),
        failed("1110"),
        failed("1111"),
        failed("expired"),
        failed("unavailable"),
        failed("9999"),
        SignOutcome::NotPrepared { code: "typeset".into() },
        SignOutcome::Refused { refusal: Refusal::InkOnly },
        SignOutcome::Stopped,
        SignOutcome::Signed { number: "400.12.2.1/0451/33.22.07/XI/2026".into(), pdf: ContentHash::of(b"") },
    ]
}

const PROBLEMS: [Code; 10] = [
    Code::LoggedOut,
    Code::WrongPassword,
    Code::NotFound,
    Code::BadRequest,
    Code::TooLarge,
    Code::WrongHash,
    Code::Upgrade,
    Code::TooOften,
    Code::Unavailable,
    Code::Internal,
];

/// A failure, an outcome or a code that is added must be added above too: these matches are exhaustive.
fn listed_failure(error: &DeskError) -> &'static str {
    match error {
        DeskError::Refused(_) => "refused",
        DeskError::Changed => "changed",
        DeskError::Offline => "offline",
        DeskError::LoggedOut => "logged_out",
        DeskError::WrongPassword => "wrong_password",
        DeskError::BadAddress => "bad_address",
        DeskError::BadPin => "bad_pin",
        DeskError::TooMany => "too_many",
        DeskError::NothingToUndo => "nothing_to_undo",
        DeskError::NotHere => "not_here",
        DeskError::TypingThere => "typing_there",
        DeskError::TooNew => "too_new",
        DeskError::Storage(_) => "storage",
        DeskError::Server(_) => "server",
    }
}

/// The room that a help desk with a longer name and a number needs.
const LONG_HELP_DESK: &str = "Diskominfo Kabupaten, (024) 6921250";

fn check(lang: Lang, text: &str) {
    let text = text.replace(&help_desk(), LONG_HELP_DESK);
    assert!(text.ends_with(']'), "no code: {text}");
    let faults = criteria::faults(lang, &text);
    assert!(faults.is_empty(), "{faults:?}: {text}");
}

#[test]
fn every_refusal_failure_outcome_and_problem_has_a_sentence_with_a_next_step() {
    assert_eq!(refusals().iter().map(listed).collect::<Vec<_>>(), (0..refusals().len()).collect::<Vec<_>>());
    for lang in [Lang::Id, Lang::En] {
        for why in refusals() {
            check(lang, &refusal(lang, &why));
            assert!(failure(lang, &DeskError::Refused(why.clone())).ends_with(&format!("[{}]", why.code())));
        }
        let codes: Vec<&str> = failures().iter().map(listed_failure).collect();
        assert!(failures().iter().map(DeskError::code).eq(codes), "a failure says another code than it has");
        for error in failures() {
            let text = failure(lang, &error);
            check(lang, &text);
            assert!(!text.contains("/var/x") && !text.contains("500"), "technical text on the screen: {text}");
        }
        for code in PROBLEMS {
            check(lang, &problem(lang, code));
        }
        for what in outcomes() {
            let text = outcome(lang, &what);
            match what {
                SignOutcome::Signed { .. } | SignOutcome::Stopped => assert!(text.chars().count() <= LONGEST),
                _ => check(lang, &text),
            }
        }
    }
}

#[test]
fn the_code_of_the_signing_service_stands_in_brackets() {
    let wrong = SignOutcome::Failed { code: "2031".into() };
    assert!(outcome(Lang::Id, &wrong).starts_with("Passphrase salah. Tidak ada surat yang ditandatangani."));
    assert!(outcome(Lang::Id, &wrong).ends_with("[TTE-2031]"));
}

#[test]
fn the_two_languages_differ_where_they_should() {
    assert_eq!(word(Lang::Id, Word::Forward), "teruskan");
    assert_eq!(word(Lang::En, Word::Forward), "forward");
    assert_eq!(
        sentence(Lang::Id, &Message::Dropped { key: "t".into() }),
        "t diabaikan: permohonan berikutnya belum tampil"
    );
    assert_eq!("id".parse(), Ok(Lang::Id));
    assert_eq!("fr".parse::<Lang>(), Err(NotALanguage));
}

#[test]
fn the_hints_of_every_dialog_fit_the_standard_window() {
    let hints = [
        Word::HintReason,
        Word::HintNote,
        Word::HintForm,
        Word::HintSign,
        Word::HintParaf,
        Word::HintStop,
        Word::HintClose,
        Word::HintPalette,
        Word::HintLogin,
        Word::HintPin,
        Word::HintSearch,
        Word::HintSearchAll,
        Word::HintIdentity,
        Word::HintKind,
        Word::HintWalkin,
        Word::HintRequirements,
        Word::HintRepeated,
        Word::HintRepeatedTogether,
        Word::HintWhyAgain,
        Word::Stopping,
        Word::EnterLeaves,
        Word::HintChoose,
        Word::HintHandOver,
        Word::HintReceiver,
        Word::HintShareDone,
        Word::HintShareTold,
        Word::HintSlip,
        Word::HintCitizen,
        Word::HintBlank,
        Word::HintPass,
        Word::HintShift,
        Word::HintReasonBoth,
        Word::HintMerge,
        Word::HintRevoke,
        Word::HintRelated,
        Word::HintReveal,
        Word::HintFilter,
        Word::HintDropView,
    ];
    let listed: Vec<String> = hints.iter().map(|hint| format!("{hint:?}")).collect();
    let all = variants(include_str!("word.rs"), "Word").into_iter().filter(|name| name.starts_with("Hint"));
    assert_eq!(missing(&all.collect::<Vec<_>>(), &listed), Vec::<String>::new(), "add them to the hints");
    for (lang, hint) in [Lang::Id, Lang::En].into_iter().flat_map(|lang| hints.map(|hint| (lang, hint))) {
        let text = word(lang, hint);
        assert!(text.chars().count() <= 78, "{} columns: {text}", text.chars().count());
    }
}

fn everything_said() -> Vec<Said> {
    let text = || LONG_NAME.to_owned();
    let log = || "/home/operator/.local/share/serasi-demo/demo/server.log".to_owned();
    vec![
        Said::NotLoggedIn,
        Said::Unlocked { name: "Sri Wahyuni".into() },
        Said::NotAKeymap("/home/operator/berkas-lain".into()),
        Said::NothingCame,
        Said::UserNeeded,
        Said::PasswordOnStdin,
        Said::PassphraseOnStdin,
        Said::NothingOnStdin,
        Said::ReasonNeeded,
        Said::MineOrTheirs("purpose=saya".into()),
        Said::NoSuch(text()),
        Said::Several { what: text(), count: 12 },
        Said::File { file: log(), error: "Permission denied (os error 13)".into() },
        Said::LoggedIn { name: text(), position: "Kaur Tata Usaha dan Umum, Desa Banyubiru".into() },
        Said::Applied,
        Said::Queued,
        Said::PinSet,
        Said::CounterLetter('B'),
        Said::NotALetter("loket".into()),
        Said::NoField {
            what: "keperluan_surat".into(),
            known: ["purpose", "addressed_to", "remark", "rt_letter"].map(str::to_owned).to_vec(),
        },
        Said::NotAPair("purpose".into()),
        Said::NotUnderstood("Jumlah (Rp)".into()),
        Said::SameLetter { name: text(), number: "400.10.2.2/045/33.22.07.2005/XI/2026".into() },
        Said::ForOnePerson,
        Said::PinForgotten,
        Said::Conflict(vec![]),
        Said::Conflict(vec!["Surat Pengantar".into(), text()]),
        Said::Blocked,
        Said::Quarantined,
        Said::Nothing,
        Said::Written("surat-01a206cb-f6c0-7344-a753-692369f1890e.pdf".into()),
        Said::SignedCount { signed: 28, not: 2, missing: 1 },
        Said::NoServerHere,
        Said::NoTerminal,
        Said::DemoPrepares,
        Said::DemoStarts,
        Said::DemoRuns("http://127.0.0.1:36503".into()),
        Said::DemoBusy,
        Said::DemoForeign("/home/operator/skripsi".into()),
        Said::DemoOtherSeed(u64::MAX),
        Said::DemoFailed { log: log() },
        Said::DemoNobody { name: text(), known: "siti, joko, ani, bambang, rina, agus".into() },
    ]
}

#[test]
fn what_verbs_say_is_short_in_both_languages_and_not_the_same_in_them() {
    let mut without = String::new();
    for what in everything_said() {
        let (id, en) = (said(Lang::Id, &what), said(Lang::En, &what));
        assert_ne!(id, en, "{what:?}");
        for text in [id, en] {
            assert!((2..=LONGEST).contains(&text.chars().count()), "{text}");
            assert!(!text.contains('!') && !text.contains("HTTP") && !text.contains("galat"), "{text}");
        }
        for lang in [Lang::Id, Lang::En].into_iter().filter(|_| did_not_work(&what)) {
            let text = said(lang, &what);
            without += &if criteria::next_step(lang, &text) { String::new() } else { text + "\n" };
        }
    }
    assert!(without.is_empty(), "no next step:\n{without}");
}

/// Those that say that something was done, or how things are; all others tell what to do now.
fn did_not_work(said: &Said) -> bool {
    !matches!(
        said,
        Said::Unlocked { .. }
            | Said::LoggedIn { .. }
            | Said::Applied
            | Said::Queued
            | Said::PinSet
            | Said::CounterLetter(_)
            | Said::PinForgotten
            | Said::Nothing
            | Said::Written(_)
            | Said::SignedCount { .. }
            | Said::DemoPrepares
            | Said::DemoStarts
            | Said::DemoRuns(_)
    )
}

/// The variants of an enum that its source names, one a line.
fn variants<'a>(source: &'a str, name: &str) -> Vec<&'a str> {
    let body = source.split(&format!("pub enum {name} {{\n")).nth(1).and_then(|rest| rest.split("\n}\n").next());
    let lines = body.unwrap_or_default().lines().filter_map(|line| line.strip_prefix("    "));
    lines
        .filter(|line| line.starts_with(char::is_uppercase))
        .map(|line| line.split(|c: char| !c.is_alphanumeric()).next().unwrap_or(line))
        .collect()
}

fn missing(variants: &[&str], samples: &[String]) -> Vec<String> {
    let has = |name: &str| samples.iter().any(|one| one.split(|c: char| !c.is_alphanumeric()).next() == Some(name));
    variants.iter().filter(|name| !has(name)).map(|name| (*name).to_owned()).collect()
}

/// What a person reads in Indonesian, as it stands in the tables: what is between quotation marks.
fn indonesian_texts() -> Vec<&'static str> {
    let tables = [
        include_str!("id/doctor.rs"),
        include_str!("id/failures.rs"),
        include_str!("id/said.rs"),
        include_str!("id/sentences.rs"),
        include_str!("id/words.rs"),
    ];
    tables.iter().flat_map(|table| table.split('"').skip(1).step_by(2)).collect()
}

#[test]
fn the_words_are_those_that_offices_use() {
    // Not: but. A village's office has its own words, and a citizen asks which of two was meant.
    for (never, but) in [
        ("salinan", "cetak ulang, or data di komputer ini; a salinan is certified"),
        ("menunggu kirim", "belum terkirim"),
        ("konflik", "bentrok"),
        ("karantina", "tidak terbaca"),
        ("outbox ", "belum terkirim"),
        ("resync", "menyusun ulang data"),
        ("sangat segera", "amat segera"),
        ("penduduk desa", "penduduk"),
        (" scan", "pindai"),
        ("ditolak server", "tidak diterima server: tolak ends a request"),
        ("lurah", "the office's own word"),
        ("kepala desa", "the office's own word"),
        ("nip ", "the office's own word"),
    ] {
        let found: Vec<&str> =
            indonesian_texts().into_iter().filter(|text| text.to_lowercase().contains(never)).collect();
        assert_eq!(found, Vec::<&str>::new(), "not {never:?}: {but}");
    }
    let clock =
        |text: &str| text.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    assert_eq!(indonesian_texts().into_iter().find(|text| clock(text)), None, "the time is written 10.42");
    for word in ["Penduduk", "Paraf & TTD", "Permohonan Surat", "Sinkronisasi", "Arsip", "belum terkirim", "bentrok"] {
        assert!(indonesian_texts().into_iter().any(|text| text.contains(word)), "{word}");
    }
}

#[test]
fn everything_that_can_be_said_or_found_is_among_the_samples() {
    let said: Vec<String> = everything_said().iter().map(|one| format!("{one:?}")).collect();
    let names = variants(include_str!("said.rs"), "Said");
    assert!(names.len() > 20, "{names:?}");
    assert_eq!(missing(&names, &said), Vec::<String>::new(), "add them to everything_said()");
    let found: Vec<String> = findings().iter().map(|one| format!("{one:?}")).collect();
    let names = variants(include_str!("../desk/doctor.rs"), "Finding");
    assert!(names.len() > 20, "{names:?}");
    assert_eq!(missing(&names, &found), Vec::<String>::new(), "add them to findings()");
}

fn findings() -> Vec<Finding> {
    use crate::desk::DeskFile::{Cache, Outbox};
    let path = || "/home/operator/.local/share/serasi".to_owned();
    let address = || "https://serasi.semarangkab.go.id".to_owned();
    let what = || "disk I/O error".to_owned();
    let stream = crate::domain::stream::StreamId::Reference;
    vec![
        Finding::Home { path: path() },
        Finding::NoHome { path: path() },
        Finding::OpenToOthers { path: path() },
        Finding::HomeUnusable { path: path(), what: what() },
        Finding::Space { megabytes: 36_000 },
        Finding::Space { megabytes: 300 },
        Finding::Space { megabytes: 12 },
        Finding::Sound { file: Outbox },
        Finding::Missing { file: Cache },
        Finding::Damaged { file: Outbox, what: what() },
        Finding::Damaged { file: Cache, what: what() },
        Finding::Newer { file: Outbox },
        Finding::Outbox { unsent: 0, attention: 0 },
        Finding::Outbox { unsent: 3, attention: 0 },
        Finding::Outbox { unsent: 3, attention: 2 },
        Finding::Unreadable { records: 2 },
        Finding::Others { name: LONG_NAME.into(), actions: 12 },
        Finding::Nobody,
        Finding::Person { name: LONG_NAME.into(), account: "sri.wahyuningsih".into() },
        Finding::Session { until: "2026-11-20T02:12:00Z".parse().unwrap() },
        Finding::SessionOver,
        Finding::Server {
            name: "SERASI Semarang".into(),
            address: address(),
            version: "0.1.0".into(),
            milliseconds: 2,
        },
        Finding::Away { address: address() },
        Finding::Strange { address: address() },
        Finding::OtherServer { address: address() },
        Finding::TooOld,
        Finding::Clock { seconds: 3 },
        Finding::Clock { seconds: -300 },
        Finding::Clock { seconds: 10_800 },
        Finding::Same { stream, records: 3328 },
        Finding::Differs { stream, here: 3327, there: 3328 },
        Finding::Behind { stream, changes: 12 },
        Finding::BeginsAgain { stream },
        Finding::NotCompared,
        Finding::Terminal { term: "xterm-256color".into(), width: 80, height: 24 },
        Finding::SmallWindow { width: 30, height: 8 },
        Finding::NoTerminal,
        Finding::Dumb,
        Finding::Utf8,
        Finding::NoUtf8 { locale: "POSIX".into() },
        Finding::Colours,
        Finding::NoColours,
        Finding::Ssh,
        Finding::Signs { signs: "─ │ … ✓ ↑".into() },
    ]
}

#[test]
fn what_an_examination_finds_is_said_in_both_languages_with_what_to_do_where_something_is_wrong() {
    let mut without = String::new();
    for what in findings() {
        let (id, en) = (finding(Lang::Id, &what), finding(Lang::En, &what));
        assert_ne!(id, en, "{what:?}");
        for (lang, text) in [(Lang::Id, id), (Lang::En, en)] {
            let text = text.replace(&help_desk(), LONG_HELP_DESK);
            assert!(text.chars().count() <= LONGEST, "{} characters: {text}", text.chars().count());
            assert!(!text.contains("{telp}") && criteria::foreign(lang, &text).is_empty(), "{text}");
            if what.grade() != crate::desk::Grade::Good {
                without += &if criteria::next_step(lang, &text) { String::new() } else { text + "\n" };
            }
        }
    }
    assert!(without.is_empty(), "no next step:\n{without}");
}

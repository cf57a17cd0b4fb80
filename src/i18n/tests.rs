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
        DeskError::NotHere,
        DeskError::TooNew,
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

/// Words of which a sentence that says what to do now has one.
const NEXT: [&str; 2] = [
    "Tekan|tekan|Ketik|Tulis|Tandai|Minta|hubungi|Hubungi|Kembali |ulangi|Ulangi|Coba|coba |Tunggu|Baca|Cetak|Betulkan|Perbarui|Periksa|Kecilkan|Sebutkan",
    "ress |Type|Write|Mark |Ask|ask |all |Go back|epeat|Try|try |Wait|Read|Print|Correct|Update|Check|smaller|Send|Tell",
];

fn check(lang: Lang, text: &str) {
    assert!(text.chars().count() <= LONGEST, "{} characters: {text}", text.chars().count());
    assert!(text.ends_with(']'), "no code: {text}");
    let next = NEXT[usize::from(lang == Lang::En)];
    assert!(next.split('|').any(|word| text.contains(word)), "no next step: {text}");
    for bad in ["HTTP", "galat", "!", "error"] {
        assert!(!text.contains(bad) || lang == Lang::En && bad == "error", "{bad} in: {text}");
    }
}

#[test]
fn every_refusal_failure_outcome_and_problem_has_a_sentence_with_a_next_step() {
    assert_eq!(refusals().iter().map(listed).collect::<Vec<_>>(), (0..refusals().len()).collect::<Vec<_>>());
    for lang in [Lang::Id, Lang::En] {
        for why in refusals() {
            check(lang, &refusal(lang, &why));
            assert!(failure(lang, &DeskError::Refused(why.clone())).ends_with(&format!("[{}]", why.code())));
        }
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
        Word::Stopping,
        Word::EnterLeaves,
    ];
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
        Said::UserNeeded,
        Said::PasswordOnStdin,
        Said::PassphraseOnStdin,
        Said::NothingOnStdin,
        Said::ReasonNeeded,
        Said::NoSuch(text()),
        Said::Several { what: text(), count: 12 },
        Said::File { file: log(), error: "Permission denied (os error 13)".into() },
        Said::LoggedIn { name: text(), position: "Kaur Tata Usaha dan Umum, Desa Banyubiru".into() },
        Said::Applied,
        Said::Queued,
        Said::PinSet,
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
    for what in everything_said() {
        let (id, en) = (said(Lang::Id, &what), said(Lang::En, &what));
        assert_ne!(id, en, "{what:?}");
        for text in [id, en] {
            assert!((2..=LONGEST).contains(&text.chars().count()), "{text}");
            assert!(!text.contains('!') && !text.contains("HTTP") && !text.contains("galat"), "{text}");
        }
    }
}

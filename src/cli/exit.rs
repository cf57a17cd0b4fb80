//! How a verb ends: its error and its exit code.

use std::process::ExitCode;

use crate::desk::DeskError;
use crate::domain::refusal::Refusal;
use crate::i18n::{Lang, Said, failure, refusal, said};
use crate::tui::keymap::BadKeymap;

/// Shown below `--help`.
pub(super) const CODES: &str = "\
Kode keluar:
  0  selesai; juga bila tindakan tersimpan dan belum terkirim
  1  ditolak oleh aturan, atau data sudah berubah: tidak ada yang terjadi
  2  perintah keliru
  3  tidak tersambung, atau server gagal
  4  belum masuk, atau nama atau kata sandi keliru
  5  berkas di komputer ini tidak dapat dibaca atau ditulis
  6  data itu tidak ada di perangkat ini, atau lebih dari satu yang cocok
  7  waktu tunggu habis dan tidak ada yang datang

Nomor surat, nomor antrean (A-07) atau awal id yang unik menunjuk satu data.
Dengan --json hasilnya satu dokumen JSON; kesalahan juga: {\"error\":{\"code\":…,\"message\":…}}.";

/// Why a verb did not do it.
#[derive(Debug)]
pub enum CliError {
    /// The desk.
    Desk(DeskError),
    /// Said wrongly.
    Usage(Said),
    /// No record, or more than one.
    Which(Said),
    /// The server did not take it.
    NotTaken(NotTaken),
    /// A file of this machine.
    File(Said),
    /// The demo.
    Demo(Said),
    /// The own key file has mistakes.
    Keymap(BadKeymap),
    /// Nothing came within the time that was given.
    NothingCame,
}

/// Why the server did not take an action.
#[derive(Debug)]
pub enum NotTaken {
    /// Against the rules.
    Refused(Refusal),
    /// The record has moved on.
    Conflict(Vec<String>),
    /// An earlier one failed.
    Blocked,
    /// It made no sense to it.
    Quarantined,
}

impl From<DeskError> for CliError {
    fn from(error: DeskError) -> Self {
        Self::Desk(error)
    }
}

impl CliError {
    /// A file that cannot be read or written.
    pub fn file(file: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File(Said::File { file: file.display().to_string(), error: error.to_string() })
    }

    /// Stable code, as in `--json`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Desk(error) => error.code(),
            Self::Usage(_) => "usage",
            Self::Which(Said::Several { .. }) => "ambiguous",
            Self::Which(_) => "not_here",
            Self::NotTaken(NotTaken::Refused(refusal)) => refusal.code(),
            Self::NotTaken(NotTaken::Conflict(_)) => "conflict",
            Self::NotTaken(NotTaken::Blocked) => "blocked",
            Self::NotTaken(NotTaken::Quarantined) => "quarantined",
            Self::File(_) => "storage",
            Self::Demo(Said::DemoBusy) => "demo_busy",
            Self::Demo(Said::DemoForeign(_)) => "demo_foreign",
            Self::Demo(Said::DemoOtherSeed(_)) => "demo_other_seed",
            Self::Demo(Said::DemoNobody { .. }) => "demo_nobody",
            Self::Demo(_) => "demo_failed",
            Self::Keymap(_) => "keymap",
            Self::NothingCame => "nothing_came",
        }
    }

    /// What the program's caller sees.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NotTaken(_)
            | Self::Desk(
                DeskError::Refused(_)
                | DeskError::Changed
                | DeskError::TooMany
                | DeskError::TypingThere
                | DeskError::BadPin
                | DeskError::NothingToUndo,
            ) => 1,
            Self::Usage(_) | Self::Desk(DeskError::BadAddress) => 2,
            Self::Demo(Said::DemoFailed { .. }) => 3,
            Self::Demo(_) => 2,
            Self::Desk(DeskError::Offline | DeskError::Server(_)) => 3,
            Self::Desk(DeskError::LoggedOut | DeskError::WrongPassword) => 4,
            Self::File(_) | Self::Keymap(_) | Self::Desk(DeskError::Storage(_)) => 5,
            Self::NothingCame => 7,
            Self::Which(_) | Self::Desk(DeskError::NotHere | DeskError::TooNew) => 6,
        }
    }

    /// In words.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            // At the desk there are keys for it; in a shell there is a verb.
            Self::Desk(DeskError::LoggedOut) => said(lang, &Said::NotLoggedIn),
            Self::Desk(error) => failure(lang, error),
            Self::Usage(what) | Self::Which(what) | Self::File(what) | Self::Demo(what) => said(lang, what),
            Self::Keymap(bad) => bad.lines(lang).join("\n"),
            Self::NothingCame => said(lang, &Said::NothingCame),
            Self::NotTaken(NotTaken::Refused(why)) => refusal(lang, why),
            Self::NotTaken(NotTaken::Conflict(differs)) => said(lang, &Said::Conflict(differs.clone())),
            Self::NotTaken(NotTaken::Blocked) => said(lang, &Said::Blocked),
            Self::NotTaken(NotTaken::Quarantined) => said(lang, &Said::Quarantined),
        }
    }
}

/// A command line that cannot be read; or help, which is none.
pub(super) fn usage(error: &clap::Error, json: bool) -> ExitCode {
    let wrong = error.use_stderr();
    if wrong && json {
        let message = error.to_string();
        let document = serde_json::json!({ "error": { "code": "usage", "message": message.trim_end() } });
        super::out::line(&document.to_string());
    } else {
        // Nobody may be there to read it any more.
        let _ = error.print();
    }
    if wrong { ExitCode::from(2) } else { ExitCode::SUCCESS }
}

//! `serasi letter show | pdf | followed-up`.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, view};
use crate::client::Desk;
use crate::desk::{Command, DeskError, Found, LetterView, Query};
use crate::domain::id::{ContentHash, RecordId};
use crate::i18n::{Said, said};

/// Satu surat: yang masuk, atau yang diterbitkan di sini
#[derive(Args)]
pub struct Letter {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Menampilkan surat dan teks halamannya
    Show(Which),
    /// Mengambil berkas PDF-nya
    Pdf {
        #[command(flatten)]
        which: Which,
        /// Ditulis ke berkas ini; tanpa -o ke keluaran standar
        #[arg(short, long, value_name = "BERKAS")]
        output: Option<PathBuf>,
    },
    /// Menandai surat masuk sebagai sudah ditindaklanjuti
    FollowedUp {
        #[command(flatten)]
        which: Which,
        /// Apa yang dilakukan
        #[arg(long, default_value = "", hide_default_value = true, value_name = "CATATAN")]
        note: String,
    },
}

#[derive(Args)]
struct Which {
    /// Id surat, awal id, nomor agenda, nomor surat, atau nomor antrean
    #[arg(value_name = "ID")]
    id: String,
}

impl Letter {
    /// Shows it, or does something with it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        match &self.verb {
            Verb::Show(which) => {
                let letter = load(&desk, find::letter(&desk, &which.id)?)?;
                out.answer(json!({ "letter": view::letters::view(&letter) }), || {
                    view::letters::lines(out.lang, &letter)
                });
            }
            Verb::Pdf { which, output } => {
                let id = find::letter(&desk, &which.id)?;
                write_pdf(&desk.letter_pdf(id)?, id, output.as_ref(), out)?;
            }
            Verb::FollowedUp { which, note } => follow_up(&desk, out, &which.id, note)?,
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn load(desk: &Desk, id: RecordId) -> Result<LetterView, CliError> {
    match desk.query(Query::Letter(id))? {
        Found::Letter(view) => Ok(*view),
        _ => Err(DeskError::NotHere.into()),
    }
}

fn follow_up(desk: &Desk, out: &Out, what: &str, note: &str) -> Result<(), CliError> {
    let letter = find::letter(desk, what)?;
    let (action, settled) = perform(desk, Command::FollowUp { letter, note: note.trim().to_owned() })?;
    let row = load(desk, letter)?.row;
    out.answer(json!({ "action": action, "is": settled.name(), "letter": view::letters::row(&row) }), || {
        vec![view::letters::cells(out.lang, &row).join("  "), said(out.lang, &settled.said())]
    });
    Ok(())
}

/// Into the named file; without one to standard output, unless a person or a JSON document is there: then
/// into a file with the letter's id for a name.
fn write_pdf(pdf: &[u8], letter: RecordId, output: Option<&PathBuf>, out: &Out) -> Result<(), CliError> {
    if output.is_none() && !out.json && !std::io::stdout().is_terminal() {
        let mut stdout = std::io::stdout().lock();
        return stdout
            .write_all(pdf)
            .and_then(|()| stdout.flush())
            .map_err(|error| CliError::file(std::path::Path::new("-"), &error));
    }
    let file = output.cloned().unwrap_or_else(|| PathBuf::from(format!("surat-{letter}.pdf")));
    std::fs::write(&file, pdf).map_err(|error| CliError::file(&file, &error))?;
    let document = json!({
        "letter": letter,
        "file": file.display().to_string(),
        "bytes": pdf.len(),
        "sha256": ContentHash::of(pdf),
    });
    out.answer(document, || vec![said(out.lang, &Said::Written(file.display().to_string()))]);
    Ok(())
}

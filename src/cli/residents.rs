//! `serasi residents` and `serasi resident show | reveal`.

use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, view};
use crate::client::Desk;
use crate::desk::{Command, DeskError, Found, Query, ResidentView};
use crate::domain::id::RecordId;
use crate::domain::reveal::Purpose;
use crate::i18n::{Said, said};

/// Mencari penduduk dari potongan nama, NIK, KK, atau alamat
#[derive(Args)]
pub struct Residents {
    /// Potongan nama, NIK, KK, atau alamat
    #[arg(value_name = "KATA", required = true)]
    words: Vec<String>,
}

impl Residents {
    /// Lists them; their numbers stay masked.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let rows = find::residents(&global.desk()?, &self.words.join(" "))?;
        out.answer(json!({ "residents": rows.iter().map(view::residents::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::residents::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

/// Seorang penduduk
#[derive(Args)]
pub struct Resident {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Menampilkan kartunya: keluarga, permohonan, yang ganjil; NIK dan KK tersamar
    Show(Which),
    /// Menampilkan NIK dan KK lengkap; tujuannya dicatat
    Reveal {
        #[command(flatten)]
        which: Which,
        /// Untuk apa
        #[arg(long, value_name = "TUJUAN")]
        purpose: For,
        /// Tujuan dalam kata-kata sendiri; perlu untuk lainnya
        #[arg(long, value_name = "TEKS", default_value = "")]
        text: String,
    },
}

#[derive(Args)]
struct Which {
    /// Id, NIK lengkap, atau potongan yang hanya cocok dengan seorang
    #[arg(value_name = "ID")]
    id: String,
}

/// A purpose as it is typed.
#[derive(Clone, Copy, ValueEnum)]
enum For {
    #[value(name = "permohonan", alias = "request")]
    Request,
    #[value(name = "pembetulan", alias = "correction")]
    Correction,
    #[value(name = "yang-bersangkutan", alias = "data-subject")]
    DataSubject,
    #[value(name = "penegak-hukum", alias = "law-enforcement")]
    LawEnforcement,
    #[value(name = "lainnya", alias = "other")]
    Other,
}

impl From<For> for Purpose {
    fn from(purpose: For) -> Self {
        match purpose {
            For::Request => Self::Request,
            For::Correction => Self::Correction,
            For::DataSubject => Self::DataSubject,
            For::LawEnforcement => Self::LawEnforcement,
            For::Other => Self::Other,
        }
    }
}

impl Resident {
    /// Shows the card, or its numbers.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        match &self.verb {
            Verb::Show(which) => {
                let card = card(&desk, find::resident(&desk, &which.id)?)?;
                out.answer(json!({ "resident": view::residents::view(out.lang, &card) }), || {
                    view::residents::lines(out.lang, &card)
                });
            }
            Verb::Reveal { which, purpose, text } => {
                let card = card(&desk, find::resident(&desk, &which.id)?)?;
                let command = Command::Reveal { resident: card.row.id, purpose: (*purpose).into(), text: text.clone() };
                let (action, settled) = perform(&desk, command)?;
                let who = &card.resident;
                let document = json!({
                    "action": action, "is": settled.name(), "resident": who.id, "name": who.name,
                    "nik": who.nik.in_full(), "kk": who.kk.in_full(),
                });
                out.answer(document, || {
                    let numbers = format!("NIK {}  KK {}", who.nik.in_full(), who.kk.in_full());
                    vec![who.name.clone(), numbers, said(out.lang, &settled.said())]
                });
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn card(desk: &Desk, id: RecordId) -> Result<ResidentView, CliError> {
    match desk.query(Query::Resident(id))? {
        Found::Resident(view) => Ok(*view),
        _ => Err(DeskError::NotHere.into()),
    }
}

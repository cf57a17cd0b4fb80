//! `serasi task show | return | resolve`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use secrecy::ExposeSecret;
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, stdin, view};
use crate::desk::{Command, DeskError, Found, Query};
use crate::i18n::{Said, said};
use crate::wire::signatures::Resolution;

/// Satu tugas paraf atau tanda tangan
#[derive(Args)]
pub struct Task {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Menampilkan yang dilihat pemberi paraf dan penanda tangan
    Show {
        /// Id tugas, awal id, atau nomor antrean
        #[arg(value_name = "ID")]
        id: String,
    },
    /// Mengembalikan ke operator, dengan alasan
    Return {
        /// Id tugas, awal id, atau nomor antrean
        #[arg(value_name = "ID")]
        id: String,
        /// Alasan, dalam kata-kata sendiri
        #[arg(long, value_name = "ALASAN")]
        reason: Option<String>,
    },
    /// Membuka surat yang belum pasti: terbukti belum ditandatangani, jadi boleh ditandatangani lagi
    Resolve {
        /// Id tugas, awal id, atau nomor antrean
        #[arg(value_name = "ID")]
        id: String,
        /// Buktinya: apa yang diperiksa, di mana, kapan
        #[arg(long, value_name = "BUKTI")]
        evidence: String,
        /// Orang kedua dari kantor ini: nama, atau awal namanya
        #[arg(long, value_name = "NAMA")]
        second: String,
        /// Membaca kata sandi orang kedua dari masukan standar, satu baris
        #[arg(long)]
        second_password_stdin: bool,
    },
}

impl Task {
    /// Shows it, or sends it back.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        match &self.verb {
            Verb::Show { id } => {
                let row = find::task(&desk, id)?;
                let Found::Task(task) = desk.query(Query::Task(row.id))? else {
                    return Err(DeskError::NotHere.into());
                };
                out.answer(json!({ "task": view::tasks::view(&task) }), || view::tasks::lines(out.lang, &task));
            }
            Verb::Return { id, reason } => {
                let reason = reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty());
                let reason = reason.ok_or(CliError::Usage(Said::ReasonNeeded))?.to_owned();
                let row = find::task(&desk, id)?;
                let (action, settled) = perform(&desk, Command::ReturnTask { task: row.id, reason })?;
                out.answer(json!({ "action": action, "is": settled.name(), "task": view::tasks::row(&row) }), || {
                    vec![view::tasks::cells(out.lang, &row).join("  "), said(out.lang, &settled.said())]
                });
            }
            Verb::Resolve { id, evidence, second, second_password_stdin } => {
                if !second_password_stdin {
                    return Err(CliError::Usage(Said::PasswordOnStdin));
                }
                let row = find::task(&desk, id)?;
                let second = find::colleague(&desk, second)?;
                let resolution = Resolution {
                    signed: None,
                    evidence: evidence.clone(),
                    second: Some(second.person),
                    second_password: Some(stdin::secret()?.expose_secret().to_owned()),
                };
                desk.resolve(row.id, resolution)?;
                out.answer(json!({ "is": "resolved", "task": view::tasks::row(&row) }), || {
                    vec![said(out.lang, &Said::Unlocked { name: row.name.clone() })]
                });
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

//! `serasi task show | return`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, view};
use crate::desk::{Command, DeskError, Found, Query};
use crate::i18n::{Said, said};

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
        }
        Ok(ExitCode::SUCCESS)
    }
}

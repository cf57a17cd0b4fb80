//! `serasi task show`.

use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, find, view};
use crate::desk::{DeskError, Found, Query};

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
}

impl Task {
    /// Shows it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let Verb::Show { id } = &self.verb;
        let desk = global.desk()?;
        let row = find::task(&desk, id)?;
        let Found::Task(task) = desk.query(Query::Task(row.id))? else {
            return Err(DeskError::NotHere.into());
        };
        out.answer(json!({ "task": view::tasks::view(&task) }), || view::tasks::lines(out.lang, &task));
        Ok(ExitCode::SUCCESS)
    }
}

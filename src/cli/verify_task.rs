//! `serasi verify-task`: gives a paraf.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::settle::perform;
use super::{CliError, Global, find, view};
use crate::desk::Command;
use crate::i18n::said;

/// Memberi paraf pada surat yang diminta dari Anda
#[derive(Args)]
pub struct VerifyTask {
    /// Id tugas, awal id, atau nomor antrean
    #[arg(value_name = "ID")]
    id: String,
}

impl VerifyTask {
    /// Gives it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let row = find::task(&desk, &self.id)?;
        let (action, settled) = perform(&desk, Command::Verify { task: row.id })?;
        out.answer(json!({ "action": action, "is": settled.name(), "task": view::tasks::row(&row) }), || {
            vec![view::tasks::cells(out.lang, &row).join("  "), said(out.lang, &settled.said())]
        });
        Ok(ExitCode::SUCCESS)
    }
}

//! `serasi log`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, view};
use crate::desk::{DeskError, Found, Query};
use crate::i18n::{Said, said};

/// Catatan kantor: siapa melihat NIK siapa dan untuk apa, yang terbaru lebih dulu; hanya untuk admin kantor
#[derive(Args)]
pub struct Log {}

impl Log {
    /// Lists it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let Found::Log(rows) = global.desk()?.query(Query::Log)? else { return Err(DeskError::NotHere.into()) };
        out.answer(json!({ "log": rows.iter().map(view::log::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::log::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

//! `serasi letters`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, find, view};
use crate::i18n::{Said, said};

/// Surat masuk dari kantor lain, yang terbaru lebih dulu
#[derive(Args)]
pub struct Letters {
    /// Hanya yang belum ditindaklanjuti
    #[arg(long)]
    open: bool,
}

impl Letters {
    /// Lists them.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let mut rows = find::letters(&global.desk()?)?;
        rows.retain(|row| !(self.open && row.followed_up));
        out.answer(json!({ "letters": rows.iter().map(view::letters::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::letters::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

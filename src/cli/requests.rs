//! `serasi requests`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, find, view};
use crate::desk::RequestFilter;
use crate::i18n::{Said, said};

/// Permohonan surat yang menunggu operator
#[derive(Args)]
pub struct Requests {
    /// Semua permohonan, yang terbaru lebih dulu
    #[arg(long)]
    all: bool,
}

impl Requests {
    /// Lists them.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let filter = if self.all { RequestFilter::All } else { RequestFilter::Queue };
        let rows = find::requests(&global.desk()?, filter)?;
        out.answer(json!({ "requests": rows.iter().map(view::requests::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::requests::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

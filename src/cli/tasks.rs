//! `serasi tasks`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, find, view};
use crate::i18n::{Said, said};

/// Paraf dan tanda tangan yang diminta dari Anda
#[derive(Args)]
pub struct Tasks {}

impl Tasks {
    /// Lists them.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let rows = find::tasks(&global.desk()?)?;
        out.answer(json!({ "tasks": rows.iter().map(view::tasks::row).collect::<Vec<_>>() }), || {
            if rows.is_empty() {
                return vec![said(out.lang, &Said::Nothing)];
            }
            view::columns(&rows.iter().map(|row| view::tasks::cells(out.lang, row)).collect::<Vec<_>>())
        });
        Ok(ExitCode::SUCCESS)
    }
}

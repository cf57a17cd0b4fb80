//! `serasi home`.

use std::process::ExitCode;

use clap::Args;

use super::out::Out;
use super::{CliError, Global, view};
use crate::desk::{DeskError, Found, Query};

/// Beranda: apa yang menunggu Anda, apa yang berjadwal hari ini, lama pelayanan
#[derive(Args)]
pub struct Home {}

impl Home {
    /// Shows it, without asking the server.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let Found::Home(home) = global.desk()?.query(Query::Home)? else {
            return Err(DeskError::NotHere.into());
        };
        out.answer(view::home::document(&home), || view::home::lines(out.lang, &home));
        Ok(ExitCode::SUCCESS)
    }
}

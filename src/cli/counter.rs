//! `serasi counter`: the letter before the queue numbers of this machine.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global};
use crate::domain::queue_number::read_letter;
use crate::i18n::{Said, said};

/// Huruf loket komputer ini, yang mendahului nomor antrean; tiap komputer satu huruf
#[derive(Args)]
pub struct Counter {
    /// Huruf baru, A sampai Z
    #[arg(long, value_name = "HURUF")]
    letter: Option<String>,
}

impl Counter {
    /// Says or changes it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        if let Some(letter) = &self.letter {
            let letter = read_letter(letter).ok_or_else(|| CliError::Usage(Said::NotALetter(letter.clone())))?;
            desk.set_counter_letter(letter)?;
        }
        let letter = desk.counter_letter()?;
        out.answer(json!({ "letter": letter }), || vec![said(out.lang, &Said::CounterLetter(letter))]);
        Ok(ExitCode::SUCCESS)
    }
}

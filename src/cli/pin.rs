//! `serasi pin`: the quick way in on this machine.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, stdin};
use crate::i18n::{Said, said};

/// Memasang PIN untuk masuk cepat di komputer ini, dibaca dari masukan standar
#[derive(Args)]
pub struct Pin {
    /// Menghapus PIN: hanya kata sandi yang membuka
    #[arg(long)]
    forget: bool,
}

impl Pin {
    /// Sets or forgets it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let desk = global.desk()?;
        let told = if self.forget {
            desk.forget_pin()?;
            Said::PinForgotten
        } else {
            desk.set_pin(&stdin::secret()?)?;
            Said::PinSet
        };
        out.answer(json!({ "pin": !self.forget }), || vec![said(out.lang, &told)]);
        Ok(ExitCode::SUCCESS)
    }
}

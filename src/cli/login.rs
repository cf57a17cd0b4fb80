//! `serasi login`: makes a profile of a person on a server.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::out::Out;
use super::{CliError, Global, status, stdin, view};
use crate::i18n::{Said, said};

/// How long the first sync may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Masuk ke server; sesudahnya perintah lain bekerja sebagai orang ini
#[derive(Args)]
pub struct Login {
    /// Alamat server, misalnya https://serasi.semarangkab.go.id
    #[arg(value_name = "URL")]
    url: String,

    /// Membaca kata sandi dari masukan standar, satu baris
    #[arg(long)]
    password_stdin: bool,
}

impl Login {
    /// Logs in and reads what is there.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let user = global.user.as_deref().ok_or(CliError::Usage(Said::UserNeeded))?;
        if !self.password_stdin {
            return Err(CliError::Usage(Said::PasswordOnStdin));
        }
        let desk = global.client()?.login(&self.url, user, &stdin::secret()?)?;
        let synced = desk.sync_now(PATIENCE)?;
        let who = status::who(&desk)?;
        out.answer(json!({ "who": view::sync::who(&who), "status": view::sync::status(&synced) }), || {
            let position = format!("{}, {}", who.position, who.office_name);
            vec![said(out.lang, &Said::LoggedIn { name: who.name.clone(), position })]
        });
        Ok(ExitCode::SUCCESS)
    }
}

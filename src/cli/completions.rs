//! `serasi completions`: what a shell needs to complete verbs and flags with Tab.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, Command};
use clap_complete::Shell;

use super::CliError;

/// Mencetak pelengkap Tab untuk sebuah shell, misalnya: serasi completions bash
#[derive(Args)]
pub struct Completions {
    /// bash, zsh, fish, elvish, atau powershell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Prints it.
    pub fn run(&self, mut command: Command) -> Result<ExitCode, CliError> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "serasi", &mut script);
        // Nobody may be there to read it any more.
        let _ = std::io::stdout().lock().write_all(&script);
        Ok(ExitCode::SUCCESS)
    }
}

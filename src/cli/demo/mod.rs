//! `serasi demo`: the desk against a server of its own, with a village that was made up.
//!
//! The home holds the desk's profiles and, in `demo/`, the server: its data, its address, its log and four
//! lock files. Whoever shows the demo holds `lock` shared; the server waits for it alone and ends when it gets
//! it, however the demos died. `starting` is held by who looks for a server or starts one, `serving` by the
//! server for all its life, `making` by the server until it has told its starter where it is. A server whose
//! starter is gone by then ends, so that the next demo, which waits for `making`, starts its own.

#[cfg(feature = "server")]
mod home;
#[cfg(feature = "server")]
mod serve;
#[cfg(feature = "server")]
mod show;
#[cfg(feature = "server")]
mod start;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::out::Out;
use super::{CliError, Global};

/// Contoh Desa Banyubiru dengan server sendiri; tidak menyentuh data lain
#[derive(Args)]
pub struct Demo {
    /// Mengosongkan contoh dan membuatnya lagi
    #[arg(long)]
    reset: bool,

    /// Benih: dari benih dan hari yang sama, nama dan surat yang sama [semula: 1]
    #[arg(long, value_name = "ANGKA")]
    seed: Option<u64>,

    /// Langsung masuk sebagai akun ini
    #[arg(long = "as", value_name = "NAMA")]
    user: Option<String>,

    /// Tanpa layar: mencetak satu baris JSON, lalu melayani sampai dihentikan
    #[arg(long)]
    headless: bool,

    /// Program yang menjadi server contoh
    #[arg(long, hide = true, value_name = "BERKAS")]
    server_program: Option<PathBuf>,
}

/// Server contoh: dijalankan oleh serasi demo
#[derive(Args)]
pub struct DemoServer {
    /// Benih
    #[arg(long)]
    seed: u64,
}

#[cfg(feature = "server")]
impl Demo {
    /// Joins the running demo or starts one, and shows it.
    pub fn run(&self, global: &Global, out: &Out) -> Result<ExitCode, CliError> {
        let home = home::DemoHome::open(global.home.as_deref())?;
        let program = match &self.server_program {
            Some(program) => program.clone(),
            None => std::env::current_exe().map_err(|error| CliError::file(std::path::Path::new("serasi"), &error))?,
        };
        let running = start::join_or_start(home, &start::Wish { reset: self.reset, seed: self.seed, program }, out)?;
        if self.headless {
            show::headless(&running, out)
        } else {
            show::desk(&running, self.user.as_deref(), global, out)
        }
    }
}

#[cfg(feature = "server")]
impl DemoServer {
    /// Serves until no demo is there any more.
    pub fn run(&self, global: &Global) -> Result<ExitCode, CliError> {
        serve::run(&home::DemoHome::open(global.home.as_deref())?, self.seed)
    }
}

#[cfg(not(feature = "server"))]
impl Demo {
    /// There is no server in this program.
    pub fn run(&self, _global: &Global, _out: &Out) -> Result<ExitCode, CliError> {
        Err(CliError::Usage(crate::i18n::Said::NoServerHere))
    }
}

#[cfg(not(feature = "server"))]
impl DemoServer {
    /// There is no server in this program.
    pub fn run(&self, _global: &Global) -> Result<ExitCode, CliError> {
        Err(CliError::Usage(crate::i18n::Said::NoServerHere))
    }
}

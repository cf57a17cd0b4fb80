//! `serasi`: the operator's desk and its verbs.

use std::process::ExitCode;

fn main() -> ExitCode {
    serasi::cli::main(std::env::args_os())
}

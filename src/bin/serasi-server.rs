//! The central server: parses arguments, runs one verb, ends with its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    serasi::server::admin::main()
}

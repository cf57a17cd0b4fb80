//! Runs the poppler tools, which are not ours and read our files like any reader.

use std::path::Path;
use std::process::Command;

/// Runs a tool on a PDF and gives what it prints. `None`, with a line that says
/// so, where the tool is missing; a panic instead when everything is required.
pub fn run(tool: &str, before: &[&str], pdf: &[u8], after: &[&str]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("letter.pdf");
    std::fs::write(&path, pdf).unwrap();
    run_on(tool, before, &path, after)
}

fn run_on(tool: &str, before: &[&str], pdf: &Path, after: &[&str]) -> Option<String> {
    let output = Command::new(tool).args(before).arg(pdf).args(after).output();
    match output {
        Ok(output) => {
            let text = [output.stdout, output.stderr].concat();
            Some(String::from_utf8_lossy(&text).into_owned())
        }
        Err(error) if std::env::var_os("SERASI_TEST_REQUIRE_ALL").is_some() => {
            panic!("{tool} is required: {error}")
        }
        Err(error) => {
            println!("skipped: {tool} cannot be run ({error})");
            None
        }
    }
}

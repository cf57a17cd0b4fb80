//! Letters as PDF files, held against what other programs make of them.

use serasi::server::typeset::{Job, Stage, job, letters};

mod pages;
mod pool;
pub mod poppler;
#[path = "../../src/server/typeset/sample.rs"]
mod sample;
mod sandbox;
mod signatures;

/// A letter of the embedded template with that many rows.
fn letter(policy: &str, rows: usize, stage: Stage) -> Job {
    Job {
        snapshot: sample::snapshot(policy, rows),
        template: letters::template("surat-pengantar").unwrap().to_owned(),
        stage,
    }
}

//! Letters as PDF files, held against what other programs make of them.

use serasi::config::template::{self, Template};
use serasi::server::typeset::{Job, Stage, job};

mod kinds;
mod pages;
mod pool;
pub mod poppler;
#[path = "../../src/server/typeset/sample.rs"]
mod sample;
mod sandbox;
mod signatures;

fn shipped(name: &str) -> String {
    template::shipped().find(|(shipped, _)| *shipped == name).unwrap().1.to_owned()
}

/// A template with this source and everything else as it ships.
fn source(letter: &str) -> String {
    Template::with(letter).write()
}

/// A letter of the embedded template with that many rows.
fn letter(policy: &str, rows: usize, stage: Stage) -> Job {
    Job { snapshot: sample::snapshot(policy, rows), template: shipped("surat-pengantar.typ"), stage }
}

//! Letters as PDF files, held against what other programs make of them.

use serasi::server::typeset::{job, letters};

mod pages;
mod pool;
mod poppler;
#[path = "../../src/server/typeset/sample.rs"]
mod sample;
mod sandbox;
mod signatures;

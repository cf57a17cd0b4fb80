//! The integration tests, in one binary.

// Helpers of tests are not inside #[test] functions, where clippy.toml allows these.
#![allow(clippy::unwrap_used, clippy::panic)]

mod api;
mod architecture;
mod cli;
mod domain;
mod journeys;
mod pty;
mod signing;
mod sync;
mod typeset;

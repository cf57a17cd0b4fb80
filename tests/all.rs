//! The integration tests, in one binary.

// Helpers of tests are not inside #[test] functions, where clippy.toml allows these; and a test of a real
// program waits by the real clock.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

mod api;
mod architecture;
mod cli;
mod domain;
mod finding;
mod journeys;
mod pty;
mod signing;
mod sync;
mod typeset;

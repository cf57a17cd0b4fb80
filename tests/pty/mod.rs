//! The desk on a real pseudo-terminal: what starts, ends and is restored there.
//!
//! The child is this very test binary, told to be a desk of plain data (`child`); so the loop, the reader, the
//! signals and the terminal are the real ones.

mod child;
mod demo;
mod documented;
mod idle;
mod jobs;
mod leaving;
mod lines;
mod looks;
mod multiplexers;
mod plain;
mod resting;
mod ssh;
mod support;

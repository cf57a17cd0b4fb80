//! The desk's store and sync against the real server, in process: what is queued is never lost, never applied
//! twice, and both sides end up the same.

mod archive;
mod counter;
mod durable;
mod exhaustive;
mod facade;
mod histories;
mod line;
mod overlay;
pub mod replica;
mod rest;
mod reveals;
mod taking_back;
mod tampered;
mod together;
mod walkin;
mod ways;
mod ways_killed;

//! The verbs and the demo: the real program, by script.

mod beranda;
mod demos;
mod doctor;
mod exits;
mod finding;
mod job;
mod keys;
mod offline;
pub mod run;
mod sides;
mod together;
mod undo;

//! The verbs and the demo: the real program, by script.

mod beranda;
mod demos;
mod exits;
mod job;
mod offline;
mod run;
mod together;

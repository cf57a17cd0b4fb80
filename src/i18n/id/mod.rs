//! Indonesian.

mod doctor;
mod failures;
mod keymap;
mod said;
mod sentences;
mod words;

pub use doctor::finding;
pub use failures::{failure, outcome, problem, refusal};
pub use keymap::key_fault;
pub use said::said;
pub use sentences::sentence;
pub use words::word;

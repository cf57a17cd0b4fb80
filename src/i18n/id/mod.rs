//! Indonesian.

mod failures;
mod sentences;
mod words;

pub use failures::{failure, outcome, problem, refusal};
pub use sentences::sentence;
pub use words::word;

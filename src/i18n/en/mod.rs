//! English.

mod failures;
mod said;
mod sentences;
mod words;

pub use failures::{failure, outcome, problem, refusal};
pub use said::said;
pub use sentences::sentence;
pub use words::word;

//! Drafts are typeset as soon as a letter's content is frozen: their text is what approvers read.
//!
//! One worker thread follows the offices' streams like any reader and typesets, never inside a transaction,
//! what has no page yet. A letter that cannot be typeset goes back to its operator with the reason.

mod bell;
pub mod preview;
mod reason;
mod work;
mod worker;

pub use bell::Bell;
pub use work::{Drafts, RenderError, template};
pub use worker::Worker;

//! Typesetting: a frozen snapshot and a template in, a PDF and the text of its pages out.
//!
//! The work is done by a worker process of the same executable ([`worker`]),
//! started when needed and kept warm by a [`Typesetter`]. The worker holds no
//! state and reaches nothing but what a [`Job`] hands it (`world`): the same
//! job always gives the same bytes. [`compare()`] holds the page text of the
//! final letter against the draft that was approved.

pub mod compare;
mod engine;
mod error;
mod frame;
pub mod job;
mod page_text;
pub mod pool;
mod qr;
mod shown;
pub mod worker;
mod world;

pub use compare::{Difference, compare};
pub use error::TypesetError;
pub use job::{Area, Final, Job, Signer, Stage, Typeset};
pub use pool::Typesetter;
pub use worker::run_worker;

#[cfg(test)]
pub(crate) mod sample;

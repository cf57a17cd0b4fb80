//! The demo's data: from one seed and one day the same offices, people, requests and letters.
//!
//! Reference data and what is over are imported in one transaction (`past`); the last three days happen
//! through real actions of the real people (`history`, `fill`). Names, numbers and texts are invented;
//! offices, places and what people come for are real.

mod cases;
mod dice;
mod families;
mod fill;
mod history;
mod inbox;
mod make;
mod names;
mod officials;
mod past;
mod people;
mod post;
mod press;
mod purposes;
mod residents;
mod village;
mod work;
mod world;

pub use crate::config::regions::{BANYUBIRU, KEBONDOWO, id_of};
pub use fill::{Demo, Ground, fill};
pub use make::{make, setting};
pub use officials::{Account, accounts, person};

use crate::config::letters::BadLetterType;
use crate::config::regions::BadTable;
use crate::server::core::CoreError;
use crate::server::store::StoreError;

/// Why a demo could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// A list that ships cannot be read.
    #[error(transparent)]
    Table(#[from] BadTable),
    /// A letter type that ships cannot be read.
    #[error(transparent)]
    LetterType(#[from] BadLetterType),
    /// Something that was made up does not fit together.
    #[error("case {queue}: {why}")]
    Case {
        /// Which.
        queue: String,
        /// What is wrong.
        why: String,
    },
    /// The rules did not take what was made up.
    #[error("{kind} was not taken: {why}")]
    Rules {
        /// The kind of action.
        kind: &'static str,
        /// The verdict.
        why: String,
    },
    /// A letter could not be typeset.
    #[error("typesetting: {0}")]
    Typeset(String),
    /// A letter could not be signed.
    #[error("signing: {0}")]
    Sign(String),
    /// A file could not be kept.
    #[error("files: {0}")]
    File(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The core.
    #[error(transparent)]
    Core(#[from] CoreError),
}

//! Keeps a profile and its server in step.
//!
//! [`machine`] decides what to do next and is pure: `(state, event) → (state, commands)`. `driver` carries
//! its commands out: [`push`] sends the outbox, [`pull`] reads the feed and [`page`] takes what it says, `files`
//! fetches what is wanted.
//! Push and pull never wait for each other. Between two long polls nothing ticks.

mod driver;
pub mod event;
mod files;
mod identity;
mod lane;
pub mod machine;
pub mod page;
pub mod pull;
pub mod push;
mod status;

pub use driver::{Driver, Exchange, Poke};
pub use status::Line;

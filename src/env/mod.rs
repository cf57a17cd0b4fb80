//! Clock, ids and randomness: the only door to them, so that a history can be replayed and a kill point set.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

/// What the world gives to `client::sync` and `server::core`.
pub trait Env: Send + Sync {
    /// Wall clock, UTC.
    fn now(&self) -> Timestamp;

    /// Time since some fixed point; never goes back.
    fn monotonic(&self) -> Duration;

    /// A new UUIDv7.
    fn new_id(&self) -> Uuid;

    /// 128 random bits, for tokens and jitter.
    fn random(&self) -> u128;

    /// A durable step was reached. A no-op in the binaries; in tests the point where the process dies.
    fn reached(&self, _step: &'static str) {}
}

/// Shared by all threads.
pub type SharedEnv = Arc<dyn Env>;

#[cfg(any(feature = "client", feature = "server"))]
mod system {
    use super::{Duration, Env, Timestamp, Uuid};
    use std::time::Instant;

    /// The machine's own clock and randomness.
    pub struct System {
        start: Instant,
    }

    impl System {
        /// The real world.
        #[allow(clippy::disallowed_methods)] // this is the door
        pub fn new() -> Self {
            Self { start: Instant::now() }
        }
    }

    impl Default for System {
        fn default() -> Self {
            Self::new()
        }
    }

    #[allow(clippy::disallowed_methods)] // this is the door
    impl Env for System {
        fn now(&self) -> Timestamp {
            Timestamp::now()
        }

        fn monotonic(&self) -> Duration {
            self.start.elapsed()
        }

        fn new_id(&self) -> Uuid {
            Uuid::now_v7()
        }

        fn random(&self) -> u128 {
            rand::random()
        }
    }
}

#[cfg(any(feature = "client", feature = "server"))]
pub use system::System;

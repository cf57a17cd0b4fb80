//! A clock that is set and chance that is repeated: the days before the demo pass as they are told.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use uuid::Uuid;

use super::dice::Dice;
use crate::env::Env;

/// The world while the demo is made up.
pub(super) struct World(Mutex<State>);

struct State {
    now: Timestamp,
    dice: Dice,
}

impl World {
    pub fn new(seed: u64, now: Timestamp) -> Self {
        Self(Mutex::new(State { now, dice: Dice::of(seed, "world") }))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Time passes; it never goes back.
    pub fn pass_to(&self, at: Timestamp) {
        let mut state = self.state();
        state.now = state.now.max(at);
    }
}

impl Env for World {
    fn now(&self) -> Timestamp {
        self.state().now
    }

    fn monotonic(&self) -> Duration {
        Duration::ZERO
    }

    fn new_id(&self) -> Uuid {
        let mut state = self.state();
        let now = state.now;
        state.dice.id_of(now)
    }

    fn random(&self) -> u128 {
        self.state().dice.bits()
    }
}

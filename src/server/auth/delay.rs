//! Wrong passwords make the next try wait, a name at a time, whether the name exists or not.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// So many typing mistakes cost nothing.
const FREE: u32 = 3;
const LONGEST: Duration = Duration::from_secs(60);
/// Names kept; beyond it the ones that may try again are forgotten.
const MOST_NAMES: usize = 10_000;

#[derive(Clone, Copy)]
struct Wrong {
    times: u32,
    until: Duration,
}

#[derive(Default)]
pub(super) struct Delays(Mutex<HashMap<String, Wrong>>);

impl Delays {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Wrong>> {
        // A map of counters is whole whatever its holder was doing.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Says how long to wait still.
    pub(super) fn may_try(&self, name: &str, now: Duration) -> Result<(), Duration> {
        match self.lock().get(name) {
            Some(wrong) if wrong.until > now => Err(wrong.until - now),
            _ => Ok(()),
        }
    }

    pub(super) fn wrong(&self, name: &str, now: Duration) {
        let mut names = self.lock();
        if names.len() >= MOST_NAMES {
            names.retain(|_, wrong| wrong.until > now);
        }
        let wrong = names.entry(name.to_owned()).or_insert(Wrong { times: 0, until: now });
        wrong.times = wrong.times.saturating_add(1);
        if wrong.times > FREE {
            let doubled = Duration::from_secs(1 << (wrong.times - FREE).min(6));
            wrong.until = now + doubled.min(LONGEST);
        }
    }

    pub(super) fn right(&self, name: &str) {
        self.lock().remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fourth_wrong_password_makes_the_next_try_wait_twice_as_long_each_time() {
        let delays = Delays::default();
        let now = Duration::from_secs(100);
        for _ in 0..3 {
            delays.wrong("ani", now);
            assert_eq!(delays.may_try("ani", now), Ok(()));
        }
        delays.wrong("ani", now);
        assert_eq!(delays.may_try("ani", now), Err(Duration::from_secs(2)));
        assert_eq!(delays.may_try("budi", now), Ok(()));
        delays.wrong("ani", now);
        assert_eq!(delays.may_try("ani", now), Err(Duration::from_secs(4)));
        for _ in 0..50 {
            delays.wrong("ani", now);
        }
        assert_eq!(delays.may_try("ani", now), Err(LONGEST));
        delays.right("ani");
        assert_eq!(delays.may_try("ani", now), Ok(()));
    }
}

//! Wrong passphrases: after three within five minutes a person waits five minutes.
//!
//! The signing service may lock a certificate for good, and nobody should be able to guess through us.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::domain::id::PersonId;

/// As many wrong ones as are let through.
const MOST: usize = 3;
/// How long they count, and how long a person waits after the last of them.
const WINDOW: Duration = Duration::from_secs(5 * 60);

/// When each person was wrong, by the process's own clock.
#[derive(Default)]
pub struct WrongPassphrases {
    when: Mutex<HashMap<PersonId, Vec<Duration>>>,
}

impl WrongPassphrases {
    /// Whether this person must wait.
    pub fn must_wait(&self, person: PersonId, now: Duration) -> bool {
        let mut all = self.when.lock().unwrap_or_else(PoisonError::into_inner);
        // Here, not when they are noted: so the table empties itself.
        all.retain(|_, when| when.last().is_some_and(|last| now.saturating_sub(*last) < WINDOW));
        all.get(&person).is_some_and(|when| when.len() >= MOST)
    }

    /// This person was wrong once more.
    pub fn wrong(&self, person: PersonId, now: Duration) {
        let mut all = self.when.lock().unwrap_or_else(PoisonError::into_inner);
        let when = all.entry(person).or_default();
        when.retain(|one| now.saturating_sub(*one) < WINDOW);
        when.push(now);
    }

    /// This person was right.
    pub fn right(&self, person: PersonId) {
        self.when.lock().unwrap_or_else(PoisonError::into_inner).remove(&person);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_third_wrong_one_makes_a_person_wait_five_minutes_and_nobody_else() {
        let (wrong, ani, joko) =
            (WrongPassphrases::default(), PersonId(uuid::Uuid::nil()), PersonId(uuid::Uuid::max()));
        let minute = |n: u64| Duration::from_secs(60 * n);
        wrong.wrong(ani, minute(1));
        wrong.wrong(ani, minute(2));
        assert!(!wrong.must_wait(ani, minute(2)));
        wrong.wrong(ani, minute(3));
        assert!(wrong.must_wait(ani, minute(7)));
        assert!(!wrong.must_wait(joko, minute(7)));
        assert!(!wrong.must_wait(ani, minute(8)));
    }

    #[test]
    fn wrong_ones_long_ago_and_before_a_right_one_do_not_count() {
        let (wrong, ani) = (WrongPassphrases::default(), PersonId(uuid::Uuid::nil()));
        let minute = |n: u64| Duration::from_secs(60 * n);
        for at in [0, 4, 8, 12] {
            wrong.wrong(ani, minute(at));
            assert!(!wrong.must_wait(ani, minute(at)));
        }
        wrong.right(ani);
        wrong.wrong(ani, minute(12));
        wrong.wrong(ani, minute(12));
        assert!(!wrong.must_wait(ani, minute(12)));
    }
}

//! Marked records, by id, each with why the last action on it was not done.

use uuid::Uuid;

use super::deed::Deed;
use crate::desk::Command;

/// The marks of one list, in the order in which they were made. They belong to the person at the desk and end with
/// their turn.
#[derive(Debug, Default)]
pub struct Marks {
    marked: Vec<(Uuid, Option<String>)>,
}

impl Marks {
    /// Marks a record, or takes its mark away.
    pub fn toggle(&mut self, key: Uuid) {
        if self.has(key) {
            self.remove(key);
        } else {
            self.add(key);
        }
    }

    fn remove(&mut self, key: Uuid) {
        self.marked.retain(|(marked, _)| *marked != key);
    }

    /// Marks a record.
    pub fn add(&mut self, key: Uuid) {
        if !self.has(key) {
            self.marked.push((key, None));
        }
    }

    /// Marks all of these. False when there are none.
    pub fn add_all(&mut self, keys: impl Iterator<Item = Uuid>) -> bool {
        let mut any = false;
        for key in keys {
            self.add(key);
            any = true;
        }
        any
    }

    /// Whether a record is marked.
    pub fn has(&self, key: Uuid) -> bool {
        self.marked.iter().any(|(marked, _)| *marked == key)
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.marked.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// An action on a record was done, or not, and why: then it stays marked.
    pub fn settled(&mut self, key: Uuid, why: Option<String>) {
        if why.is_none() {
            return self.remove(key);
        }
        self.add(key);
        self.marked.iter_mut().filter(|(marked, _)| *marked == key).for_each(|one| one.1.clone_from(&why));
    }

    /// Why the last action on a record was not done.
    pub fn why(&self, key: Uuid) -> Option<&str> {
        self.marked.iter().find(|(marked, _)| *marked == key)?.1.as_deref()
    }

    /// Only what is listed stays marked.
    pub fn keep(&mut self, listed: impl Fn(Uuid) -> bool) {
        self.marked.retain(|(key, _)| listed(*key));
    }

    /// What is marked, in the order in which it was.
    pub fn keys(&self) -> impl Iterator<Item = Uuid> {
        self.marked.iter().map(|(key, _)| *key)
    }

    /// Takes all marks away.
    pub fn clear(&mut self) {
        self.marked.clear();
    }
}

/// One of many: a record, the version that was on the screen, and what happens to it.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// Which record.
    pub key: Uuid,
    /// At which version.
    pub version: u64,
    /// What happens to it.
    pub command: Command,
}

/// The same done to many records, each an action of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Many {
    /// What.
    pub deed: Deed,
    /// To what.
    pub each: Vec<One>,
    /// So many are marked and were not read to their last line: nothing is done to them.
    pub unread: usize,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_taken_away_by_success_and_keeps_the_reason_of_a_failure() {
        let (a, b) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let mut marks = Marks::default();
        marks.toggle(a);
        marks.add(b);
        marks.settled(a, None);
        marks.settled(b, Some("KK kurang".into()));
        assert_eq!((marks.has(a), marks.why(b), marks.len()), (false, Some("KK kurang"), 1));
        marks.add(b);
        assert_eq!(marks.why(b), Some("KK kurang"), "marking again keeps what is known");
        marks.keep(|key| key != b);
        assert!(marks.is_empty());
    }
}

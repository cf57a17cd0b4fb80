//! Marked records, by id, each with why the last action on it was not done.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::deed::Deed;
use crate::desk::Command;

/// The marks of one list. They belong to the person at the desk and end with their turn.
#[derive(Debug, Default)]
pub struct Marks {
    marked: BTreeMap<Uuid, Option<String>>,
}

impl Marks {
    /// Marks a record, or takes its mark away.
    pub fn toggle(&mut self, key: Uuid) {
        if self.marked.remove(&key).is_none() {
            self.marked.insert(key, None);
        }
    }

    /// Marks a record.
    pub fn add(&mut self, key: Uuid) {
        self.marked.entry(key).or_default();
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
        self.marked.contains_key(&key)
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
        match why {
            None => drop(self.marked.remove(&key)),
            Some(why) => drop(self.marked.insert(key, Some(why))),
        }
    }

    /// Why the last action on a record was not done.
    pub fn why(&self, key: Uuid) -> Option<&str> {
        self.marked.get(&key)?.as_deref()
    }

    /// Only what is listed stays marked.
    pub fn keep(&mut self, listed: impl Fn(Uuid) -> bool) {
        self.marked.retain(|key, _| listed(*key));
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

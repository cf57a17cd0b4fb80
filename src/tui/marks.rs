//! Marked records, by id, and why the last action on a record was not done.

use std::collections::BTreeMap;

use uuid::Uuid;

use super::command::CommandId;
use super::context::Ctx;
use super::deed::Deed;
use super::split::{MarkedAs, Row, Split};
use crate::desk::Command;
use crate::i18n::Word;

/// The marks of one list. They belong to the person at the desk and end with their turn.
#[derive(Debug, Default)]
pub struct Marks {
    /// With what each row was marked as.
    marked: BTreeMap<Uuid, Option<MarkedAs>>,
    whys: BTreeMap<Uuid, String>,
}

impl Marks {
    /// Marks the row under the cursor, or takes its mark away, and goes on to the next.
    pub fn toggle<R: Row>(&mut self, split: &mut Split<R>, ctx: &mut Ctx<'_>) {
        if let Some(row) = split.current() {
            self.turn(row);
            split.moved(CommandId::Down, ctx);
        }
    }

    fn turn<R: Row>(&mut self, row: &R) {
        if self.marked.remove(&row.key()).is_some() {
            self.whys.remove(&row.key());
        } else {
            self.add(row);
        }
    }

    /// What is marked anew begins without the reason of before.
    fn add<R: Row>(&mut self, row: &R) {
        if self.marked.insert(row.key(), row.marked_as()).is_none() {
            self.whys.remove(&row.key());
        }
    }

    /// Marks what is shown and routine: how many that are.
    pub fn add_routine<R: Row>(&mut self, split: &Split<R>, routine: impl Fn(&R) -> bool, ctx: &mut Ctx<'_>) -> usize {
        let found: Vec<&R> = split.visible().into_iter().filter(|row| routine(row)).collect();
        if found.is_empty() {
            ctx.warn(Word::NothingRoutine);
        }
        found.iter().for_each(|row| self.add(*row));
        found.len()
    }

    /// Whether a record is marked.
    pub fn has(&self, key: Uuid) -> bool {
        self.marked.contains_key(&key)
    }

    /// The rows that are marked, in the order of their list.
    pub fn rows<'a, R: Row>(&self, split: &'a Split<R>) -> impl Iterator<Item = &'a R> {
        split.rows().iter().filter(|row| self.has(row.key()))
    }

    /// How many are.
    pub fn len(&self) -> usize {
        self.marked.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.marked.is_empty()
    }

    /// An action on a record was done, or not, and why: then it stays as it is marked.
    pub fn settled(&mut self, key: Uuid, why: Option<String>) {
        match why {
            None => {
                self.marked.remove(&key);
                self.whys.remove(&key);
            }
            Some(why) => drop(self.whys.insert(key, why)),
        }
    }

    /// Why the last action on a record was not done.
    pub fn why(&self, key: Uuid) -> Option<&str> {
        self.whys.get(&key).map(String::as_str)
    }

    /// Only what is listed, and is what was marked, stays marked.
    pub fn keep<R: Row>(&mut self, listed: &[R]) {
        let listed: BTreeMap<Uuid, Option<MarkedAs>> = listed.iter().map(|row| (row.key(), row.marked_as())).collect();
        self.marked.retain(|key, marked_as| listed.get(key) == Some(marked_as));
        self.whys.retain(|key, _| listed.contains_key(key));
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
    use crate::domain::id::ContentHash;

    #[derive(Clone, Copy, PartialEq)]
    struct Line(Uuid, &'static [u8]);

    impl Row for Line {
        fn key(&self) -> Uuid {
            self.0
        }

        fn words(&self) -> String {
            String::new()
        }

        fn marked_as(&self) -> Option<MarkedAs> {
            Some((ContentHash::of(self.1), false))
        }
    }

    #[test]
    fn a_mark_is_taken_away_by_success_and_keeps_the_reason_of_a_failure() {
        let (a, b) = (Line(Uuid::from_u128(1), b"a"), Line(Uuid::from_u128(2), b"b"));
        let mut marks = Marks::default();
        marks.turn(&a);
        marks.add(&b);
        marks.settled(a.0, None);
        marks.settled(b.0, Some("KK kurang".into()));
        assert_eq!((marks.has(a.0), marks.why(b.0), marks.len()), (false, Some("KK kurang"), 1));
        marks.add(&b);
        assert_eq!(marks.why(b.0), Some("KK kurang"), "marking again keeps what is known");
        marks.keep(&[a]);
        assert!(marks.is_empty() && marks.why(b.0).is_none());
    }

    #[test]
    fn other_content_is_not_marked_and_says_why_nothing_was_done_until_it_is_marked_anew() {
        let (read, other) = (Line(Uuid::from_u128(1), b"read"), Line(Uuid::from_u128(1), b"other"));
        let mut marks = Marks::default();
        marks.turn(&read);
        marks.keep(&[other]);
        marks.settled(read.0, Some("berubah".into()));
        marks.keep(&[other]);
        assert_eq!((marks.has(read.0), marks.why(read.0)), (false, Some("berubah")));
        marks.turn(&other);
        assert_eq!((marks.has(read.0), marks.why(read.0)), (true, None));
    }
}

//! Chance that can be repeated: the same seed and topic give the same throws on every machine.
//!
//! Each topic has dice of its own, so that a new name in one table changes nothing elsewhere.

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use uuid::Uuid;

use crate::domain::id::ContentHash;

/// The dice of one topic.
pub(super) struct Dice(ChaCha8Rng);

impl Dice {
    /// The dice of a topic under a seed.
    pub(super) fn of(seed: u64, topic: &str) -> Self {
        Self(ChaCha8Rng::from_seed(ContentHash::of(format!("serasi/{seed}/{topic}").as_bytes()).0))
    }

    /// A number from 0 up to but not including `n`.
    pub(super) fn below(&mut self, n: u32) -> u32 {
        // The high half of the product is below `n`: no modulo, no loop, the same on every machine.
        u32::try_from((u64::from(self.0.next_u32()) * u64::from(n)) >> 32).unwrap_or(0)
    }

    /// A number between two, both possible.
    pub(super) fn between(&mut self, low: i32, high: i32) -> i32 {
        let span = u32::try_from(high - low + 1).unwrap_or(1);
        low + i32::try_from(self.below(span)).unwrap_or(0)
    }

    /// Whether something that happens so many times in a hundred happens now.
    pub(super) fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    /// One of a table's lines; tables are never empty.
    pub(super) fn pick<'a, T>(&mut self, table: &'a [T]) -> &'a T {
        let index = self.below(u32::try_from(table.len()).unwrap_or(u32::MAX));
        &table[index as usize]
    }

    /// One of a table's lines, each as often as its weight says.
    pub(super) fn weighted<'a, T>(&mut self, table: &'a [(u32, T)]) -> &'a T {
        let mut left = self.below(table.iter().map(|(weight, _)| weight).sum());
        for (weight, line) in table {
            if left < *weight {
                return line;
            }
            left -= weight;
        }
        &table[0].1
    }

    /// A day up to so many days before another.
    pub(super) fn day_before(&mut self, day: Date, least: i32, most: i32) -> Date {
        let days = self.between(least, most);
        day.checked_sub(days.days()).unwrap_or(day)
    }

    /// A birth date that makes a person so old today.
    pub(super) fn born(&mut self, age: i32, today: Date) -> Date {
        let birthday = today.checked_sub(age.years()).unwrap_or(today);
        self.day_before(birthday, 0, 364)
    }

    /// 128 bits.
    pub(super) fn bits(&mut self) -> u128 {
        u128::from(self.0.next_u64()) << 64 | u128::from(self.0.next_u64())
    }

    /// An id such as a desk gives at that moment (UUIDv7).
    pub(super) fn id_of(&mut self, at: Timestamp) -> Uuid {
        let millis = u64::try_from(at.as_millisecond()).unwrap_or(0);
        let mut random = [0; 10];
        random.copy_from_slice(&self.bits().to_be_bytes()[..10]);
        uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    /// Puts a list into another order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let other = self.below(u32::try_from(last + 1).unwrap_or(1)) as usize;
            list.swap(last, other);
        }
    }
}

/// A day some months after another.
pub(super) fn months_after(day: Date, months: i32) -> Date {
    day.checked_add(months.months()).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_the_same_throws_and_a_topic_its_own() {
        let throws = |seed, topic| -> Vec<u32> {
            let mut dice = Dice::of(seed, topic);
            (0..8).map(|_| dice.below(1000)).collect()
        };
        assert_eq!(throws(1, "names"), throws(1, "names"));
        assert_ne!(throws(1, "names"), throws(2, "names"));
        assert_ne!(throws(1, "names"), throws(1, "jobs"));
        // Written down once: another number here means that every demo changes.
        assert_eq!(throws(7, "names")[..3], FIRST_THROWS);
    }

    const FIRST_THROWS: [u32; 3] = [940, 571, 820];

    #[test]
    fn a_person_born_at_an_age_has_it() {
        let mut dice = Dice::of(3, "age");
        for today in ["2026-11-24", "2024-02-29", "2027-01-01"] {
            let today: Date = today.parse().unwrap();
            for age in 0..90 {
                let birth = dice.born(age, today);
                let had = (today.month(), today.day()) >= (birth.month(), birth.day());
                assert_eq!(i32::from(today.year() - birth.year()) - i32::from(!had), age, "{birth} {today}");
            }
        }
    }
}

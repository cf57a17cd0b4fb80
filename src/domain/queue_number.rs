//! Queue numbers: a counter's letter and a running number of the day, "A-07".
//!
//! A station gives them, also offline, and gives none twice. Two stations with the same letter that do not see
//! each other may give the same one; the server takes both (the record's id says which is which) and the desk
//! shows it. So each station of an office has a letter of its own.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

/// "A-07".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueueNumber {
    /// The counter.
    pub letter: char,
    /// Running number of the day, from 1.
    pub n: u32,
}

impl fmt::Display for QueueNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.letter, self.n)
    }
}

/// A counter's letter, typed in either case.
pub fn read_letter(text: &str) -> Option<char> {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if c.is_ascii_alphabetic() => Some(c.to_ascii_uppercase()),
        _ => None,
    }
}

impl QueueNumber {
    /// "A-07", "a7", "A 007".
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (head, tail) = text.split_at_checked(1)?;
        let letter = read_letter(head)?;
        let digits = tail.trim_start_matches(['-', ' ']);
        let plain = !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit());
        let n = digits.parse().ok().filter(|n| plain && *n > 0)?;
        Some(Self { letter, n })
    }

    /// As this program writes it; what is no queue number stays as it is.
    pub fn canonical(text: &str) -> String {
        Self::read(text).map_or_else(|| text.to_owned(), |number| number.to_string())
    }

    /// The next one of a counter: above the last that was given here and above all of today on record, and
    /// none that somebody from another day still waits with.
    pub fn next(letter: char, given: u32, today: &[Self], waiting: &[Self]) -> Self {
        let own = |numbers: &[Self]| -> BTreeSet<u32> {
            numbers.iter().filter(|number| number.letter == letter).map(|number| number.n).collect()
        };
        let highest = own(today).last().copied().unwrap_or(0).max(given);
        let taken = own(waiting);
        let mut n = highest.saturating_add(1);
        while taken.contains(&n) {
            n = n.saturating_add(1);
        }
        Self { letter, n }
    }
}

/// Numbers that follow each other, as their first and their last: "A-31" to "A-42".
pub fn spans(numbers: &[QueueNumber]) -> Vec<(QueueNumber, QueueNumber)> {
    let mut spans: Vec<(QueueNumber, QueueNumber)> = Vec::new();
    for next in numbers {
        match spans.last_mut() {
            Some((_, last)) if last.letter == next.letter && last.n.checked_add(1) == Some(next.n) => *last = *next,
            _ => spans.push((*next, *next)),
        }
    }
    spans
}

/// Which of the requests with one number is meant. Numbers begin anew every day: one that is not over comes before
/// one that is, and of those the newest day's; what the server has not dated yet is the newest. More than one is
/// left where two counters gave the same number on one day.
pub fn meant<T>(found: Vec<T>, over: impl Fn(&T) -> bool, day: impl Fn(&T) -> Option<Date>) -> Vec<T> {
    let rank = |one: &T| (!over(one), day(one).is_none(), day(one));
    let best = found.iter().map(rank).max();
    found.into_iter().filter(|one| Some(rank(one)) == best).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_number_means_what_is_not_over_and_of_that_the_newest_days() {
        let of = |found: Vec<(&'static str, bool, Option<Date>)>| -> Vec<&'static str> {
            meant(found, |one| one.1, |one| one.2).into_iter().map(|one| one.0).collect()
        };
        let (old, today) = (Some(date(2026, 11, 3)), Some(date(2026, 11, 24)));
        assert_eq!(of(vec![("signed today", true, today), ("waits since then", false, old)]), ["waits since then"]);
        assert_eq!(of(vec![("old", true, old), ("today", true, today)]), ["today"]);
        assert_eq!(of(vec![("today", false, today), ("just now", false, None), ("old", false, old)]), ["just now"]);
        assert_eq!(of(vec![("a", false, today), ("b", false, today)]), ["a", "b"]);
        assert_eq!(of(Vec::new()), [] as [&str; 0]);
    }
    use proptest::prelude::*;

    fn number(text: &str) -> QueueNumber {
        QueueNumber::read(text).unwrap()
    }

    #[test]
    fn a_queue_number_is_typed_in_many_ways_and_printed_in_one() {
        for text in ["A-07", "a7", "A07", "a-007", " A 7 "] {
            assert_eq!(number(text).to_string(), "A-07", "{text}");
        }
        assert_eq!(number("b123").to_string(), "B-123");
        for text in ["", "7", "A", "A-", "A-0", "AB7", "A-7x", "é7", "a1234567"] {
            assert_eq!(QueueNumber::read(text), None, "{text}");
        }
    }

    #[test]
    fn the_next_number_is_above_todays_and_passes_over_who_still_waits() {
        let today = ["A-01", "A-09", "B-40"].map(number);
        let waiting = ["A-10", "A-11", "A-30", "B-12"].map(number);
        assert_eq!(QueueNumber::next('A', 0, &today, &waiting).to_string(), "A-12");
        assert_eq!(QueueNumber::next('A', 20, &today, &waiting).to_string(), "A-21");
        assert_eq!(QueueNumber::next('C', 0, &today, &waiting).to_string(), "C-01");
    }

    #[test]
    fn numbers_that_follow_each_other_are_told_as_first_and_last() {
        let told = |numbers: &[&str]| -> Vec<String> {
            let numbers: Vec<QueueNumber> = numbers.iter().map(|text| number(text)).collect();
            spans(&numbers).iter().map(|(first, last)| format!("{first} {last}")).collect()
        };
        assert_eq!(told(&["A-08", "A-09", "A-10", "A-12", "B-13"]), ["A-08 A-10", "A-12 A-12", "B-13 B-13"]);
        assert!(told(&[]).is_empty());
    }

    proptest! {
        #[test]
        fn the_next_number_is_nobodys(
            given in 0..50_u32, today in prop::collection::vec(1..60_u32, 0..20), waiting in prop::collection::vec(1..60_u32, 0..20),
        ) {
            let of = |numbers: &[u32]| numbers.iter().map(|n| QueueNumber { letter: 'A', n: *n }).collect::<Vec<_>>();
            let next = QueueNumber::next('A', given, &of(&today), &of(&waiting));
            prop_assert!(next.n > given && today.iter().all(|n| *n < next.n) && !waiting.contains(&next.n));
            prop_assert_eq!(QueueNumber::read(&next.to_string()), Some(next));
        }
    }
}

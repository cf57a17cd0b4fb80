//! How long letters took, from the request to the signature.

use jiff::Timestamp;

/// One letter that was issued.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issued {
    /// When its request came in.
    pub submitted: Timestamp,
    /// When it was signed.
    pub signed: Timestamp,
    /// Until when it was promised.
    pub promised: Timestamp,
}

/// What the letters of some days came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turnaround {
    /// How many were issued.
    pub issued: u32,
    /// How many of them within the time that was promised.
    pub kept: u32,
    /// Minutes from request to signature: half of them were faster. None when there were none.
    pub median: Option<i64>,
}

/// The turnaround of what was signed from a moment on.
pub fn turnaround(issued: &[Issued], from: Timestamp) -> Turnaround {
    let counted: Vec<&Issued> = issued.iter().filter(|one| one.signed >= from).collect();
    let mut minutes: Vec<i64> = counted.iter().map(|one| took(one)).collect();
    minutes.sort_unstable();
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Turnaround {
        issued: number(counted.len()),
        kept: number(counted.iter().filter(|one| one.signed <= one.promised).count()),
        median: median(&minutes),
    }
}

/// Never negative, whatever the clocks said.
fn took(one: &Issued) -> i64 {
    (one.signed.duration_since(one.submitted).as_secs() / 60).max(0)
}

fn median(sorted: &[i64]) -> Option<i64> {
    let upper = *sorted.get(sorted.len() / 2)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(sorted.len() / 2 - 1)?;
    Some(lower + (upper - lower) / 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::SignedDuration;

    fn issued(signed: Timestamp, minutes: i64) -> Issued {
        let submitted = signed - SignedDuration::from_mins(minutes);
        Issued { submitted, signed, promised: submitted + SignedDuration::from_mins(15) }
    }

    #[test]
    fn the_median_is_of_what_was_signed_since_and_a_promise_is_kept_to_the_minute() {
        let from: Timestamp = "2026-11-20T00:00:00Z".parse().unwrap();
        let before = from - SignedDuration::from_mins(1);
        let list = [issued(from, 15), issued(from, 16), issued(from, 3), issued(before, 900)];
        assert_eq!(turnaround(&list, from), Turnaround { issued: 3, kept: 2, median: Some(15) });
        let list = [issued(from, 4), issued(from, 9)];
        assert_eq!(turnaround(&list, from), Turnaround { issued: 2, kept: 2, median: Some(6) });
        assert_eq!(turnaround(&[], from), Turnaround::default());
    }

    #[test]
    fn a_clock_that_ran_ahead_gives_no_negative_minutes() {
        let at: Timestamp = "2026-11-20T03:00:00Z".parse().unwrap();
        assert_eq!(turnaround(&[issued(at, -30)], at).median, Some(0));
    }
}

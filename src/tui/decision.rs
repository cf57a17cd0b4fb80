//! When a decision key counts (ux.md, Decisions). Pure: time is given.
//!
//! A decision acts only on a record whose preview has stood on the screen for 400 ms, and only when no
//! decision key, dropped ones included, came in the last 800 ms: a held key looks like many presses. A
//! preview longer than its pane pages down until its last line was shown, for what approves it.

use std::time::Duration;

use uuid::Uuid;

/// A preview must have stood this long.
pub const STANDS: Duration = Duration::from_millis(400);
/// Two decision keys nearer than this are one finger.
pub const REST: Duration = Duration::from_millis(800);

/// A content on the screen: which record, and a hash of what was drawn of it.
pub type Shown = (Uuid, u64);

/// How much of a preview must have been seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// What approves (forward, paraf, signature) takes the last line.
    ToTheEnd,
    /// What gives back or ends takes the record in sight: what is missing may stand in the first line, and
    /// a reason is asked before anything happens.
    InSight,
}

/// What a decision key does now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It decides.
    Go,
    /// It pages down.
    Page,
    /// Nothing, with a line that says so.
    Dropped,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Decided,
    Paged,
    Dropped,
}

/// What was on the screen since when, and when the last decision key came.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    shown: Option<(Shown, Duration)>,
    last: Option<(Last, Duration)>,
}

impl Guard {
    /// A frame was drawn with this content in the preview, or with none.
    pub fn drawn(&mut self, content: Option<Shown>, now: Duration) {
        match (content, self.shown) {
            (Some(content), Some((before, _))) if content == before => {}
            (content, _) => self.shown = content.map(|content| (content, now)),
        }
    }

    /// Something is laid over the preview that leaves it in force: what had not stood long enough is not shown.
    pub fn covered(&mut self, now: Duration) {
        self.shown = self.shown.filter(|(_, since)| now.saturating_sub(*since) >= STANDS);
    }

    /// Since when this content stands on the screen.
    pub fn standing(&self, content: Shown) -> Option<Duration> {
        self.shown.filter(|(shown, _)| *shown == content).map(|(_, since)| since)
    }

    /// A decision key came for a content; `to_end` says that enough of it was shown.
    pub fn key(&mut self, content: Option<Shown>, to_end: bool, now: Duration) -> Verdict {
        let stands =
            content.and_then(|content| self.standing(content)).is_some_and(|since| now.saturating_sub(since) >= STANDS);
        let verdict = match (stands, to_end) {
            (false, _) => Verdict::Dropped,
            (true, false) if self.rested(now, true) => Verdict::Page,
            (true, true) if self.rested(now, false) => Verdict::Go,
            (true, _) => Verdict::Dropped,
        };
        let last = match verdict {
            Verdict::Go => Last::Decided,
            Verdict::Page => Last::Paged,
            Verdict::Dropped => Last::Dropped,
        };
        self.last = Some((last, now));
        verdict
    }

    /// A decision key came for what is marked: each of these was read, or is given up by a reason that is asked for.
    /// True when it counts.
    pub fn marked(&mut self, now: Duration) -> bool {
        let counts = self.rested(now, false);
        self.last = Some((if counts { Last::Decided } else { Last::Dropped }, now));
        counts
    }

    /// Reading on may follow a page after the time that a page must stand; everything else takes a rest.
    fn rested(&self, now: Duration, paging: bool) -> bool {
        self.last.is_none_or(|(last, at)| {
            let needed = if paging && last == Last::Paged { STANDS } else { REST };
            now.saturating_sub(at) >= needed
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: Shown = (Uuid::from_u128(1), 1);
    const B: Shown = (Uuid::from_u128(2), 1);

    fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn a_preview_must_have_stood_for_400_ms() {
        let mut guard = Guard::default();
        assert_eq!(guard.key(Some(A), true, ms(0)), Verdict::Dropped);
        let mut guard = Guard::default();
        guard.drawn(Some(A), ms(0));
        assert_eq!(guard.clone().key(Some(A), true, ms(399)), Verdict::Dropped);
        assert_eq!(guard.clone().key(Some(B), true, ms(900)), Verdict::Dropped);
        assert_eq!(guard.key(Some(A), true, ms(400)), Verdict::Go);
    }

    #[test]
    fn other_content_of_the_same_record_begins_anew() {
        let mut guard = Guard::default();
        guard.drawn(Some(A), ms(0));
        guard.drawn(Some((A.0, 2)), ms(350));
        assert_eq!(guard.key(Some((A.0, 2)), true, ms(500)), Verdict::Dropped);
    }

    #[test]
    fn a_dropped_key_counts_as_a_key() {
        let mut guard = Guard::default();
        guard.drawn(Some(A), ms(0));
        assert_eq!(guard.key(Some(A), true, ms(300)), Verdict::Dropped);
        assert_eq!(guard.key(Some(A), true, ms(1000)), Verdict::Dropped);
        assert_eq!(guard.key(Some(A), true, ms(1799)), Verdict::Dropped);
        assert_eq!(guard.key(Some(A), true, ms(2599)), Verdict::Go);
    }

    #[test]
    fn a_held_key_decides_on_what_is_marked_once() {
        let mut guard = Guard::default();
        let counted = (0..90).filter(|n| guard.marked(ms(1000 + n * 33))).count();
        assert_eq!(counted, 1);
        assert_eq!(guard.key(Some(A), true, ms(4200)), Verdict::Dropped, "a decision key all the same");
    }

    #[test]
    fn a_long_preview_is_paged_and_only_then_decided() {
        let mut guard = Guard::default();
        guard.drawn(Some(A), ms(0));
        assert_eq!(guard.key(Some(A), false, ms(1000)), Verdict::Page);
        assert_eq!(guard.key(Some(A), false, ms(1400)), Verdict::Page);
        assert_eq!(guard.key(Some(A), true, ms(1900)), Verdict::Dropped);
        assert_eq!(guard.key(Some(A), true, ms(2700)), Verdict::Go);
    }

    #[test]
    fn a_held_key_decides_once_and_pages_at_most_twice() {
        for to_end in [true, false] {
            let mut guard = Guard::default();
            guard.drawn(Some(A), ms(0));
            let presses = std::iter::once(1000).chain((0..300).map(|n| 1500 + n * 33));
            let acted = presses.filter(|at| guard.key(Some(A), to_end, ms(*at)) != Verdict::Dropped).count();
            assert_eq!(acted, if to_end { 1 } else { 2 });
        }
    }
}

//! One kind of exchange with the server: idle, under way, or resting after a failure.

use std::time::Duration;

/// The longest rest.
const LONGEST: Duration = Duration::from_secs(300);
/// The first rest is at most this.
const FIRST: Duration = Duration::from_secs(2);
/// A person may cut a rest short this often.
const BY_HAND: Duration = Duration::from_secs(5);

/// Full jitter: anything from nothing to the double of the last ceiling. `dice` is from 0 to 1.
pub fn rest(failures: u32, dice: f64) -> Duration {
    let ceiling = FIRST.saturating_mul(1_u32.checked_shl(failures).unwrap_or(u32::MAX)).min(LONGEST);
    ceiling.mul_f64(dice.clamp(0.0, 1.0))
}

/// Where a lane is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nothing under way.
    Idle,
    /// A request is under way; at most one.
    Busy,
    /// Failed; tried again then.
    Resting {
        /// On the monotonic clock.
        until: Duration,
        /// Who may cut it short.
        after: After,
    },
}

/// After what a lane rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// No answer: another lane that gets through ends it, and so may a person.
    Silence,
    /// An answer that makes no sense: a person may end it.
    Nonsense,
    /// The server asked for it: nobody ends it.
    Told(Duration),
}

/// A lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Where it is.
    pub state: State,
    /// There is something to do.
    pub wanted: bool,
    failures: u32,
    last_try: Option<Duration>,
}

impl Lane {
    /// Idle.
    pub fn new(wanted: bool) -> Self {
        Self { state: State::Idle, wanted, failures: 0, last_try: None }
    }

    /// Starts if it is wanted and may. True when a request is to be made.
    pub fn start(&mut self, now: Duration) -> bool {
        let ready = match self.state {
            State::Idle => true,
            State::Busy => false,
            State::Resting { until, .. } => until <= now,
        };
        if ready && self.wanted {
            self.state = State::Busy;
            self.wanted = false;
            self.last_try = Some(now);
            return true;
        }
        false
    }

    /// The request was answered.
    pub fn done(&mut self) {
        self.state = State::Idle;
        self.failures = 0;
    }

    /// The request failed; what it was for is still to be done.
    pub fn failed(&mut self, now: Duration, dice: f64, after: After) {
        let own = rest(self.failures, dice);
        let told = if let After::Told(told) = after { told } else { Duration::ZERO };
        self.state = State::Resting { until: now.saturating_add(told.max(own)), after };
        self.failures = self.failures.saturating_add(1);
        self.wanted = true;
    }

    /// The request is not to be made again before something changes.
    pub fn dropped(&mut self) {
        self.state = State::Idle;
    }

    /// Another lane got through, so this one may as well.
    pub fn line_is_back(&mut self) {
        if let State::Resting { after: After::Silence, .. } = self.state {
            self.state = State::Idle;
            self.failures = 0;
        }
    }

    /// A person asks: a rest of our own ends, at most every five seconds.
    pub fn by_hand(&mut self, now: Duration) {
        let rested = self.last_try.is_none_or(|last| now.saturating_sub(last) >= BY_HAND);
        if let State::Resting { after: After::Silence | After::Nonsense, .. } = self.state
            && rested
        {
            self.state = State::Idle;
        }
    }

    /// When it must be looked at again.
    pub fn deadline(&self) -> Option<Duration> {
        match self.state {
            State::Resting { until, .. } if self.wanted => Some(until),
            _ => None,
        }
    }

    /// Whether it has started since it was like `before`.
    #[cfg(test)]
    pub fn last_try_is_new(&self, before: &Self) -> bool {
        self.last_try != before.last_try
    }

    /// Nothing under way and nothing to do, or not before a rest.
    pub fn is_settled(&self) -> bool {
        match self.state {
            State::Idle => !self.wanted,
            State::Busy => false,
            State::Resting { .. } => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rest_doubles_up_to_five_minutes_and_is_fully_jittered() {
        let ceilings: Vec<u64> = (0..10).map(|n| rest(n, 1.0).as_secs()).collect();
        assert_eq!(ceilings, [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
        assert_eq!(rest(u32::MAX, 1.0), LONGEST);
        assert_eq!(rest(5, 0.0), Duration::ZERO);
    }

    #[test]
    fn what_the_server_asked_for_is_kept_and_a_person_may_try_every_five_seconds() {
        let second = Duration::from_secs;
        let mut lane = Lane::new(true);
        assert!(lane.start(second(0)) && !lane.start(second(0)));
        lane.failed(second(0), 1.0, After::Told(second(60)));
        lane.by_hand(second(30));
        lane.line_is_back();
        assert!(!lane.start(second(59)) && lane.start(second(60)));
        lane.failed(second(60), 1.0, After::Nonsense);
        lane.by_hand(second(61));
        assert!(!lane.start(second(61)));
        lane.by_hand(second(65));
        assert!(lane.start(second(65)));
    }
}

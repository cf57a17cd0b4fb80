//! One digit is a screen; several in a row are a card, a reader or a fast hand, and change no screen.
//!
//! A digit waits 80 ms for a second one. Whatever follows a burst within that time belongs to it, a
//! reader's Enter too. Pure: time is given.

use std::time::Duration;

use super::keys::{Code, Key};

/// Two keys nearer than this are not a hand choosing a screen.
pub const WAITS: Duration = Duration::from_millis(80);

/// What becomes of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digit {
    /// It is an ordinary key; before it, a waiting digit counts as pressed.
    Pass(Option<char>),
    /// It waits, or belongs to a burst that is known already.
    Held,
    /// A burst has begun with it.
    Burst,
}

/// The digit that waits, or the burst that goes on.
#[derive(Clone, Debug, Default)]
pub struct Digits {
    waiting: Option<(char, Duration)>,
    burst: Option<Duration>,
}

impl Digits {
    /// A key came.
    pub fn key(&mut self, key: Key, now: Duration) -> Digit {
        let types = key.typed().is_some_and(char::is_alphanumeric) || key.code == Code::Enter;
        if self.burst.is_some_and(|until| now <= until) && types {
            self.burst = Some(now + WAITS);
            return Digit::Held;
        }
        self.burst = None;
        let before = self.waiting.take();
        let near = before.is_some_and(|(_, until)| now < until);
        match (before, key.typed().filter(char::is_ascii_digit)) {
            (Some(_), _) if near && types => {
                self.burst = Some(now + WAITS);
                Digit::Burst
            }
            (None, Some(digit)) => {
                self.waiting = Some((digit, now + WAITS));
                Digit::Held
            }
            (Some(old), Some(digit)) => {
                self.waiting = Some((digit, now + WAITS));
                Digit::Pass(Some(old.0))
            }
            (old, None) => Digit::Pass(old.map(|(digit, _)| digit)),
        }
    }

    /// When the waiting digit has waited long enough.
    pub fn deadline(&self) -> Option<Duration> {
        self.waiting.map(|(_, until)| until)
    }

    /// The digit that stayed alone.
    pub fn due(&mut self, now: Duration) -> Option<char> {
        self.waiting.take_if(|(_, until)| *until <= now).map(|(digit, _)| digit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(digits: &mut Digits, c: char, ms: u64) -> Digit {
        let code = if c == '\r' { Code::Enter } else { Code::Char(c) };
        digits.key(Key::plain(code), Duration::from_millis(ms))
    }

    #[test]
    fn a_digit_alone_waits_and_counts() {
        let mut digits = Digits::default();
        assert_eq!(press(&mut digits, '3', 0), Digit::Held);
        assert_eq!(digits.due(Duration::from_millis(79)), None);
        assert_eq!(digits.due(Duration::from_millis(80)), Some('3'));
        assert_eq!(press(&mut digits, 't', 90), Digit::Pass(None));
    }

    #[test]
    fn a_burst_is_one_thing_with_its_enter_and_letters() {
        let mut digits = Digits::default();
        let card = ['0', '4', 'a', '2', 'c', '\r'];
        let seen: Vec<Digit> = card.iter().zip(0..).map(|(c, n)| press(&mut digits, *c, n * 10)).collect();
        assert_eq!(seen, [Digit::Held, Digit::Burst, Digit::Held, Digit::Held, Digit::Held, Digit::Held]);
        assert_eq!(digits.due(Duration::from_secs(9)), None);
        assert_eq!(press(&mut digits, 't', 500), Digit::Pass(None));
    }

    #[test]
    fn a_key_after_the_rest_lets_the_digit_count_first() {
        let mut digits = Digits::default();
        press(&mut digits, '3', 0);
        assert_eq!(press(&mut digits, 't', 100), Digit::Pass(Some('3')));
        press(&mut digits, '3', 1000);
        assert_eq!(press(&mut digits, '4', 1100), Digit::Pass(Some('3')));
        assert_eq!(digits.due(Duration::from_millis(1200)), Some('4'));
    }
}

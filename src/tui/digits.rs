//! One digit is a screen; several in a row are a card, a scanner or a fast hand, and change no screen.
//!
//! A digit waits 80 ms for what follows. A QR code of ours begins with the address of a page, so an `h` waits as
//! well, for its `t`; a chip's number or a queue number may begin with a capital, so those wait too. Nobody feels
//! it: no decision hangs on any of them. What came is handed on and opens the identity box, which takes the rest.
//! A reader that sends a chip's letters in small ones must be set to capitals: a small letter is a command at
//! once. Pure: time is given.

use std::time::Duration;

use super::keys::{Code, Key};

/// Two keys nearer than this are not a hand choosing a screen.
pub const WAITS: Duration = Duration::from_millis(80);

/// What becomes of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Digit {
    /// It is an ordinary key; before it, a waiting one counts as pressed.
    Pass(Option<char>),
    /// It waits; before it, another one counts as pressed.
    Held(Option<char>),
    /// A burst has begun with these.
    Burst(String),
}

/// The key that waits.
#[derive(Clone, Debug, Default)]
pub struct Digits {
    waiting: Option<(char, Duration)>,
    /// A burst that nothing wants goes on until then.
    unwanted: Option<Duration>,
}

/// Whether a burst may begin with this key.
fn begins(c: char) -> bool {
    c.is_ascii_digit() || c.is_ascii_uppercase() || c == 'h'
}

/// Whether a burst that began with `first` goes on with `next`.
fn goes_on(first: char, next: char) -> bool {
    match first {
        '0'..='9' => next.is_alphanumeric(),
        'h' | 'H' if next.eq_ignore_ascii_case(&'t') => true,
        'h' => false,
        // Two capitals are a hand with Caps Lock, unless the chip's hexadecimal digits go on like that.
        _ => next.is_ascii_digit() || next == '-' || first.is_ascii_hexdigit() && ('A'..='F').contains(&next),
    }
}

/// Whether a text that came in one go is a reader's: digits, a chip's number, or the address of a page.
pub fn is_burst(text: &str) -> bool {
    let mut chars = text.trim().chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(next)) => begins(first) && goes_on(first, next),
        _ => false,
    }
}

impl Digits {
    /// A key came.
    pub fn key(&mut self, key: Key, now: Duration) -> Digit {
        let typed = key.typed();
        let before = self.waiting.take();
        if let (Some((first, until)), Some(next)) = (before, typed)
            && now < until
            && goes_on(first, next)
        {
            return Digit::Burst(String::from_iter([first, next]));
        }
        let before = before.map(|(first, _)| first);
        match typed.filter(|c| begins(*c)) {
            Some(c) => {
                self.waiting = Some((c, now + WAITS));
                Digit::Held(before)
            }
            None => Digit::Pass(before),
        }
    }

    /// A key came where each means something by itself: it counts when it is alone. Of a burst, however long, no
    /// key does, nor its Enter.
    pub fn over_keys(&mut self, key: Key, now: Duration) -> Digit {
        let belongs = key.typed().is_some() || key.code == Code::Enter;
        let digit = match self.unwanted {
            Some(until) if belongs && now < until => Digit::Burst(String::new()),
            _ => self.key(key, now),
        };
        self.unwanted = matches!(digit, Digit::Burst(_)).then_some(now + WAITS);
        digit
    }

    /// Whether what comes now may belong to what came before.
    pub fn under_way(&self, now: Duration) -> bool {
        self.waiting.is_some() || self.unwanted.is_some_and(|until| now < until)
    }

    /// When the waiting key has waited long enough.
    pub fn deadline(&self) -> Option<Duration> {
        self.waiting.map(|(_, until)| until)
    }

    /// The key that stayed alone.
    pub fn due(&mut self, now: Duration) -> Option<char> {
        self.waiting.take_if(|(_, until)| *until <= now).map(|(c, _)| c)
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
        assert_eq!(press(&mut digits, '3', 0), Digit::Held(None));
        assert_eq!(digits.due(Duration::from_millis(79)), None);
        assert_eq!(digits.due(Duration::from_millis(80)), Some('3'));
        assert_eq!(press(&mut digits, 't', 90), Digit::Pass(None));
    }

    #[test]
    fn two_within_eighty_milliseconds_are_a_burst() {
        for (keys, begun) in [("33", "33"), ("0a", "0a"), ("ht", "ht"), ("HT", "HT")] {
            let mut digits = Digits::default();
            let mut keys = keys.chars();
            assert_eq!(press(&mut digits, keys.next().unwrap(), 0), Digit::Held(None));
            assert_eq!(press(&mut digits, keys.next().unwrap(), 79), Digit::Burst(begun.into()));
            assert_eq!(digits.due(Duration::from_secs(9)), None);
        }
    }

    #[test]
    fn a_key_after_the_rest_lets_the_one_before_count_first() {
        let mut digits = Digits::default();
        for (first, next) in [('3', 't'), ('h', 'j'), ('3', '\r')] {
            press(&mut digits, first, 0);
            assert_eq!(press(&mut digits, next, 100), Digit::Pass(Some(first)));
        }
        press(&mut digits, 'h', 0);
        assert_eq!(press(&mut digits, 'j', 10), Digit::Pass(Some('h')), "h begins a burst only with its t");
        press(&mut digits, '3', 1000);
        assert_eq!(press(&mut digits, '4', 1100), Digit::Held(Some('3')));
        assert_eq!(digits.due(Duration::from_millis(1200)), Some('4'));
    }

    #[test]
    fn where_each_key_means_something_a_burst_means_nothing_to_its_end() {
        let key = |c| Key::plain(if c == '\r' { Code::Enter } else { Code::Char(c) });
        for burst in ["3322075403800001\r", "04a2c3d4e5f68\r\r", "https://serasi.example/v/k3x9m2\r", "22"] {
            let mut digits = Digits::default();
            let mut now = Duration::ZERO;
            for (n, c) in burst.chars().enumerate() {
                let digit = digits.over_keys(key(c), now);
                assert_eq!(matches!(digit, Digit::Burst(_)), n > 0, "{burst}: {c}");
                now += Duration::from_millis(79);
            }
            assert_eq!(digits.due(now + WAITS), None);
            // A hand that comes after it is a hand again.
            assert_eq!(digits.over_keys(key('2'), now + WAITS), Digit::Held(None));
            assert_eq!(digits.due(now + WAITS + WAITS), Some('2'));
        }
        // Somebody who wants to leave is no part of it.
        let mut digits = Digits::default();
        digits.over_keys(key('2'), Duration::ZERO);
        digits.over_keys(key('2'), Duration::ZERO);
        assert_eq!(digits.over_keys(Key::plain(Code::Esc), Duration::ZERO), Digit::Pass(None));
    }

    #[test]
    fn a_capital_begins_a_chips_or_a_queue_number_and_is_a_key_otherwise() {
        for burst in ["A-", "C4", "AB", "H-", "HT", "Z0"] {
            let mut digits = Digits::default();
            let mut keys = burst.chars();
            assert_eq!(press(&mut digits, keys.next().unwrap(), 0), Digit::Held(None));
            assert_eq!(press(&mut digits, keys.next().unwrap(), 79), Digit::Burst(burst.into()));
        }
        for (keys, second) in
            [("GG", Digit::Held(Some('G'))), ("Gj", Digit::Pass(Some('G'))), ("Tt", Digit::Pass(Some('T')))]
        {
            let mut digits = Digits::default();
            let mut keys = keys.chars();
            press(&mut digits, keys.next().unwrap(), 0);
            assert_eq!(press(&mut digits, keys.next().unwrap(), 20), second);
        }
    }
}

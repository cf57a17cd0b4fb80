//! A PIN: opens a person's own files on this machine in two seconds, so that the desk changes hands while the
//! citizen looks on. It is of this machine alone, is never sent, and is forgotten after five wrong ones; the
//! fourteen days of the password's own check hold for it too (our decision).

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use super::verifier::argon;
use crate::env::Env;

/// Fewer digits are guessed at the counter, more are a password.
const DIGITS: std::ops::RangeInclusive<usize> = 6..=12;
/// After so many wrong ones only the password opens.
const TRIES: u8 = 5;

/// A PIN's hash, and how often somebody was wrong in a row.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pin {
    hash: String,
    wrong: u8,
}

/// What became of a try.
pub enum Tried {
    /// It fits.
    Right,
    /// It does not; the PIN to keep, or none when it is forgotten now.
    Wrong(Option<Pin>),
    /// What was typed is not a PIN at all.
    NoPin,
}

/// Six to twelve digits that are not all the same and do not count up or down.
pub fn is_good(pin: &SecretString) -> bool {
    let digits = pin.expose_secret().as_bytes();
    let steps = |by: i16| digits.windows(2).all(|pair| i16::from(pair[1]) - i16::from(pair[0]) == by);
    looks_like_one(pin) && !steps(0) && !steps(1) && !steps(-1)
}

fn looks_like_one(text: &SecretString) -> bool {
    let text = text.expose_secret();
    DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

impl Pin {
    /// From what the person chose.
    pub fn new(pin: &SecretString, env: &dyn Env) -> Option<Self> {
        let salt = SaltString::encode_b64(&env.random().to_be_bytes()).ok()?;
        let hash = argon()?.hash_password(pin.expose_secret().as_bytes(), &salt).ok()?;
        Some(Self { hash: hash.to_string(), wrong: 0 })
    }

    /// Whether this opens.
    pub fn try_with(&self, typed: &SecretString) -> Tried {
        if !looks_like_one(typed) {
            return Tried::NoPin;
        }
        let fits = match (PasswordHash::new(&self.hash), argon()) {
            (Ok(hash), Some(argon)) => argon.verify_password(typed.expose_secret().as_bytes(), &hash).is_ok(),
            _ => false,
        };
        match (fits, self.wrong + 1) {
            (true, _) => Tried::Right,
            (false, wrong) if wrong >= TRIES => Tried::Wrong(None),
            (false, wrong) => Tried::Wrong(Some(Self { wrong, ..self.clone() })),
        }
    }

    /// The same without the wrong tries.
    pub fn forgiven(&self) -> Option<Self> {
        (self.wrong > 0).then(|| Self { wrong: 0, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::System;

    fn secret(text: &str) -> SecretString {
        SecretString::from(text)
    }

    #[test]
    fn a_pin_is_six_to_twelve_digits_that_nobody_guesses_first() {
        for good in ["190845", "271828182845"] {
            assert!(is_good(&secret(good)), "{good}");
        }
        for bad in ["", "12345", "1908450000000", "19084x", "111111", "123456", "987654"] {
            assert!(!is_good(&secret(bad)), "{bad}");
        }
    }

    #[test]
    fn five_wrong_ones_in_a_row_forget_it_and_a_right_one_counts_anew() {
        let mut pin = Pin::new(&secret("190845"), &System::new()).unwrap();
        assert!(matches!(pin.try_with(&secret("rahasia")), Tried::NoPin));
        for _ in 0..4 {
            let Tried::Wrong(Some(next)) = pin.try_with(&secret("190846")) else { panic!("forgotten too early") };
            pin = next;
        }
        assert!(matches!(pin.try_with(&secret("190845")), Tried::Right));
        assert!(pin.forgiven().is_some_and(|pin| pin.forgiven().is_none()));
        assert!(matches!(pin.try_with(&secret("190846")), Tried::Wrong(None)));
    }
}

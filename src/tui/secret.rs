//! A secret being typed: never shown, never moved in memory, wiped when it was used.

use secrecy::SecretString;
use zeroize::{Zeroize, Zeroizing};

use super::keys::{Code, Key};

/// Longer ones are cut: growing would leave copies behind.
const LONGEST: usize = 256;

/// Text that nobody sees.
pub struct Secret {
    typed: Zeroizing<String>,
}

impl Default for Secret {
    fn default() -> Self {
        Self { typed: Zeroizing::new(String::with_capacity(LONGEST)) }
    }
}

impl Secret {
    /// How many characters.
    pub fn len(&self) -> usize {
        self.typed.chars().count()
    }

    /// Nothing typed yet.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// A key: typed, or rubbed out.
    pub fn key(&mut self, key: Key) {
        match (key.code, key.ctrl) {
            (Code::Backspace, _) => {
                self.typed.pop();
            }
            (Code::Char('u'), true) => self.clear(),
            (Code::Char(c), false) => self.push(c),
            _ => {}
        }
    }

    /// A paste: its first line.
    pub fn paste(&mut self, text: &str) {
        text.lines().next().unwrap_or("").chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        if self.typed.len() + c.len_utf8() <= LONGEST {
            self.typed.push(c);
        }
    }

    /// Whether the same was typed in both.
    pub fn is_same(&self, other: &Self) -> bool {
        *self.typed == *other.typed
    }

    /// Wipes it.
    pub fn clear(&mut self) {
        self.typed.zeroize();
        // zeroize keeps the capacity, so that nothing is ever moved.
    }

    /// Hands it over and wipes it here.
    pub fn take(&mut self) -> SecretString {
        let mut exact = String::with_capacity(self.typed.len());
        exact.push_str(&self.typed);
        self.clear();
        SecretString::from(exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use secrecy::ExposeSecret;

    #[test]
    fn a_secret_is_typed_rubbed_out_and_wiped_without_growing() {
        let mut secret = Secret::default();
        let place = secret.typed.as_ptr();
        "rahasiax".chars().for_each(|c| secret.key(Key::plain(Code::Char(c))));
        secret.key(Key::plain(Code::Backspace));
        assert_eq!(secret.take().expose_secret(), "rahasia");
        assert!(secret.is_empty());
        secret.paste(&"x".repeat(1000));
        assert_eq!(secret.len(), LONGEST);
        secret.key(Key::ctrl('u'));
        assert!(secret.is_empty());
        assert_eq!(secret.typed.as_ptr(), place);
    }
}

//! What lets a person in without a line: a local check of the password, good for 14 days after a login.
//!
//! It opens this device's own files and proves nothing to the server.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};

use crate::env::Env;

/// How long after a login the password opens the desk without the server.
const GOOD_FOR: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Memory in KiB: guessing on a stolen disk must be slow.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 2;

/// A password's hash and the login it was made at.
#[derive(Clone, Serialize, Deserialize)]
pub struct Verifier {
    hash: String,
    logged_in: Timestamp,
}

pub(super) fn argon() -> Option<Argon2<'static>> {
    Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(MEMORY, PASSES, 1, None).ok()?))
}

impl Verifier {
    /// Made at a login that the server accepted.
    pub fn new(password: &SecretString, env: &dyn Env) -> Option<Self> {
        let salt = SaltString::encode_b64(&env.random().to_be_bytes()).ok()?;
        let hash = argon()?.hash_password(password.expose_secret().as_bytes(), &salt).ok()?;
        Some(Self { hash: hash.to_string(), logged_in: env.now() })
    }

    /// Whether the last login is recent enough.
    pub fn is_fresh(&self, now: Timestamp) -> bool {
        now.duration_since(self.logged_in) <= GOOD_FOR
    }

    /// Whether this is the password.
    pub fn fits(&self, password: &SecretString) -> bool {
        let (Ok(hash), Some(argon)) = (PasswordHash::new(&self.hash), argon()) else {
            return false;
        };
        argon.verify_password(password.expose_secret().as_bytes(), &hash).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::System;

    #[test]
    fn the_password_opens_for_fourteen_days_and_another_never() {
        let env = System::new();
        let verifier = Verifier::new(&SecretString::from("rahasia"), &env).unwrap();
        assert!(verifier.fits(&SecretString::from("rahasia")));
        assert!(!verifier.fits(&SecretString::from("Rahasia")));
        assert!(verifier.is_fresh(verifier.logged_in + GOOD_FOR));
        assert!(!verifier.is_fresh(verifier.logged_in + GOOD_FOR + SignedDuration::from_secs(1)));
    }
}

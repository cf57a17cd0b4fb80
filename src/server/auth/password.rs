//! Argon2id. Each hash carries its parameters, so a cheaper set in a test or demo stays one of its own.

use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::env::Env;

/// A longer one is no password, but somebody who wants us to compute.
const LONGEST: usize = 1024;

/// What checking a password costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes.
    pub passes: u32,
}

impl Cost {
    /// For people: 46 MiB, one pass.
    pub const PEOPLE: Self = Self { memory_kib: 46 * 1024, passes: 1 };
    /// For tests and the demo, whose passwords are on the screen anyway.
    pub const DEMO: Self = Self { memory_kib: 64, passes: 1 };
}

/// Parameters or a password that cannot be hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("password cannot be hashed with these parameters")]
pub struct BadCost;

/// The hash to store, as a PHC string.
///
/// # Errors
/// When the cost is none that Argon2 knows, or the password is longer than any.
pub fn hash(password: &str, cost: Cost, env: &dyn Env) -> Result<String, BadCost> {
    if password.len() > LONGEST {
        return Err(BadCost);
    }
    let params = Params::new(cost.memory_kib, cost.passes, 1, None).map_err(|_| BadCost)?;
    let salt = SaltString::encode_b64(&env.random().to_be_bytes()).map_err(|_| BadCost)?;
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password(password.as_bytes(), &salt).map(|hash| hash.to_string()).map_err(|_| BadCost)
}

/// Whether a password has this hash.
pub(super) fn verify(password: &str, stored: &str) -> bool {
    password.len() <= LONGEST
        && PasswordHash::new(stored)
            .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::env::System;

    #[test]
    fn a_hash_carries_its_own_cost_and_salt() {
        let env = System::new();
        let one = hash("rahasia", Cost::DEMO, &env).unwrap();
        let two = hash("rahasia", Cost::DEMO, &env).unwrap();
        assert!(one.starts_with("$argon2id$v=19$m=64,t=1,p=1$"), "{one}");
        assert_ne!(one, two);
        assert!(verify("rahasia", &one) && verify("rahasia", &two));
        assert!(!verify("Rahasia", &one) && !verify("", &one) && !verify("rahasia", "no hash"));
        assert_eq!(hash(&"x".repeat(2000), Cost::DEMO, &env), Err(BadCost));
    }
}

//! Who may sign how: money is signed in ink.
//!
//! "Finance = ink" is the regency's own policy (no national rule forbids an electronic signature there;
//! PMK 210/PMK.05/2022 even asks for it in the central government). The strictest word decides.

use serde::{Deserialize, Serialize};

/// What a letter type allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignatureRule {
    /// Electronic by default.
    Electronic,
    /// Always in ink.
    Ink,
}

/// How one letter is signed: decided once, when its snapshot is frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// Tanda tangan elektronik.
    Electronic,
    /// Tanda tangan basah.
    Ink,
}

/// Whether a classification code is one of finance: 900 and below it, or an old three-digit 9xx.
pub fn is_financial_code(classification: &str) -> bool {
    let head = classification.split('.').next().unwrap_or("");
    head.len() == 3 && head.starts_with('9') && head.bytes().all(|b| b.is_ascii_digit())
}

/// How a letter of this type and classification is signed.
pub fn policy(rule: SignatureRule, financial_type: bool, classification: &str) -> Policy {
    if financial_type || rule == SignatureRule::Ink || is_financial_code(classification) {
        Policy::Ink
    } else {
        Policy::Electronic
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_strictest_word_decides() {
        use Policy::{Electronic, Ink};
        for (rule, financial, code, expected) in [
            (SignatureRule::Electronic, false, "400.10.2.2", Electronic),
            (SignatureRule::Ink, false, "400.10.2.2", Ink),
            (SignatureRule::Electronic, true, "400.10.2.2", Ink),
            (SignatureRule::Electronic, false, "900.1.3.6", Ink),
            (SignatureRule::Electronic, false, "934", Ink),
            (SignatureRule::Electronic, false, "090", Electronic),
            (SignatureRule::Electronic, false, "9", Electronic),
        ] {
            assert_eq!(policy(rule, financial, code), expected, "{rule:?} {financial} {code}");
        }
    }
}

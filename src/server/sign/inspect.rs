//! What the signatures of an uploaded PDF are worth.

use jiff::Timestamp;

use super::{found, trust, x509};

/// The sum of what was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// No signature at all.
    NoSignature,
    /// All signatures are good and of trusted authorities, and nothing was
    /// changed after the last one.
    Valid,
    /// The file is not what was signed.
    Altered,
    /// The signatures are good, but at least one signer is not known.
    UnknownSigner,
    /// Not a PDF, or a signature of a form that we cannot read.
    Unreadable,
}

/// One signature of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name in the certificate, or what the file claims where that cannot
    /// be read.
    pub name: String,
    /// The time that the signature claims.
    pub signed_at: Option<Timestamp>,
    /// Bytes and key agree.
    pub intact: bool,
    /// The certificate leads to a trusted authority.
    pub trusted: bool,
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inspection {
    /// The sum.
    pub state: State,
    /// Every signature, the oldest first.
    pub signatures: Vec<Signature>,
}

/// Looks at a PDF from anybody. `trusted` are authorities in DER; `now` counts
/// where a signature claims no time.
#[must_use]
pub fn inspect(pdf: &[u8], trusted: &[Vec<u8>], now: Timestamp) -> Inspection {
    let Ok(document) = found::load(pdf) else {
        return Inspection { state: State::Unreadable, signatures: Vec::new() };
    };
    let found = found::signatures(&document);
    let covered = found.last().is_some_and(|last| last.covers_all_of(pdf));
    let mut unreadable = false;
    let signatures: Vec<_> = found
        .iter()
        .map(|one| {
            let verified = one.verify(pdf);
            unreadable |= matches!(verified, Err(found::Broken::Form));
            let at = one.claimed_time.unwrap_or(now);
            let verified = verified.ok();
            let name = verified
                .as_ref()
                .and_then(|verified| x509::common_name(&verified.certificate))
                .or_else(|| one.claimed_name.clone());
            Signature {
                name: name.unwrap_or_default(),
                signed_at: one.claimed_time,
                intact: verified.is_some(),
                trusted: verified
                    .is_some_and(|verified| trust::leads_to(&verified.certificate, &verified.others, trusted, at)),
            }
        })
        .collect();
    let state = if signatures.is_empty() {
        State::NoSignature
    } else if unreadable {
        State::Unreadable
    } else if !covered || signatures.iter().any(|one| !one.intact) {
        State::Altered
    } else if signatures.iter().any(|one| !one.trusted) {
        State::UnknownSigner
    } else {
        State::Valid
    };
    Inspection { state, signatures }
}

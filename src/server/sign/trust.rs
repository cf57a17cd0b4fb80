//! Whether a certificate leads to an authority that is trusted.

use der::Decode;
use jiff::Timestamp;
use x509_cert::Certificate;
use x509_cert::ext::pkix::BasicConstraints;

use super::x509;

/// How many certificates may stand between a signer and the authority.
const LONGEST_CHAIN: usize = 4;

/// Whether `leaf` was issued, directly or over some of `others`, by one of
/// `trusted` (DER), all of them valid at that time.
pub(super) fn leads_to(leaf: &Certificate, others: &[Certificate], trusted: &[Vec<u8>], at: Timestamp) -> bool {
    let authorities: Vec<_> = trusted
        .iter()
        .filter_map(|der| Certificate::from_der(der).ok())
        .filter(|authority| may_issue(authority) && holds(authority, at))
        .collect();
    let mut current = leaf;
    for _ in 0..LONGEST_CHAIN {
        if !holds(current, at) {
            return false;
        }
        if authorities.iter().any(|one| x509::issued_by(current, one)) {
            return true;
        }
        let next = others.iter().find(|other| *other != current && may_issue(other) && x509::issued_by(current, other));
        match next {
            Some(next) => current = next,
            None => return false,
        }
    }
    false
}

fn holds(certificate: &Certificate, at: Timestamp) -> bool {
    x509::validity(certificate).is_some_and(|(from, until)| from <= at && at <= until)
}

fn may_issue(certificate: &Certificate) -> bool {
    let constraints = certificate.tbs_certificate.get::<BasicConstraints>();
    constraints.is_ok_and(|found| found.is_some_and(|(_, constraints)| constraints.ca))
}

//! Step 5: the answer is checked, then kept.
//!
//! The hash is noted in the ledger before the file is stored, so that after a crash the file is found again
//! and nobody signs a second time.

use super::commit;
use crate::domain::id::{ContentHash, PersonId};
use crate::server::sign::check::{self as pdf_check, CheckError, Expected};
use crate::server::sign::ledger::Attempt;
use crate::server::sign::signer::CertificateState;
use crate::server::sign::signing::Signing;
use crate::wire::signatures::SignOutcome;

/// Whether `signed` is `prepared` with one valid signature of this person more.
///
/// # Errors
/// What is wrong with it.
pub(in crate::server::sign) fn check(
    signing: &Signing,
    person: PersonId,
    prepared: &[u8],
    signed: &[u8],
) -> Result<(), CheckError> {
    let now = signing.env.now();
    let certificate = signing.signer.certificate(person.0, now);
    let expected = match &certificate {
        CertificateState::Active { der: Some(der), .. } => Expected::Certificate(der),
        CertificateState::Active { owner, .. } | CertificateState::Expired { owner, .. } => Expected::Name(owner),
        CertificateState::Missing | CertificateState::Unreadable => return Err(CheckError::WrongSigner),
    };
    pdf_check::check(prepared, signed, expected, &signing.trusted, now).map(|_| ())
}

pub(super) fn check_and_keep(
    signing: &Signing,
    attempt: &Attempt,
    prepared: &[u8],
    signed: &[u8],
) -> Result<ContentHash, SignOutcome> {
    let task = attempt.intent.task;
    if let Err(error) = check(signing, attempt.intent.signer, prepared, signed) {
        tracing::error!(%task, %error, "the signer's answer is not what was asked for");
        return Err(commit::uncertain(signing, attempt, "bad_answer"));
    }
    let pdf = ContentHash::of(signed);
    let kept = signing.ledger.keeping(attempt.id, pdf).map_err(|error| error.to_string()).and_then(|()| {
        signing.env.reached("note");
        signing.blobs.keep(signed).map_err(|error| error.to_string())
    });
    if let Err(error) = kept {
        tracing::error!(%task, error, "the signed letter could not be kept");
        return Err(commit::uncertain(signing, attempt, "not_kept"));
    }
    signing.env.reached("store");
    signing.ledger.signed(attempt.id, pdf).map_err(|error| {
        // It is kept, and the ledger knows its hash: rolling forward finds both.
        tracing::error!(%task, %error, "the signed letter is kept and not yet entered");
        SignOutcome::InDoubt
    })?;
    Ok(pdf)
}

//! A PDF that somebody holds: whether it is one of ours, and what its signatures are worth.

use super::lookup;
use crate::domain::id::ContentHash;
use crate::domain::office::date_of;
use crate::server::sign::inspect::{State, inspect};
use crate::server::sign::signing::Signing;
use crate::server::store::StoreResult;
use crate::wire::verify::{Signatures, UploadVerified};

/// Looks at a file; nothing of it is kept.
///
/// # Errors
/// When the store fails.
pub fn verified(signing: &Signing, bytes: &[u8]) -> StoreResult<UploadVerified> {
    let (pdf, now) = (ContentHash::of(bytes), signing.env.now());
    let known = signing.core.store.read(|tx| match tx.letter_of_file(pdf)? {
        Some(letter) => lookup::by_id(tx, letter, date_of(now)),
        None => Ok(None),
    })?;
    let found = inspect(bytes, &signing.trusted, now);
    let good = found.signatures.into_iter().filter(|signature| signature.intact && signature.trusted);
    Ok(UploadVerified {
        pdf,
        known,
        signatures: match found.state {
            State::NoSignature => Signatures::None,
            State::Valid => Signatures::Valid,
            State::Altered => Signatures::Altered,
            State::UnknownSigner => Signatures::UnknownSigner,
            State::Unreadable => Signatures::Unreadable,
        },
        signers: good.map(|signature| signature.name).collect(),
    })
}

//! Whether a signed file is the prepared one, signed by the person expected.

use der::{Decode, Encode};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object};
use sha2::{Digest, Sha256};
use x509_cert::Certificate;

use super::found::{self, Broken};
use super::{trust, x509};

/// Who must have signed.
#[derive(Clone, Copy, Debug)]
pub enum Expected<'a> {
    /// The holder of this certificate (DER).
    Certificate(&'a [u8]),
    /// Somebody whose certificate has this common name.
    Name(&'a str),
}

/// A signature that was found good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The common name in the certificate.
    pub signer: String,
    /// SHA-256 of the certificate, hex.
    pub certificate: String,
    /// The time that the signature claims.
    pub signed_at: Option<Timestamp>,
    /// SHA-256 of the signed file, hex.
    pub sha256: String,
}

/// Why a signed file is not what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckError {
    /// The file does not begin with the prepared bytes.
    #[error("the signed file does not begin with the prepared one")]
    NotExtended,
    /// There is not exactly one signature more.
    #[error("the file does not have exactly one new signature")]
    NotOneNew,
    /// The new signature does not cover the entire file.
    #[error("the new signature does not cover the entire file")]
    NotWhole,
    /// Something besides the signature field was changed.
    #[error("something besides the signature was changed")]
    ContentChanged,
    /// The signature itself is bad.
    #[error(transparent)]
    Broken(#[from] Broken),
    /// A good signature, of somebody else.
    #[error("somebody else signed")]
    WrongSigner,
    /// The signer's certificate leads to no trusted authority, or had ended.
    #[error("the certificate is of no trusted authority")]
    Untrusted,
}

/// Checks that `signed` is `prepared` with one good signature more, made by
/// the expected signer with a certificate that leads to one of `trusted` (DER)
/// and is valid at that time.
///
/// # Errors
/// The first [`CheckError`] found.
pub fn check(
    prepared: &[u8],
    signed: &[u8],
    expected: Expected,
    trusted: &[Vec<u8>],
    at: Timestamp,
) -> Result<Checked, CheckError> {
    if !signed.starts_with(prepared) {
        return Err(CheckError::NotExtended);
    }
    let (before, after) = (found::load(prepared)?, found::load(signed)?);
    let signatures = found::signatures(&after);
    if signatures.len() != found::signatures(&before).len() + 1 {
        return Err(CheckError::NotOneNew);
    }
    let newest = signatures.last().ok_or(CheckError::NotOneNew)?;
    if !newest.covers_all_of(signed) {
        return Err(CheckError::NotWhole);
    }
    if !only_signature_added(&before, &after) {
        return Err(CheckError::ContentChanged);
    }
    let verified = newest.verify(signed)?;
    let der = verified.certificate.to_der().map_err(|_| Broken::Form)?;
    let signer = x509::common_name(&verified.certificate).unwrap_or_default();
    let is_expected = match expected {
        Expected::Certificate(wanted) => {
            Certificate::from_der(wanted).is_ok_and(|wanted| wanted == verified.certificate)
        }
        Expected::Name(wanted) => wanted == signer,
    };
    if !is_expected {
        return Err(CheckError::WrongSigner);
    }
    if !trust::leads_to(&verified.certificate, &verified.others, trusted, at) {
        return Err(CheckError::Untrusted);
    }
    Ok(Checked {
        signer,
        certificate: hex::encode(Sha256::digest(&der)),
        signed_at: newest.claimed_time,
        sha256: hex::encode(Sha256::digest(signed)),
    })
}

/// Whether what was there is still there, but for lists of fields and annotations.
fn only_signature_added(before: &Document, after: &Document) -> bool {
    let root = before.trailer.get(b"Root").and_then(Object::as_reference);
    let (Ok(root), Ok(root_after)) = (root, after.trailer.get(b"Root").and_then(Object::as_reference)) else {
        return false;
    };
    root == root_after
        && before.objects.iter().all(|(id, old)| {
            after
                .objects
                .get(id)
                .is_some_and(|new| old == new || grown(before, *id == root, old, new))
                // The tables of the first revision are no content.
                || old.type_name().is_ok_and(|name| name == b"XRef" || name == b"ObjStm")
        })
}

/// Whether a changed object is one that a signature field changes.
fn grown(before: &Document, is_catalog: bool, old: &Object, new: &Object) -> bool {
    match (old, new) {
        (Object::Array(old), Object::Array(new)) => {
            new.starts_with(old) && new.iter().all(|item| item.as_reference().is_ok())
        }
        (Object::Dictionary(old), Object::Dictionary(new)) => {
            let is_page = old.get_type().is_ok_and(|name| name == b"Page");
            let is_form = old.has(b"Fields") && is_form(before, old);
            let may_change: &[&[u8]] = match (is_catalog, is_page, is_form) {
                (true, ..) => &[b"AcroForm", b"Extensions", b"DSS"],
                (_, true, _) => &[b"Annots"],
                (_, _, true) => &[b"Fields", b"SigFlags", b"DR", b"DA"],
                _ => &[],
            };
            same_but(old, new, may_change)
        }
        _ => false,
    }
}

fn is_form(document: &Document, dictionary: &Dictionary) -> bool {
    document
        .catalog()
        .and_then(|catalog| catalog.get_deref(b"AcroForm", document))
        .and_then(Object::as_dict)
        .is_ok_and(|form| form == dictionary)
}

fn same_but(old: &Dictionary, new: &Dictionary, may_change: &[&[u8]]) -> bool {
    let keys = old.iter().chain(new.iter()).map(|(key, _)| key);
    keys.filter(|key| !may_change.contains(&key.as_slice())).all(|key| old.get(key).ok() == new.get(key).ok())
}

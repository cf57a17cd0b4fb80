//! The signatures in a PDF and what they cover.

use std::panic::catch_unwind;

use cms::cert::CertificateChoices;
use cms::content_info::ContentInfo;
use cms::signed_data::{SignedData, SignerIdentifier, SignerInfo};
use const_oid::ObjectIdentifier;
use der::asn1::OctetString;
use der::{Any, Decode, Encode, Sequence, SliceReader};
use jiff::Timestamp;
use lopdf::{Dictionary, Document, Object};
use sha2::{Digest, Sha256, Sha384, Sha512};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::ext::pkix::SubjectKeyIdentifier;

use super::x509::{self, oid};

/// Why a signature is no proof of what the file says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Broken {
    /// The file is not a PDF that can be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// `/ByteRange` does not cover all but the signature itself.
    #[error("the signature does not cover what it seems to")]
    Range,
    /// The signature is not CMS, or not as PAdES wants it.
    #[error("the signature has no form that we know")]
    Form,
    /// The bytes are not those that were signed.
    #[error("the bytes are not those that were signed")]
    Digest,
    /// The signature was not made with the key of its certificate.
    #[error("the signature is not of its certificate")]
    Signature,
}

/// A signature in a file, not yet verified.
pub(super) struct Found {
    /// What `/Name` says, which proves nothing.
    pub claimed_name: Option<String>,
    /// What `/M` says, which proves nothing either.
    pub claimed_time: Option<Timestamp>,
    range: Vec<i64>,
}

/// A file divided by a signature: it covers `before` and `after`.
struct Parts<'a> {
    before: &'a [u8],
    digits: &'a [u8],
    after: &'a [u8],
}

/// A signature whose bytes and key agree. Trust is another question.
pub(super) struct Verified {
    pub certificate: Certificate,
    pub others: Vec<Certificate>,
}

/// Reads a PDF that somebody else made: its reader must not take us down.
pub(super) fn load(pdf: &[u8]) -> Result<Document, Broken> {
    let loaded = catch_unwind(|| Document::load_mem(pdf)).map_err(|_| Broken::Unreadable)?;
    loaded.map_err(|_| Broken::Unreadable)
}

/// All signatures of a file in the order of their revisions.
pub(super) fn signatures(document: &Document) -> Vec<Found> {
    let mut found = Vec::new();
    let form =
        document.catalog().and_then(|catalog| catalog.get_deref(b"AcroForm", document)).and_then(Object::as_dict);
    if let Ok(form) = form {
        collect(document, form, b"Fields", 0, &mut found);
    }
    found.sort_by_key(|signature: &Found| signature.range.get(2).copied());
    found
}

fn collect(document: &Document, parent: &Dictionary, key: &[u8], depth: u8, to: &mut Vec<Found>) {
    /// Deeper than any form, so that a circle ends.
    const DEEPEST: u8 = 8;
    let fields = parent.get_deref(key, document).and_then(Object::as_array);
    let (Ok(fields), true) = (fields, depth < DEEPEST) else {
        return;
    };
    for field in fields {
        let Ok((_, Object::Dictionary(field))) = document.dereference(field) else {
            continue;
        };
        let value = field.get_deref(b"V", document).and_then(Object::as_dict);
        if let Some(signature) = value.ok().and_then(|value| read(document, value)) {
            to.push(signature);
        }
        collect(document, field, b"Kids", depth + 1, to);
    }
}

fn read(document: &Document, signature: &Dictionary) -> Option<Found> {
    let range = signature.get_deref(b"ByteRange", document).ok()?;
    let range = range.as_array().ok()?;
    let text = |key: &[u8]| {
        let value = signature.get_deref(key, document).ok()?;
        lopdf::decode_text_string(value).ok()
    };
    Some(Found {
        claimed_name: text(b"Name"),
        claimed_time: text(b"M").as_deref().and_then(time),
        range: range.iter().filter_map(|item| item.as_i64().ok()).collect(),
    })
}

/// Reads a PDF date such as `D:20261124093000+07'00'`.
fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim_start_matches("D:").replace('\'', "");
    let with_offset = jiff::fmt::strtime::parse("%Y%m%d%H%M%S%z", text.replace('Z', "+0000"));
    with_offset.ok()?.to_timestamp().ok()
}

impl Found {
    /// Whether nothing follows what this signature covers.
    pub fn covers_all_of(&self, pdf: &[u8]) -> bool {
        self.parts(pdf).is_ok_and(|parts| parts.after.as_ptr_range().end == pdf.as_ptr_range().end)
    }

    /// The file as this signature divides it.
    fn parts<'a>(&self, pdf: &'a [u8]) -> Result<Parts<'a>, Broken> {
        let number = |index: usize| {
            let value = self.range.get(index).copied();
            value.and_then(|value| usize::try_from(value).ok())
        };
        let numbers = (number(0), number(1), number(2), number(3));
        let (Some(0), Some(start), Some(end), Some(rest)) = numbers else {
            return Err(Broken::Range);
        };
        let stop = end.checked_add(rest).ok_or(Broken::Range)?;
        let before = pdf.get(..start).ok_or(Broken::Range)?;
        let hole = pdf.get(start..end).ok_or(Broken::Range)?;
        let after = pdf.get(end..stop).ok_or(Broken::Range)?;
        // The hole may hold the signature and nothing else, or something
        // unsigned could hide in it.
        let digits = hole.strip_prefix(b"<").and_then(|hole| hole.strip_suffix(b">")).ok_or(Broken::Range)?;
        if self.range.len() != 4 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(Broken::Range);
        }
        Ok(Parts { before, digits, after })
    }

    /// Verifies digest and signature.
    pub fn verify(&self, pdf: &[u8]) -> Result<Verified, Broken> {
        let Parts { before, digits, after } = self.parts(pdf)?;
        let cms = hex::decode(digits).map_err(|_| Broken::Form)?;
        let data = signed_data(&cms).ok_or(Broken::Form)?;
        let [signer] = data.signer_infos.0.as_slice() else {
            return Err(Broken::Form);
        };
        let digest = digest(signer.digest_alg.oid, &[before, after]).ok_or(Broken::Form)?;
        let (certificate, others) = certificates(&data, signer).ok_or(Broken::Form)?;
        verify_attributes(signer, &data, &digest, &certificate)?;
        Ok(Verified { certificate, others })
    }
}

/// The zeros behind the CMS fill the place that was reserved for it.
fn signed_data(cms: &[u8]) -> Option<SignedData> {
    let mut reader = SliceReader::new(cms).ok()?;
    let info = ContentInfo::decode(&mut reader).ok()?;
    (info.content_type == oid::SIGNED_DATA).then(|| info.content.decode_as::<SignedData>().ok()).flatten()
}

fn digest(algorithm: ObjectIdentifier, parts: &[&[u8]]) -> Option<Vec<u8>> {
    fn run<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let hash = parts.iter().fold(D::new(), |hash, part| hash.chain_update(part));
        hash.finalize().to_vec()
    }
    match algorithm {
        oid::SHA256 => Some(run::<Sha256>(parts)),
        oid::SHA384 => Some(run::<Sha384>(parts)),
        oid::SHA512 => Some(run::<Sha512>(parts)),
        _ => None,
    }
}

/// The signer's certificate and the others of the signature.
fn certificates(data: &SignedData, signer: &SignerInfo) -> Option<(Certificate, Vec<Certificate>)> {
    let all = data.certificates.as_ref()?.0.iter();
    let mut all: Vec<Certificate> = all
        .filter_map(|choice| match choice {
            CertificateChoices::Certificate(certificate) => Some(certificate.clone()),
            CertificateChoices::Other(_) => None,
        })
        .collect();
    let position = all.iter().position(|one| is_of(one, &signer.sid))?;
    let certificate = all.remove(position);
    Some((certificate, all))
}

fn is_of(certificate: &Certificate, signer: &SignerIdentifier) -> bool {
    let certificate = &certificate.tbs_certificate;
    match signer {
        SignerIdentifier::IssuerAndSerialNumber(id) => {
            id.issuer == certificate.issuer && id.serial_number == certificate.serial_number
        }
        SignerIdentifier::SubjectKeyIdentifier(id) => {
            certificate.get::<SubjectKeyIdentifier>().is_ok_and(|found| found.is_some_and(|(_, found)| found == *id))
        }
    }
}

#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
    policies: Option<Any>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    algorithm: Option<AlgorithmIdentifierOwned>,
    hash: OctetString,
    issuer_serial: Option<Any>,
}

fn verify_attributes(
    signer: &SignerInfo,
    data: &SignedData,
    digest: &[u8],
    certificate: &Certificate,
) -> Result<(), Broken> {
    let attributes = signer.signed_attrs.as_ref().ok_or(Broken::Form)?;
    let value = |wanted: ObjectIdentifier| {
        let found = attributes.iter().find(|attribute| attribute.oid == wanted);
        found.and_then(|attribute| attribute.values.get(0))
    };
    let content_type = value(oid::CONTENT_TYPE).and_then(|any| any.decode_as().ok());
    if content_type != Some(data.encap_content_info.econtent_type) {
        return Err(Broken::Form);
    }
    let signed_digest = value(oid::MESSAGE_DIGEST).and_then(|any| any.decode_as::<OctetString>().ok());
    if signed_digest.is_none_or(|signed| signed.as_bytes() != digest) {
        return Err(Broken::Digest);
    }
    // The certificate itself is signed too, or it could be exchanged for
    // another one of the same key.
    let named = value(oid::SIGNING_CERTIFICATE_V2)
        .and_then(|any| any.decode_as::<SigningCertificateV2>().ok())
        .ok_or(Broken::Form)?;
    let named = named.certificates.first().ok_or(Broken::Form)?;
    let algorithm = named.algorithm.as_ref().map_or(oid::SHA256, |found| found.oid);
    let der = certificate.to_der().map_err(|_| Broken::Form)?;
    if self::digest(algorithm, &[&der]).as_deref() != Some(named.hash.as_bytes()) {
        return Err(Broken::Signature);
    }
    let message = attributes.to_der().map_err(|_| Broken::Form)?;
    let signature = signer.signature.as_bytes();
    let (algorithm, digest) = (signer.signature_algorithm.oid, signer.digest_alg.oid);
    if x509::verifies(certificate, algorithm, Some(digest), &message, signature) {
        Ok(())
    } else {
        Err(Broken::Signature)
    }
}

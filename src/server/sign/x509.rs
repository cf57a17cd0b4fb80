//! Certificates: what they say and whether a signature is theirs.

use const_oid::ObjectIdentifier;
use der::asn1::{Ia5StringRef, PrintableStringRef, Utf8StringRef};
use der::{Decode, Encode};
use jiff::Timestamp;
use ring::signature as ring_signature;
use ring_signature::{UnparsedPublicKey, VerificationAlgorithm};
use x509_cert::Certificate;
use x509_cert::time::Time;

/// The object identifiers that signatures use.
pub(super) mod oid {
    use const_oid::ObjectIdentifier;

    pub const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
    pub const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
    pub const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
    pub const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
    pub const SIGNING_CERTIFICATE_V2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.2.47");
    pub const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
    pub const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
    pub const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
    pub const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");
    pub const ECDSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.3");
    pub const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
    pub const RSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
    pub const RSA_WITH_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.12");
    pub const RSA_WITH_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.13");
    pub const P256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7");
    pub const P384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.132.0.34");
    pub const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
}

/// The common name of the certificate's subject.
pub(super) fn common_name(certificate: &Certificate) -> Option<String> {
    let names = &certificate.tbs_certificate.subject.0;
    let value = &names.iter().flat_map(|name| name.0.iter()).find(|part| part.oid == oid::COMMON_NAME)?.value;
    let utf8 = Utf8StringRef::try_from(value).map(|text| text.as_str().to_owned());
    let printable = || PrintableStringRef::try_from(value).map(|text| text.as_str().to_owned());
    let ia5 = || Ia5StringRef::try_from(value).map(|text| text.as_str().to_owned());
    utf8.or_else(|_| printable()).or_else(|_| ia5()).ok()
}

/// From when to when the certificate holds.
pub(super) fn validity(certificate: &Certificate) -> Option<(Timestamp, Timestamp)> {
    let moment = |time: &Time| {
        let seconds = i64::try_from(time.to_unix_duration().as_secs()).ok()?;
        Timestamp::from_second(seconds).ok()
    };
    let validity = &certificate.tbs_certificate.validity;
    Some((moment(&validity.not_before)?, moment(&validity.not_after)?))
}

/// Whether `signature` over `message` was made with the certificate's key.
/// `digest` is the hash where the algorithm does not name one (plain RSA).
pub(super) fn verifies(
    certificate: &Certificate,
    algorithm: ObjectIdentifier,
    digest: Option<ObjectIdentifier>,
    message: &[u8],
    signature: &[u8],
) -> bool {
    let key = &certificate.tbs_certificate.subject_public_key_info;
    let curve =
        key.algorithm.parameters.as_ref().and_then(|parameters| parameters.decode_as::<ObjectIdentifier>().ok());
    let found = verification(algorithm, digest, key.algorithm.oid, curve);
    found.is_some_and(|how| {
        UnparsedPublicKey::new(how, key.subject_public_key.raw_bytes()).verify(message, signature).is_ok()
    })
}

fn verification(
    algorithm: ObjectIdentifier,
    digest: Option<ObjectIdentifier>,
    key: ObjectIdentifier,
    curve: Option<ObjectIdentifier>,
) -> Option<&'static dyn VerificationAlgorithm> {
    use ring_signature as ring;
    let hash = match algorithm {
        oid::RSA_WITH_SHA256 => Some(oid::SHA256),
        oid::RSA_WITH_SHA384 => Some(oid::SHA384),
        oid::RSA_WITH_SHA512 => Some(oid::SHA512),
        oid::RSA => digest,
        _ => None,
    };
    match (algorithm, curve, hash) {
        (oid::ECDSA_WITH_SHA256, Some(oid::P256), _) => Some(&ring::ECDSA_P256_SHA256_ASN1),
        (oid::ECDSA_WITH_SHA256, Some(oid::P384), _) => Some(&ring::ECDSA_P384_SHA256_ASN1),
        (oid::ECDSA_WITH_SHA384, Some(oid::P256), _) => Some(&ring::ECDSA_P256_SHA384_ASN1),
        (oid::ECDSA_WITH_SHA384, Some(oid::P384), _) => Some(&ring::ECDSA_P384_SHA384_ASN1),
        _ if key != oid::RSA => None,
        (_, _, Some(oid::SHA256)) => Some(&ring::RSA_PKCS1_2048_8192_SHA256),
        (_, _, Some(oid::SHA384)) => Some(&ring::RSA_PKCS1_2048_8192_SHA384),
        (_, _, Some(oid::SHA512)) => Some(&ring::RSA_PKCS1_2048_8192_SHA512),
        _ => None,
    }
}

/// Whether `issuer` signed `certificate`.
pub(super) fn issued_by(certificate: &Certificate, issuer: &Certificate) -> bool {
    let named = certificate.tbs_certificate.issuer == issuer.tbs_certificate.subject;
    named
        && certificate.tbs_certificate.to_der().ok().zip(certificate.signature.as_bytes()).is_some_and(
            |(message, signature)| {
                let algorithm = certificate.signature_algorithm.oid;
                verifies(issuer, algorithm, None, &message, signature)
            },
        )
}

/// Reads the certificates of a PEM file.
#[must_use]
pub(super) fn from_pem(text: &str) -> Vec<Vec<u8>> {
    use base64::Engine as _;
    const BEGIN: &str = "-----BEGIN CERTIFICATE-----";
    const END: &str = "-----END CERTIFICATE-----";
    text.split(BEGIN)
        .skip(1)
        .filter_map(|part| {
            let (body, _) = part.split_once(END)?;
            let body: String = body.split_whitespace().collect();
            let der = base64::engine::general_purpose::STANDARD.decode(body).ok()?;
            Certificate::from_der(&der).ok().map(|_| der)
        })
        .collect()
}

//! The CMS inside a PAdES B-B signature: SHA-256, ECDSA on P-256, the
//! certificates, and no signing time (PAdES keeps it in the PDF).

use cms::cert::{CertificateChoices, IssuerAndSerialNumber};
use cms::content_info::{CmsVersion, ContentInfo};
use cms::signed_data::{
    CertificateSet, EncapsulatedContentInfo, SignedData, SignerIdentifier, SignerInfo, SignerInfos,
};
use const_oid::ObjectIdentifier;
use der::asn1::{OctetString, SetOfVec};
use der::{Any, Decode, Encode, Sequence};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use sha2::{Digest, Sha256};
use spki::AlgorithmIdentifierOwned;
use x509_cert::Certificate;
use x509_cert::attr::Attribute;

use super::PadesError;
use crate::server::sign::x509::oid;

/// A key with its certificate and those above it.
pub struct SigningKey {
    key: EcdsaKeyPair,
    random: SystemRandom,
    certificate: Certificate,
    chain: Vec<Certificate>,
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SigningKey").finish_non_exhaustive()
    }
}

/// RFC 5035, with the hash algorithm left out because SHA-256 is its default.
#[derive(Sequence)]
struct SigningCertificateV2 {
    certificates: Vec<EssCertIdV2>,
}

#[derive(Sequence)]
struct EssCertIdV2 {
    hash: OctetString,
}

impl SigningKey {
    /// Takes a PKCS#8 key and its certificates in DER, the signer's first.
    ///
    /// # Errors
    /// When the key is not one of P-256 or does not belong to the certificate.
    pub fn new(pkcs8: &[u8], certificates: &[&[u8]]) -> Result<Self, PadesError> {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, pkcs8, &random)
            .map_err(|error| PadesError::Key(error.to_string()))?;
        let mut chain = certificates
            .iter()
            .map(|der| Certificate::from_der(der))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| PadesError::Key(error.to_string()))?;
        if chain.is_empty() {
            return Err(PadesError::Key("there is no certificate".into()));
        }
        let certificate = chain.remove(0);
        let public = &certificate.tbs_certificate.subject_public_key_info;
        if public.subject_public_key.raw_bytes() != key.public_key().as_ref() {
            return Err(PadesError::Key("the certificate is another key's".into()));
        }
        Ok(Self { key, random, certificate, chain })
    }

    /// The CMS over a file with this SHA-256.
    pub(super) fn sign_digest(&self, digest: &[u8]) -> Result<Vec<u8>, PadesError> {
        self.signed_data(digest).map_err(|error| PadesError::Signature(error.to_string()))
    }

    fn signed_data(&self, digest: &[u8]) -> der::Result<Vec<u8>> {
        let sha256 = AlgorithmIdentifierOwned { oid: oid::SHA256, parameters: None };
        let attributes = self.attributes(digest)?;
        let signature = self.key.sign(&self.random, &attributes.to_der()?).map_err(|_| der::ErrorKind::Failed)?;
        let certificate = &self.certificate.tbs_certificate;
        let signer = SignerInfo {
            version: CmsVersion::V1,
            sid: SignerIdentifier::IssuerAndSerialNumber(IssuerAndSerialNumber {
                issuer: certificate.issuer.clone(),
                serial_number: certificate.serial_number.clone(),
            }),
            digest_alg: sha256.clone(),
            signed_attrs: Some(attributes),
            signature_algorithm: AlgorithmIdentifierOwned { oid: oid::ECDSA_WITH_SHA256, parameters: None },
            signature: OctetString::new(signature.as_ref())?,
            unsigned_attrs: None,
        };
        let certificates = std::iter::once(&self.certificate).chain(&self.chain);
        let certificates = certificates.cloned().map(CertificateChoices::Certificate);
        let data = SignedData {
            version: CmsVersion::V1,
            digest_algorithms: SetOfVec::try_from(vec![sha256])?,
            encap_content_info: EncapsulatedContentInfo { econtent_type: oid::DATA, econtent: None },
            certificates: Some(CertificateSet(SetOfVec::try_from(certificates.collect::<Vec<_>>())?)),
            crls: None,
            signer_infos: SignerInfos(SetOfVec::try_from(vec![signer])?),
        };
        ContentInfo { content_type: oid::SIGNED_DATA, content: Any::encode_from(&data)? }.to_der()
    }

    fn attributes(&self, digest: &[u8]) -> der::Result<SetOfVec<Attribute>> {
        let hash = Sha256::digest(self.certificate.to_der()?);
        let signing_certificate =
            SigningCertificateV2 { certificates: vec![EssCertIdV2 { hash: OctetString::new(hash.as_slice())? }] };
        SetOfVec::try_from(vec![
            attribute(oid::CONTENT_TYPE, &oid::DATA)?,
            attribute(oid::MESSAGE_DIGEST, &OctetString::new(digest)?)?,
            attribute(oid::SIGNING_CERTIFICATE_V2, &signing_certificate)?,
        ])
    }
}

fn attribute(oid: ObjectIdentifier, value: &(impl Encode + der::Tagged)) -> der::Result<Attribute> {
    let value = Any::from_der(&value.to_der()?)?;
    Ok(Attribute { oid, values: SetOfVec::try_from(vec![value])? })
}

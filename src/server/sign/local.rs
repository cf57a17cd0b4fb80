//! Signs with keys of its own: one PKCS#12 file for each person.
//!
//! For the demo, tests and offices without the national service. The folder
//! holds `<person>.p12`, which only the passphrase opens, and `<person>.pem`,
//! the certificate, so that its state can be told without a passphrase.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use der::Decode;
use jiff::Timestamp;
use p12_keystore::error::Error as P12Error;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use secrecy::{ExposeSecret, SecretString};
use uuid::Uuid;
use x509_cert::Certificate;

use super::pades::{self, PadesError, Request, SigningKey};
use super::signer::{CertificateState, SignError, Signer};
use super::x509;
use crate::server::typeset::Area;

/// The code of the national service for a wrong passphrase.
pub const WRONG_PASSPHRASE: &str = "2031";

/// Signs with the keys of a folder.
#[derive(Clone, Debug)]
pub struct LocalSigner {
    folder: PathBuf,
}

impl LocalSigner {
    /// A signer with the keys of this folder.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    fn key(&self, person: Uuid, passphrase: &SecretString) -> Result<SigningKey, SignError> {
        let file = match std::fs::read(key_file(&self.folder, person)) {
            Ok(file) => file,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(SignError::definite("no_certificate", "there is no key"));
            }
            Err(error) => return Err(SignError::definite("key_unreadable", error.to_string())),
        };
        let store =
            KeyStore::from_pkcs12(&file, passphrase.expose_secret(), Pkcs12ImportPolicy::Relaxed).map_err(|error| {
                match error {
                    P12Error::MacError(_) => SignError::definite(WRONG_PASSPHRASE, "the passphrase is wrong"),
                    other => SignError::definite("key_unreadable", other.to_string()),
                }
            })?;
        let (_, chain) =
            store.private_key_chain().ok_or_else(|| SignError::definite("key_unreadable", "the file holds no key"))?;
        let certificates: Vec<&[u8]> = chain.certs().iter().map(|one| one.as_der()).collect();
        SigningKey::new(chain.key().as_der(), &certificates)
            .map_err(|error| SignError::definite("key_unreadable", error.to_string()))
    }
}

impl Signer for LocalSigner {
    fn is_remote(&self) -> bool {
        false
    }

    fn certificate(&self, person: Uuid, at: Timestamp) -> CertificateState {
        let text = match std::fs::read_to_string(certificate_file(&self.folder, person)) {
            Ok(text) => text,
            Err(error) if error.kind() == ErrorKind::NotFound => return CertificateState::Missing,
            Err(_) => return CertificateState::Unreadable,
        };
        state(&text, at).unwrap_or(CertificateState::Unreadable)
    }

    fn sign(
        &self,
        person: Uuid,
        passphrase: &SecretString,
        pdf: &[u8],
        area: Option<Area>,
        at: Timestamp,
    ) -> Result<Vec<u8>, SignError> {
        let name = match self.certificate(person, at) {
            CertificateState::Active { owner, .. } => owner,
            CertificateState::Missing => {
                return Err(SignError::definite("no_certificate", "there is no certificate"));
            }
            CertificateState::Expired { not_after, .. } => {
                let text = format!("the certificate is not valid now, it ends {not_after}");
                return Err(SignError::definite("certificate_expired", text));
            }
            CertificateState::Unreadable => {
                let text = "the certificate cannot be read";
                return Err(SignError::definite("key_unreadable", text));
            }
        };
        let key = self.key(person, passphrase)?;
        let request = Request { name: &name, area, at };
        // Whatever fails here, the signature has not left this process.
        pades::sign(pdf, &key, &request).map_err(|error| {
            let code = match error {
                PadesError::Unreadable(_) => "pdf_unreadable",
                PadesError::Key(_) => "key_unreadable",
                PadesError::Signature(_) => "signing_failed",
            };
            SignError::definite(code, error.to_string())
        })
    }
}

fn state(pem: &str, at: Timestamp) -> Option<CertificateState> {
    let der = x509::from_pem(pem).into_iter().next()?;
    let certificate = Certificate::from_der(&der).ok()?;
    let owner = x509::common_name(&certificate)?;
    let (not_before, not_after) = x509::validity(&certificate)?;
    Some(if not_before <= at && at <= not_after {
        CertificateState::Active { owner, not_after, der: Some(der) }
    } else {
        CertificateState::Expired { owner, not_after }
    })
}

/// Where the key of a person lies.
pub(super) fn key_file(folder: &Path, person: Uuid) -> PathBuf {
    folder.join(format!("{person}.p12"))
}

/// Where the certificate of a person lies.
pub(super) fn certificate_file(folder: &Path, person: Uuid) -> PathBuf {
    folder.join(format!("{person}.pem"))
}

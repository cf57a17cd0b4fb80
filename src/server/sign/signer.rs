//! Who makes signatures: the trait that the signing steps know.

use jiff::Timestamp;
use secrecy::SecretString;
use uuid::Uuid;

use crate::server::typeset::Area;

/// Makes signatures for persons. Implementations never retry: whether a call
/// may be made again is decided by the ledger, and in doubt by people.
pub trait Signer: Send + Sync {
    /// What is known of the person's certificate at that time.
    fn certificate(&self, person: Uuid, at: Timestamp) -> CertificateState;

    /// Whether a call leaves this process. Of a remote signer that did not
    /// answer nobody knows whether it signed; of another one it is certain
    /// that nothing came out.
    fn is_remote(&self) -> bool {
        true
    }

    /// Signs a PDF once.
    ///
    /// # Errors
    /// [`SignError::Definite`] when surely nothing was signed,
    /// [`SignError::Uncertain`] when something may have been.
    fn sign(
        &self,
        person: Uuid,
        passphrase: &SecretString,
        pdf: &[u8],
        area: Option<Area>,
        at: Timestamp,
    ) -> Result<Vec<u8>, SignError>;
}

/// What is known of a person's certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertificateState {
    /// It can be used.
    Active {
        /// The name in the certificate.
        owner: String,
        /// Its last moment.
        not_after: Timestamp,
        /// The certificate in DER, where the signer has it.
        der: Option<Vec<u8>>,
    },
    /// The person has none.
    Missing,
    /// Its time is over, or has not begun.
    Expired {
        /// The name in the certificate.
        owner: String,
        /// Its last moment.
        not_after: Timestamp,
    },
    /// There is one, and it cannot be read.
    Unreadable,
}

/// Why there is no signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignError {
    /// Surely nothing was signed. The code is that of the signing service
    /// where it has one: `2031` is a wrong passphrase.
    #[error("{code}: {text}")]
    Definite {
        /// A stable code.
        code: String,
        /// What happened, without any secret.
        text: String,
    },
    /// Something may have been signed.
    #[error("uncertain: {text}")]
    Uncertain {
        /// What happened, without any secret.
        text: String,
    },
}

impl SignError {
    pub(super) fn definite(code: &str, text: impl Into<String>) -> Self {
        Self::Definite { code: code.into(), text: text.into() }
    }
}

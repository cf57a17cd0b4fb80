//! `GET /v1/verify/{token}` and `POST /v1/verify`: what anybody may know of a letter.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::domain::id::ContentHash;

/// Whether a letter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Issued, and its validity, where it has one, is not over.
    Valid,
    /// Issued, and its validity is over.
    Expired,
    /// Withdrawn or voided: it does not hold.
    Revoked,
    /// It has a number, and is not signed, or nobody knows yet: it does not hold.
    NotIssued,
}

/// What anybody may know of a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Verified {
    /// Whether it holds.
    pub standing: Standing,
    /// Only of a letter that is or was issued.
    pub letter: Option<PublicLetter>,
}

/// The public part of an issued letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct PublicLetter {
    /// As printed.
    pub number: String,
    /// Of the letter.
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub date: Option<Date>,
    /// "Surat Pengantar".
    pub kind: String,
    /// The office that wrote it.
    pub office: String,
    /// Whom it is about; all but the first letter of each name is hidden.
    pub holder: String,
    /// Who signed: position and name.
    pub signer: String,
    /// When the signed file came into being.
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub signed_at: Option<Timestamp>,
    /// Last day, where it has one.
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub valid_until: Option<Date>,
    /// SHA-256 of the signed file.
    #[cfg_attr(feature = "server", schema(value_type = Option<String>))]
    pub pdf: Option<ContentHash>,
}

/// What the signatures of an uploaded file are worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Signatures {
    /// There is none.
    None,
    /// All are good, of known authorities, and nothing was changed after the last one.
    Valid,
    /// The file is not what was signed.
    Altered,
    /// Good, of a signer whose authority is not known here.
    UnknownSigner,
    /// Not a PDF, or one that cannot be read.
    Unreadable,
}

/// What was found in an uploaded file. Nothing of it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct UploadVerified {
    /// SHA-256 of the upload.
    #[cfg_attr(feature = "server", schema(value_type = String))]
    pub pdf: ContentHash,
    /// Whether it is, byte for byte, a letter of this server.
    pub known: Option<Verified>,
    /// Its signatures taken together.
    pub signatures: Signatures,
    /// The names in the certificates of signatures that are good and of known authorities.
    pub signers: Vec<String>,
}

//! A PAdES B-B signature as an incremental update.
//!
//! The file that is signed stays byte for byte in front of what is added, so a
//! second signature leaves the first one valid. What is drawn on the page is
//! the letter's business: the signature field lies over it with an empty
//! appearance, and no font or image is added to the archive file.

mod cms;
mod field;
mod object;
mod update;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

pub use cms::SigningKey;
use field::Placed;

use crate::server::typeset::Area;

/// What a signature says besides the signature itself.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// The signer's name.
    pub name: &'a str,
    /// Where the field lies; without it the field is invisible.
    pub area: Option<Area>,
    /// The time that the signer claims.
    pub at: Timestamp,
}

/// Why a file could not be signed. Nothing has left the process.
#[derive(Debug, thiserror::Error)]
pub enum PadesError {
    /// The file is not a PDF, or one that cannot be extended.
    #[error("the PDF cannot be signed: {0}")]
    Unreadable(String),
    /// The key or certificate is not one of P-256, or not a pair.
    #[error("the key or its certificate is not usable: {0}")]
    Key(String),
    /// The signature could not be made or does not fit its place.
    #[error("the signature could not be made: {0}")]
    Signature(String),
}

/// Signs a PDF and gives the longer file.
///
/// # Errors
/// When the file cannot be read or the key cannot be used.
pub fn sign(pdf: &[u8], key: &SigningKey, request: &Request) -> Result<Vec<u8>, PadesError> {
    let Placed { mut bytes, contents } = field::place(pdf, request)?;
    let digest = Sha256::new().chain_update(&bytes[..contents.start]).chain_update(&bytes[contents.end..]).finalize();
    let signature = hex::encode_upper(key.sign_digest(&digest)?);
    // Between the angle brackets; what is left stays zero.
    let room = contents.len() - 2;
    if signature.len() > room {
        let text = format!("{} of {room} digits", signature.len());
        return Err(PadesError::Signature(text));
    }
    let start = contents.start + 1;
    bytes[start..start + signature.len()].copy_from_slice(signature.as_bytes());
    Ok(bytes)
}

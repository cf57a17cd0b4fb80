//! The hash chain of a stream: h₀ = SHA-256(stream ‖ epoch), hₙ = SHA-256(hₙ₋₁ ‖ header bytes).
//!
//! `stream` is its text in UTF-8, `epoch` eight bytes big-endian. Test vectors are in docs/protocol.md.

use sha2::{Digest, Sha256};

use crate::domain::stream::StreamId;

/// A chain hash.
pub type Link = [u8; 32];

/// h₀ of a stream in an epoch.
pub fn start(stream: StreamId, epoch: u64) -> Link {
    let mut hash = Sha256::new();
    hash.update(stream.to_string().as_bytes());
    hash.update(epoch.to_be_bytes());
    hash.finalize().into()
}

/// hₙ from hₙ₋₁ and the exact bytes of the header at n.
pub fn next(previous: &Link, header: &[u8]) -> Link {
    let mut hash = Sha256::new();
    hash.update(previous);
    hash.update(header);
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_the_protocol_page_hold() {
        let zero = start(StreamId::Reference, 1);
        assert_eq!(hex::encode(zero), "25ce508ff0dd7b74cc090b70c2b7f29efc6fdd38bcf066d6ef120260769facec");
        assert_eq!(
            hex::encode(next(&zero, br#"{"position":1}"#)),
            "f1491070eb2768a60bcc79e77f2e17d91ddd7605b83a9ec29086b1a6082900ef"
        );
    }
}

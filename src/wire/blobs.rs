//! `PUT /v1/blobs/{sha256}`: a file in pieces, over lines that break.

use serde::{Deserialize, Serialize};

/// The answer to each piece: where to go on. An empty piece (`Content-Range: bytes */total`) only asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct BlobState {
    /// Bytes that are here, from the beginning.
    pub have: u64,
    /// Whether that is all of it, and it is kept.
    pub complete: bool,
}

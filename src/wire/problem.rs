//! What a route answers when it cannot do what was asked. HTTP status speaks for transport alone.

use serde::{Deserialize, Serialize};

/// Body of every answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Problem {
    /// What it is.
    pub code: Code,
}

/// Stable codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// 401: no session, or one that has ended.
    LoggedOut,
    /// 401: name or password is wrong: which one is not said.
    WrongPassword,
    /// 404: no such thing, or not for this person: the two look the same.
    NotFound,
    /// 400: the request cannot be read.
    BadRequest,
    /// 413: over a limit.
    TooLarge,
    /// 409: a blob's bytes do not have its hash.
    WrongHash,
    /// 426: this program is too old for this server.
    Upgrade,
    /// 429: too often; wait for `Retry-After`.
    TooOften,
    /// 503: going down or overloaded; try again later.
    Unavailable,
    /// 500: our mistake; it is in the server's log.
    Internal,
}

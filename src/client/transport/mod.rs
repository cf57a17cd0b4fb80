//! The line to the server: a request goes out, an answer or nothing comes back. Tests put a router, or a line
//! that loses and repeats, in the place of HTTP.

pub mod api;
mod http;

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use zeroize::Zeroizing;

pub use http::dial;

/// HTTP's verbs, as far as we use them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Read.
    Get,
    /// Do.
    Post,
    /// End.
    Delete,
}

/// One request.
pub struct Call {
    /// What to do.
    pub method: Method,
    /// With which path and query.
    pub path: String,
    /// For the `Authorization` header.
    pub token: Option<String>,
    /// JSON. Wiped when it is dropped: some of it is secret.
    pub body: Option<Zeroizing<Vec<u8>>>,
    /// How long to wait for the answer.
    pub patience: Duration,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// HTTP's status.
    pub status: u16,
    /// `Retry-After`, where it was said.
    pub retry_after: Option<Duration>,
    /// The body's bytes.
    pub body: Vec<u8>,
}

/// No answer came.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// Not connected, or broken off: whether the request arrived is not known.
    #[error("no line: {0}")]
    Down(String),
    /// Too slow: whether the request arrived is not known.
    #[error("timed out")]
    TimedOut,
    /// Not tried: plain HTTP goes to this machine alone, or the address cannot be read.
    #[error("address refused: {0}")]
    BadAddress(String),
}

/// An answer to come.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Reply, LineError>> + Send + 'a>>;

/// A line.
pub trait Transport: Send + Sync {
    /// Sends a request and waits for the whole answer.
    fn call(&self, call: Call) -> Answer<'_>;

    /// Sends a request and gives each line of the answer as it comes. The reply's body is empty for a success.
    fn lines<'a>(&'a self, call: Call, each: &'a mut (dyn FnMut(&str) + Send)) -> Answer<'a>;
}

/// Where a server is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Where {
    /// At this address.
    Address(String),
    /// Where this file says, read again for each request.
    File(PathBuf),
}

/// Makes lines. Each runtime has its own: connections belong to the runtime that opened them.
pub type Dial = Arc<dyn Fn(Where) -> Arc<dyn Transport> + Send + Sync>;

//! The server's routes as typed calls.

use std::sync::Arc;
use std::time::Duration;

use serde::de::DeserializeOwned;
use zeroize::Zeroizing;

use super::{Call, LineError, Method, Reply, Transport};
use crate::desk::DeskError;
use crate::domain::id::{ContentHash, DeviceId, RecordId};
use crate::domain::stream::StreamId;
use crate::wire::actions::{Batch, Results};
use crate::wire::feed::{Cursor, Feed};
use crate::wire::problem::{Code, Problem};
use crate::wire::session::{Devices, Hello, Login, Me, Session};
use crate::wire::signatures::{PreviewOf, Resolution, SignBatch};
use crate::wire::{LONGEST_WAIT, MOST_CHANGES};

const USUAL: Duration = Duration::from_secs(30);
/// Longer than a signing service takes for one letter.
const SIGNING: Duration = Duration::from_secs(120);

/// What a call came to, when not to its answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// No answer.
    #[error(transparent)]
    Line(#[from] LineError),
    /// No session, or one that has ended.
    #[error("logged out")]
    LoggedOut,
    /// Name or password is wrong.
    #[error("wrong name or password")]
    WrongPassword,
    /// This program is too old.
    #[error("too old for this server")]
    TooOld,
    /// No such thing, or not for this person.
    #[error("not found")]
    NotFound,
    /// Later, please.
    #[error("busy")]
    Busy {
        /// After so long.
        retry_after: Option<Duration>,
    },
    /// Anything else.
    #[error("status {status}: {what}")]
    Strange {
        /// HTTP's status.
        status: u16,
        /// The server's code, or what could not be read.
        what: String,
    },
}

impl From<CallError> for DeskError {
    fn from(error: CallError) -> Self {
        match error {
            CallError::Line(LineError::Down(_) | LineError::TimedOut) | CallError::Busy { .. } => Self::Offline,
            CallError::Line(LineError::BadAddress(_)) => Self::BadAddress,
            CallError::LoggedOut => Self::LoggedOut,
            CallError::WrongPassword => Self::WrongPassword,
            CallError::NotFound => Self::NotHere,
            CallError::TooOld | CallError::Strange { .. } => Self::Server(error.to_string()),
        }
    }
}

/// The routes, over a line, with a session where there is one.
#[derive(Clone)]
pub struct Api {
    line: Arc<dyn Transport>,
    token: Option<String>,
}

fn judged(reply: Reply) -> Result<Reply, CallError> {
    if (200..300).contains(&reply.status) {
        return Ok(reply);
    }
    let code = serde_json::from_slice::<Problem>(&reply.body).ok().map(|problem| problem.code);
    Err(match (reply.status, code) {
        (401, Some(Code::WrongPassword)) => CallError::WrongPassword,
        (401, _) => CallError::LoggedOut,
        (426, _) => CallError::TooOld,
        (404, _) => CallError::NotFound,
        (429 | 502 | 503 | 504, _) => CallError::Busy { retry_after: reply.retry_after },
        (status, code) => {
            CallError::Strange { status, what: code.map_or_else(String::new, |code| format!("{code:?}")) }
        }
    })
}

fn parsed<T: DeserializeOwned>(reply: &Reply) -> Result<T, CallError> {
    serde_json::from_slice(&reply.body)
        .map_err(|error| CallError::Strange { status: reply.status, what: error.to_string() })
}

fn written(body: &impl serde::Serialize) -> Option<Zeroizing<Vec<u8>>> {
    // Our own types: texts, numbers, lists. Writing them cannot fail.
    Some(Zeroizing::new(serde_json::to_vec(body).unwrap_or_default()))
}

impl Api {
    /// Without a session.
    pub fn new(line: Arc<dyn Transport>) -> Self {
        Self { line, token: None }
    }

    /// With a session.
    #[must_use]
    pub fn with(&self, token: Option<String>) -> Self {
        Self { line: self.line.clone(), token }
    }

    async fn call(
        &self,
        method: Method,
        path: impl Into<String>,
        body: Option<Zeroizing<Vec<u8>>>,
        patience: Duration,
    ) -> Result<Reply, CallError> {
        let call = Call { method, path: path.into(), token: self.token.clone(), body, patience };
        judged(self.line.call(call).await?)
    }

    /// Who the server is.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn hello(&self) -> Result<Hello, CallError> {
        parsed(&self.call(Method::Get, "/v1/hello", None, USUAL).await?)
    }

    /// Logs in.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn login(&self, login: &Login) -> Result<Session, CallError> {
        parsed(&self.call(Method::Post, "/v1/session", written(login), USUAL).await?)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn logout(&self) -> Result<(), CallError> {
        self.call(Method::Delete, "/v1/session", None, USUAL).await.map(|_| ())
    }

    /// Who this is, and which streams they hold.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn me(&self) -> Result<Me, CallError> {
        parsed(&self.call(Method::Get, "/v1/me", None, USUAL).await?)
    }

    /// The devices on which this person has a session.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn devices(&self) -> Result<Devices, CallError> {
        parsed(&self.call(Method::Get, "/v1/devices", None, USUAL).await?)
    }

    /// Ends all sessions of this person on a device.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn revoke(&self, device: DeviceId) -> Result<(), CallError> {
        self.call(Method::Delete, format!("/v1/devices/{device}"), None, USUAL).await.map(|_| ())
    }

    /// Reads streams upwards. A stream without a cursor answers with its head. `hold` waits for news.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn feed(&self, at: &[(StreamId, Option<Cursor>)], hold: bool) -> Result<Feed, CallError> {
        let wait = if hold { LONGEST_WAIT } else { 0 };
        let path = format!("/v1/feed?{}&limit={MOST_CHANGES}&wait={wait}", places(at));
        parsed(&self.call(Method::Get, path, None, USUAL + Duration::from_secs(wait)).await?)
    }

    /// Reads one stream downwards.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn feed_down(&self, stream: StreamId, cursor: Cursor, before: u64) -> Result<Feed, CallError> {
        let path = format!("/v1/feed?{}&limit={MOST_CHANGES}&before={before}", places(&[(stream, Some(cursor))]));
        parsed(&self.call(Method::Get, path, None, USUAL).await?)
    }

    /// Sends a batch.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn push(&self, batch: &Batch) -> Result<Results, CallError> {
        parsed(&self.call(Method::Post, "/v1/actions", written(batch), USUAL).await?)
    }

    /// Fetches a file and holds it against its hash.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn blob(&self, hash: ContentHash) -> Result<Vec<u8>, CallError> {
        let reply = self.call(Method::Get, format!("/v1/blobs/{hash}"), None, USUAL * 4).await?;
        if ContentHash::of(&reply.body) != hash {
            return Err(CallError::Strange { status: reply.status, what: "file has another hash".into() });
        }
        Ok(reply.body)
    }

    /// A draft, typeset by the server.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn preview(&self, of: &PreviewOf) -> Result<Vec<u8>, CallError> {
        Ok(self.call(Method::Post, "/v1/preview", written(of), USUAL * 2).await?.body)
    }

    /// Starts a signing batch, or attaches to it; each line of the answer as it comes.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn sign(&self, batch: &SignBatch, each: &mut (dyn FnMut(&str) + Send)) -> Result<(), CallError> {
        let call = Call {
            method: Method::Post,
            path: "/v1/signatures".into(),
            token: self.token.clone(),
            body: written(batch),
            patience: SIGNING,
        };
        judged(self.line.lines(call, each).await?).map(|_| ())
    }

    /// Stops a signing batch after its current letter.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn cancel_sign(&self, batch: uuid::Uuid) -> Result<(), CallError> {
        self.call(Method::Delete, format!("/v1/signatures/{batch}"), None, USUAL).await.map(|_| ())
    }

    /// Resolves an outcome in doubt.
    ///
    /// # Errors
    /// [`CallError`].
    pub async fn resolve(&self, task: RecordId, resolution: &Resolution) -> Result<Vec<u8>, CallError> {
        let path = format!("/v1/signatures/{task}/resolve");
        Ok(self.call(Method::Post, path, written(resolution), USUAL).await?.body)
    }
}

/// `at=<stream>:<cursor>` for each stream; `new` for one that begins.
fn places(at: &[(StreamId, Option<Cursor>)]) -> String {
    let one = |(stream, cursor): &(StreamId, Option<Cursor>)| match cursor {
        Some(cursor) => format!("at={stream}:{cursor}"),
        None => format!("at={stream}:new"),
    };
    at.iter().map(one).collect::<Vec<_>>().join("&")
}

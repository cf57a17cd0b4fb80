//! What is answered when it cannot be done. HTTP status speaks for transport alone.

use axum::Json;
use axum::extract::rejection::{BytesRejection, JsonRejection};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::server::auth::AuthError;
use crate::server::core::CoreError;
use crate::server::store::StoreError;
use crate::server::store::blobs::BlobError;
use crate::wire::problem::{Code, Problem};

/// A failed request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fail {
    code: Code,
    retry_after: Option<u64>,
}

impl Fail {
    /// Too often: wait so many seconds.
    pub(super) fn too_often(seconds: u64) -> Self {
        Self { code: Code::TooOften, retry_after: Some(seconds) }
    }
}

impl From<Code> for Fail {
    fn from(code: Code) -> Self {
        let retry_after = match code {
            Code::Unavailable => Some(5),
            _ => None,
        };
        Self { code, retry_after }
    }
}

impl From<StoreError> for Fail {
    fn from(error: StoreError) -> Self {
        CoreError::from(error).into()
    }
}

impl From<CoreError> for Fail {
    fn from(error: CoreError) -> Self {
        tracing::error!(why = error.code(), "request failed");
        match error {
            CoreError::Store(StoreError::Full | StoreError::Busy | StoreError::Closed) | CoreError::SigningLocked => {
                Code::Unavailable.into()
            }
            _ => Code::Internal.into(),
        }
    }
}

impl From<AuthError> for Fail {
    fn from(error: AuthError) -> Self {
        match error {
            AuthError::Wrong => Code::WrongPassword.into(),
            AuthError::TooOften(wait) => Self { code: Code::TooOften, retry_after: Some(wait.as_secs() + 1) },
            AuthError::Core(error) => error.into(),
        }
    }
}

impl From<BlobError> for Fail {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::WrongHash => Code::WrongHash.into(),
            BlobError::WrongKind | BlobError::Gap(_) => Code::BadRequest.into(),
            BlobError::TooLarge => Code::TooLarge.into(),
            BlobError::Disk(error) => {
                tracing::error!(kind = ?error.kind(), "blob store failed");
                Code::Unavailable.into()
            }
        }
    }
}

impl From<JsonRejection> for Fail {
    fn from(rejection: JsonRejection) -> Self {
        Self::from(status_code(rejection.status()))
    }
}

impl From<BytesRejection> for Fail {
    fn from(rejection: BytesRejection) -> Self {
        Self::from(status_code(rejection.status()))
    }
}

fn status_code(status: StatusCode) -> Code {
    if status == StatusCode::PAYLOAD_TOO_LARGE { Code::TooLarge } else { Code::BadRequest }
}

fn status(code: Code) -> StatusCode {
    match code {
        Code::LoggedOut | Code::WrongPassword => StatusCode::UNAUTHORIZED,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::BadRequest => StatusCode::BAD_REQUEST,
        Code::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Code::WrongHash => StatusCode::CONFLICT,
        Code::Upgrade => StatusCode::UPGRADE_REQUIRED,
        Code::TooOften => StatusCode::TOO_MANY_REQUESTS,
        Code::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Code::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let mut response = (status(self.code), Json(Problem { code: self.code })).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

//! Whose request it is, before anything of its body is read.

use axum::extract::{FromRef, FromRequestParts};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;

use super::{Fail, blocking};
use crate::server::app::Shared;
use crate::server::core::scope::Scope;
use crate::wire::problem::Code;

impl<S> FromRequestParts<S> for Scope
where
    S: Send + Sync,
    Shared: FromRef<S>,
{
    type Rejection = Fail;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fail> {
        let app = Shared::from_ref(state);
        let header = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let Some(token) = header.and_then(|value| value.strip_prefix("Bearer ")).map(str::to_owned) else {
            return Err(Code::LoggedOut.into());
        };
        let found = blocking(&app, move |app| app.auth.who(&app.core, &token)).await?;
        found.ok_or_else(|| Code::LoggedOut.into())
    }
}

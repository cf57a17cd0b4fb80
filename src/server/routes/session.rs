//! Logging in and out.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::StatusCode;

use super::{Fail, blocking};
use crate::server::app::Shared;
use crate::server::core::scope::Scope;
use crate::wire::problem::{Code, Problem};
use crate::wire::session::{Login, Session};

/// Logs in. Public: who logs in has no session yet.
#[utoipa::path(
    post,
    path = "/v1/session",
    request_body = Login,
    responses((status = 200, body = Session), (status = 401, body = Problem), (status = 429, body = Problem))
)]
pub(super) async fn log_in(
    State(app): State<Shared>,
    login: Result<Json<Login>, JsonRejection>,
) -> Result<Json<Session>, Fail> {
    let Json(login) = login?;
    let _turn = app.auth.turn().await.ok_or(Code::Unavailable)?;
    let session = blocking(&app, move |app| app.auth.log_in(&app.core, &login)).await?;
    Ok(Json(session))
}

/// Logs out: the token is worth nothing from here on.
#[utoipa::path(
    delete,
    path = "/v1/session",
    responses((status = 204), (status = 401, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn log_out(scope: Scope, State(app): State<Shared>) -> Result<StatusCode, Fail> {
    blocking(&app, move |app| app.auth.log_out(&app.core, &scope)).await?;
    Ok(StatusCode::NO_CONTENT)
}

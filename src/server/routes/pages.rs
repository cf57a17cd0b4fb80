//! The public page that a letter's QR code leads to.

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::{Fail, blocking};
use crate::domain::office::date_of;
use crate::server::app::{App, Shared};
use crate::server::pages::{lookup, verify};
use crate::server::store::StoreError;

/// Nothing runs, nothing is fetched, nobody frames it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The page of a letter, for anybody. Every token that names nothing gets the same page.
#[utoipa::path(
    get,
    path = "/v/{token}",
    params(("token" = String, Path, description = "From the QR code")),
    responses(
        (status = 200, content_type = "text/html", body = String),
        (status = 404, content_type = "text/html", body = String)
    )
)]
pub(super) async fn page(State(app): State<Shared>, Path(token): Path<String>) -> Result<Response, Fail> {
    let (status, html) = blocking(&app, move |app| html(app, &token)).await?;
    let mut response = (status, html).into_response();
    for (name, value) in [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
    ] {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}

fn html(app: &App, token: &str) -> Result<(StatusCode, String), StoreError> {
    let today = date_of(app.core.env.now());
    app.core.store.read(|tx| {
        let server = tx.meta()?.name;
        Ok(match lookup::by_token(tx, token, today)? {
            Some(verified) => (StatusCode::OK, verify::found(&server, &verified)),
            None => (StatusCode::NOT_FOUND, verify::not_found(&server)),
        })
    })
}

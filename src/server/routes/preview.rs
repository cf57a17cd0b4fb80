//! A request as the letter that it would become.

use std::sync::Arc;

use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};

use super::{Fail, blocking};
use crate::server::app::Shared;
use crate::server::core::scope::Scope;
use crate::server::letters::Letters;
use crate::server::render::preview::{self, NoPreview};
use crate::server::typeset::TypesetError;
use crate::wire::problem::{Code, Problem};
use crate::wire::signatures::PreviewOf;

impl From<NoPreview> for Fail {
    fn from(error: NoPreview) -> Self {
        match error {
            NoPreview::NotFound => Code::NotFound.into(),
            NoPreview::Core(error) => error.into(),
            NoPreview::Blobs(error) => error.into(),
            NoPreview::Typeset(error) => {
                // The text of the error may quote the letter.
                tracing::error!(code = error.code(), "a preview cannot be typeset");
                match error {
                    TypesetError::Unavailable { .. } | TypesetError::TimedOut => Code::Unavailable.into(),
                    _ => Code::Internal.into(),
                }
            }
        }
    }
}

/// Typesets the letter that a request would become, from the server's own records, marked as a draft.
#[utoipa::path(
    post,
    path = "/v1/preview",
    request_body = PreviewOf,
    responses(
        (status = 200, content_type = "application/pdf", body = Vec<u8>),
        (status = 401, body = Problem),
        (status = 404, body = Problem),
        (status = 503, body = Problem)
    ),
    security(("token" = []))
)]
pub(super) async fn preview(
    scope: Scope,
    State(app): State<Shared>,
    Extension(desk): Extension<Arc<Letters>>,
    of: Result<Json<PreviewOf>, JsonRejection>,
) -> Result<Response, Fail> {
    let Json(of) = of?;
    // One typesetter serves drafts and signatures too: previews wait in turns of their own.
    let _turn = desk.previews.acquire().await.map_err(|_| Code::Unavailable)?;
    let signing = Arc::clone(&desk.signing);
    let pdf = blocking(&app, move |app| {
        let snapshot = app.core.store.read(|tx| preview::compose(tx, &scope, of.request, of.prepared_on))?;
        preview::pdf(&signing.typesetter, &signing.blobs, &snapshot)
    });
    Ok(([(header::CONTENT_TYPE, "application/pdf")], pdf.await?).into_response())
}

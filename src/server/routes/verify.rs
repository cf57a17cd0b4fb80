//! Whether a letter holds, for anybody: by the token of its QR code, or by the file itself.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::{Extension, Json};

use super::{Fail, blocking};
use crate::domain::office::date_of;
use crate::server::app::Shared;
use crate::server::letters::Letters;
use crate::server::pages::{lookup, upload as uploads};
use crate::wire::problem::{Code, Problem};
use crate::wire::verify::{UploadVerified, Verified};

/// What anybody may know of the letter with this token.
#[utoipa::path(
    get,
    path = "/v1/verify/{token}",
    params(("token" = String, Path, description = "From the QR code")),
    responses((status = 200, body = Verified), (status = 404, body = Problem))
)]
pub(super) async fn verify(State(app): State<Shared>, Path(token): Path<String>) -> Result<Json<Verified>, Fail> {
    let found = blocking(&app, move |app| {
        let today = date_of(app.core.env.now());
        app.core.store.read(|tx| lookup::by_token(tx, &token, today))
    });
    found.await?.map(Json).ok_or_else(|| Code::NotFound.into())
}

/// Checks a PDF that somebody holds. Nothing of it is kept.
#[utoipa::path(
    post,
    path = "/v1/verify",
    request_body(content = Vec<u8>, content_type = "application/pdf"),
    responses(
        (status = 200, body = UploadVerified),
        (status = 413, body = Problem),
        (status = 503, body = Problem)
    )
)]
pub(super) async fn upload(
    State(app): State<Shared>,
    Extension(desk): Extension<Arc<Letters>>,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<UploadVerified>, Fail> {
    let bytes = bytes?;
    // Anybody may ask and each file costs a while: whoever comes too many is told to come back.
    let _turn = desk.uploads.try_acquire().map_err(|_| Code::Unavailable)?;
    let signing = Arc::clone(&desk.signing);
    Ok(Json(blocking(&app, move |_| uploads::verified(&signing, &bytes)).await?))
}

//! Files by their hash. A hash is not a permission: a file is given to who holds a stream with a record that
//! refers to it, or to who brought all its bytes.

use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::range::{Part, Wanted, piece, wanted};
use super::{Fail, blocking};
use crate::domain::id::ContentHash;
use crate::server::app::{App, Shared};
use crate::server::core::scope::Scope;
use crate::server::store::{ReadTx, StoreError};
use crate::wire::blobs::BlobState;
use crate::wire::problem::{Code, Problem};

/// How long a file is.
#[utoipa::path(
    head,
    path = "/v1/blobs/{sha256}",
    params(("sha256" = String, Path)),
    responses((status = 200), (status = 404)),
    security(("token" = []))
)]
pub(super) async fn head(scope: Scope, State(app): State<Shared>, Path(hash): Path<String>) -> Result<Response, Fail> {
    let hash = named(&hash)?;
    let bytes = blocking(&app, move |app| given(app, &scope, hash)).await?;
    Ok(with_headers(StatusCode::OK, bytes, None))
}

/// A file, or a part of it.
#[utoipa::path(
    get,
    path = "/v1/blobs/{sha256}",
    params(("sha256" = String, Path), ("Range" = Option<String>, Header)),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 206, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, body = Problem),
        (status = 416)
    ),
    security(("token" = []))
)]
pub(super) async fn get(
    scope: Scope,
    State(app): State<Shared>,
    Path(hash): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let hash = named(&hash)?;
    let bytes = blocking(&app, move |app| given(app, &scope, hash)).await?;
    let size = bytes.len() as u64;
    let range = headers.get(header::RANGE).and_then(|value| value.to_str().ok());
    Ok(match wanted(range, size) {
        Wanted::All => with_headers(StatusCode::OK, bytes, None),
        Wanted::Part(part) => with_headers(StatusCode::PARTIAL_CONTENT, bytes, Some(part)),
        Wanted::Beyond => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{size}"));
            response
        }
    })
}

/// Takes a file, or the next piece of one, and says how much of it is here.
#[utoipa::path(
    put,
    path = "/v1/blobs/{sha256}",
    params(("sha256" = String, Path), ("Content-Range" = Option<String>, Header)),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 200, body = BlobState),
        (status = 400, body = Problem),
        (status = 409, body = Problem),
        (status = 413, body = Problem)
    ),
    security(("token" = []))
)]
pub(super) async fn put(
    scope: Scope,
    State(app): State<Shared>,
    Path(hash): Path<String>,
    headers: HeaderMap,
    bytes: Result<Bytes, BytesRejection>,
) -> Result<Json<BlobState>, Fail> {
    let hash = named(&hash)?;
    let bytes = bytes?;
    let (part, total) = match headers.get(header::CONTENT_RANGE) {
        None => (Some(Part { from: 0, to: bytes.len() as u64 }), bytes.len() as u64),
        Some(value) => value.to_str().ok().and_then(piece).ok_or(Code::BadRequest)?,
    };
    if part.is_some_and(|part| part.to - part.from != bytes.len() as u64) {
        return Err(Code::BadRequest.into());
    }
    let from = part.map(|part| part.from);
    let state = blocking(&app, move |app| take(app, &scope, hash, from, total, &bytes)).await?;
    Ok(Json(state))
}

/// What is no hash is nobody's file.
fn named(hash: &str) -> Result<ContentHash, Fail> {
    hash.parse().map_err(|_| Code::NotFound.into())
}

fn may_have(tx: &dyn ReadTx, scope: &Scope, hash: ContentHash) -> Result<bool, StoreError> {
    Ok(scope.sees(&tx.streams_of_blob(hash)?) || tx.uploaded(hash, scope.person)?)
}

/// The bytes: a file, or the frozen content of a letter, which is kept among the records.
fn given(app: &App, scope: &Scope, hash: ContentHash) -> Result<Vec<u8>, Fail> {
    let (allowed, snapshot) = app.core.store.read(|tx| {
        let allowed = may_have(tx, scope, hash)?;
        let snapshot = if allowed { tx.snapshot(hash)? } else { None };
        Ok::<_, StoreError>((allowed, snapshot))
    })?;
    if !allowed {
        return Err(Code::NotFound.into());
    }
    let bytes = match snapshot {
        Some(bytes) => bytes,
        None => app.blobs.load(hash)?.ok_or(Code::NotFound)?,
    };
    // Signed bytes never change; a disk that says otherwise is not believed.
    if ContentHash::of(&bytes) == hash {
        Ok(bytes)
    } else {
        tracing::error!(blob = %hash, "kept bytes do not have their hash");
        Err(Code::Internal.into())
    }
}

fn take(
    app: &App,
    scope: &Scope,
    hash: ContentHash,
    from: Option<u64>,
    total: u64,
    bytes: &[u8],
) -> Result<BlobState, Fail> {
    let person = scope.person;
    let known = app.core.store.read(|tx| may_have(tx, scope, hash))?;
    if let Some(size) = app.blobs.size(hash).filter(|_| known) {
        return Ok(BlobState { have: size, complete: true });
    }
    let have = app.blobs.brought(hash, person);
    let Some(from) = from.filter(|from| *from <= have) else {
        return Ok(BlobState { have, complete: false });
    };
    if !app.blobs.bring(hash, person, from, total, bytes)? {
        return Ok(BlobState { have: from + bytes.len() as u64, complete: false });
    }
    app.core.store.write(move |tx| tx.put_upload(hash, person))?;
    Ok(BlobState { have: total, complete: true })
}

fn with_headers(status: StatusCode, bytes: Vec<u8>, part: Option<Part>) -> Response {
    let size = bytes.len() as u64;
    let kind = match bytes.get(..4) {
        Some(b"%PDF") => "application/pdf",
        Some(b"\x89PNG") => "image/png",
        Some([0xff, 0xd8, 0xff, _]) => "image/jpeg",
        _ => "application/octet-stream",
    };
    let body = match part {
        Some(Part { from, to }) => {
            let (from, to) = (usize::try_from(from).unwrap_or(0), usize::try_from(to).unwrap_or(0));
            bytes.get(from..to).unwrap_or_default().to_vec()
        }
        None => bytes,
    };
    let mut response = (status, body).into_response();
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::ACCEPT_RANGES, "bytes");
    set(&mut response, header::CONTENT_DISPOSITION, "attachment");
    if let Some(Part { from, to }) = part {
        set(&mut response, header::CONTENT_RANGE, &format!("bytes {from}-{}/{size}", to - 1));
    }
    response
}

fn set(response: &mut Response, name: header::HeaderName, value: &str) {
    // Ours are plain ASCII: they always make a header.
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

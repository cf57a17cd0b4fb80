//! Signing: a batch with a line for each letter as it happens, stopping it, and ending a doubt.

use std::convert::Infallible;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use axum::extract::rejection::JsonRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use tokio_stream::wrappers::ReceiverStream;

use super::{Fail, blocking};
use crate::domain::id::RecordId;
use crate::domain::refusal::Refusal;
use crate::server::app::Shared;
use crate::server::auth::AuthError;
use crate::server::core::scope::Scope;
use crate::server::letters::Letters;
use crate::server::sign::batch::{Follow, NewBatch, NoBatch};
use crate::server::sign::ledger::LedgerError;
use crate::server::sign::resolve::{self as resolving, Evidence};
use crate::server::sign::roll_forward::RollError;
use crate::server::sign::steps::NotIssued;
use crate::wire::MOST_SIGNATURES;
use crate::wire::actions::ActionResult;
use crate::wire::problem::{Code, Problem};
use crate::wire::signatures::{Resolution, SignBatch, SignLine};

/// Lines that may wait for a slow reader; the batch itself waits for nobody.
const LINES_AHEAD: usize = 8;
/// A person's other batch takes some seconds.
const BUSY: u64 = 5;
/// A longer text is no evidence, but a file.
const LONGEST_EVIDENCE: usize = 4000;

impl From<LedgerError> for Fail {
    fn from(error: LedgerError) -> Self {
        tracing::error!(%error, "request failed");
        Code::Unavailable.into()
    }
}

impl From<NoBatch> for Fail {
    fn from(error: NoBatch) -> Self {
        match error {
            NoBatch::NotYours => Code::NotFound.into(),
            NoBatch::Busy => Self::too_often(BUSY),
            NoBatch::Closing => Code::Unavailable.into(),
            NoBatch::Ledger(error) => error.into(),
        }
    }
}

impl From<RollError> for Fail {
    fn from(error: RollError) -> Self {
        match error {
            RollError::Store(error) => error.into(),
            RollError::Ledger(error) => error.into(),
            RollError::Blobs(error) => error.into(),
            RollError::NotIssued(NotIssued::Core(error)) => error.into(),
            RollError::NotIssued(NotIssued::Disagreement(_)) => {
                tracing::error!(%error, "request failed");
                Code::Internal.into()
            }
        }
    }
}

/// Signs several letters with one passphrase; the answer is a JSON line for each. The same batch again gives
/// its lines again, and never signs again.
#[utoipa::path(
    post,
    path = "/v1/signatures",
    request_body = SignBatch,
    responses(
        (status = 200, content_type = "application/x-ndjson", body = SignLine),
        (status = 401, body = Problem),
        (status = 404, body = Problem, description = "Somebody else's batch"),
        (status = 413, body = Problem),
        (status = 429, body = Problem, description = "Another batch of this person is running")
    ),
    security(("token" = []))
)]
pub(super) async fn sign(
    scope: Scope,
    State(app): State<Shared>,
    Extension(desk): Extension<Arc<Letters>>,
    batch: Result<Json<SignBatch>, JsonRejection>,
) -> Result<Response, Fail> {
    let Json(batch) = batch?;
    if batch.items.len() > MOST_SIGNATURES {
        return Err(Code::TooLarge.into());
    }
    let new =
        NewBatch { id: batch.batch, person: scope.person, items: batch.items, passphrase: batch.passphrase.into() };
    let follow = blocking(&app, move |_| desk.batches.begin(&desk.signing, new)).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/x-ndjson"),
        // A proxy that collects lines would make a progress bar jump.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    Ok((headers, Body::from_stream(lines(follow))).into_response())
}

/// Each line as it comes. Ends when the reader has gone; the batch does not notice.
fn lines(mut follow: Follow) -> ReceiverStream<Result<Bytes, Infallible>> {
    let (to, from) = tokio::sync::mpsc::channel(LINES_AHEAD);
    tokio::spawn(async move {
        while let Some(line) = follow.next().await {
            // A line is texts and maps with text keys: writing it cannot fail.
            let mut text = serde_json::to_vec(&line).unwrap_or_default();
            text.push(b'\n');
            if to.send(Ok(text.into())).await.is_err() {
                return;
            }
        }
    });
    ReceiverStream::new(from)
}

/// Stops a batch after its current letter.
#[utoipa::path(
    delete,
    path = "/v1/signatures/{batch}",
    params(("batch" = String, Path, description = "Made by the client")),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn stop(
    scope: Scope,
    Extension(desk): Extension<Arc<Letters>>,
    Path(batch): Path<String>,
) -> Result<StatusCode, Fail> {
    let batch = batch.parse().map_err(|_| Code::NotFound)?;
    if desk.batches.stop(batch, scope.person) { Ok(StatusCode::NO_CONTENT) } else { Err(Code::NotFound.into()) }
}

/// Ends a doubt with evidence. Against the rules is a result.
#[utoipa::path(
    post,
    path = "/v1/signatures/{task}/resolve",
    params(("task" = String, Path, description = "The task in doubt")),
    request_body = Resolution,
    responses(
        (status = 200, body = ActionResult),
        (status = 401, body = Problem),
        (status = 413, body = Problem),
        (status = 429, body = Problem)
    ),
    security(("token" = []))
)]
pub(super) async fn resolve(
    scope: Scope,
    State(app): State<Shared>,
    Extension(desk): Extension<Arc<Letters>>,
    Path(task): Path<String>,
    resolution: Result<Json<Resolution>, JsonRejection>,
) -> Result<Json<ActionResult>, Fail> {
    let Json(resolution) = resolution?;
    let Ok(task) = task.parse::<RecordId>() else {
        return Ok(Json(ActionResult::Refused { refusal: Refusal::NotFound }));
    };
    if resolution.evidence.len() > LONGEST_EVIDENCE {
        return Err(Code::TooLarge.into());
    }
    if !second_is_there(&app, &resolution).await? {
        return Ok(Json(ActionResult::Refused { refusal: Refusal::SecondPersonNeeded }));
    }
    let evidence = Evidence {
        person: scope.person,
        signed: resolution.signed,
        text: resolution.evidence,
        second: resolution.second,
    };
    let result = blocking(&app, move |_| resolving::resolve(&desk.signing, task, evidence)).await?;
    app.metrics.result(&result);
    Ok(Json(result))
}

/// A second person who is named has typed their password.
async fn second_is_there(app: &Shared, resolution: &Resolution) -> Result<bool, Fail> {
    let Some(second) = resolution.second else {
        return Ok(true);
    };
    let password = resolution.second_password.clone().unwrap_or_default();
    let _turn = app.auth.turn().await.ok_or(Code::Unavailable)?;
    blocking(app, move |app| {
        let core = &app.core;
        match app.auth.check_person(&core.store, core.env.as_ref(), second, &password) {
            Ok(()) => Ok(true),
            Err(AuthError::Wrong) => Ok(false),
            Err(other) => Err(other),
        }
    })
    .await
}

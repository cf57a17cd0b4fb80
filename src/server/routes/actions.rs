//! A batch of one outbox.

use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;

use super::{Fail, blocking};
use crate::server::app::Shared;
use crate::server::core::actions::Answered;
use crate::server::core::scope::Scope;
use crate::wire::MOST_ACTIONS;
use crate::wire::actions::{ActionResult, Batch, Results};
use crate::wire::problem::{Code, Problem};

/// Takes actions and gives a result for each, the same for ever.
#[utoipa::path(
    post,
    path = "/v1/actions",
    request_body = Batch,
    responses((status = 200, body = Results), (status = 401, body = Problem), (status = 413, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn actions(
    scope: Scope,
    State(app): State<Shared>,
    batch: Result<Json<Batch>, JsonRejection>,
) -> Result<Json<Answered>, Fail> {
    let Json(batch) = batch?;
    if batch.actions.len() > MOST_ACTIONS {
        return Err(Code::TooLarge.into());
    }
    // An outbox speaks in its order: what came later may stand on what came before.
    if !batch.actions.is_sorted_by(|a, b| a.device_seq < b.device_seq) {
        return Err(Code::BadRequest.into());
    }
    let ids: Vec<_> = batch.actions.iter().map(|action| action.id).collect();
    let answered = blocking(&app, move |app| app.core.batch(&scope, batch)).await?;
    for (id, result) in ids.iter().zip(&answered.results) {
        if let Ok(result) = serde_json::from_str::<ActionResult>(result.get()) {
            let is = app.metrics.result(&result);
            tracing::info!(action = %id, is, "action");
            if let ActionResult::Quarantined { why } = &result {
                tracing::warn!(action = %id, why, "action quarantined");
            }
        }
    }
    Ok(Json(answered))
}

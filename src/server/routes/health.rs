//! Whether the server can work.

use axum::Json;
use axum::extract::State;
use serde::Serialize;

use super::{Fail, blocking};
use crate::server::app::Shared;

/// The answer when it can.
#[derive(Serialize, utoipa::ToSchema)]
pub(super) struct Health {
    /// The store answers.
    store: bool,
    /// Whether numbers and signatures are locked until ledger, database and blobs agree.
    signing_locked: bool,
}

/// Health. Public: for those who run the server.
#[utoipa::path(
    get,
    path = "/healthz",
    responses((status = 200, body = Health), (status = 503, body = crate::wire::problem::Problem))
)]
pub(super) async fn health(State(app): State<Shared>) -> Result<Json<Health>, Fail> {
    let meta = blocking(&app, |app| app.core.store.read(|tx| tx.meta())).await?;
    Ok(Json(Health { store: true, signing_locked: meta.signing_locked }))
}

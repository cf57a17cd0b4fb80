//! What this server is and can do.

use axum::Json;
use axum::extract::State;

use super::{Fail, blocking};
use crate::server::app::Shared;
use crate::wire::PROTOCOL;
use crate::wire::session::Hello;

/// Versions, features and time. Public: a desk asks before it knows who it is.
#[utoipa::path(get, path = "/v1/hello", responses((status = 200, body = Hello)))]
pub(super) async fn hello(State(app): State<Shared>) -> Result<Json<Hello>, Fail> {
    let meta = blocking(&app, |app| app.core.store.read(|tx| tx.meta())).await?;
    Ok(Json(Hello {
        server: meta.server,
        name: meta.name,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        protocols: vec![PROTOCOL],
        features: app.features.clone(),
        time: app.core.env.now(),
    }))
}

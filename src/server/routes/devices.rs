//! The devices on which this person has a session, and ending the sessions of one that was lost.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;

use super::{Fail, blocking};
use crate::domain::id::DeviceId;
use crate::server::app::Shared;
use crate::server::core::scope::Scope;
use crate::wire::problem::{Code, Problem};
use crate::wire::session::Devices;

/// The person's own devices.
#[utoipa::path(
    get,
    path = "/v1/devices",
    responses((status = 200, body = Devices), (status = 401, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn list(scope: Scope, State(app): State<Shared>) -> Result<Json<Devices>, Fail> {
    let devices = blocking(&app, move |app| app.auth.devices(&app.core, &scope)).await?;
    Ok(Json(Devices { devices }))
}

/// Ends every session that this person has on a device. What is unsent there stays there.
#[utoipa::path(
    delete,
    path = "/v1/devices/{device}",
    params(("device" = String, Path)),
    responses((status = 204), (status = 401, body = Problem), (status = 404, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn revoke(
    scope: Scope,
    State(app): State<Shared>,
    Path(device): Path<String>,
) -> Result<StatusCode, Fail> {
    let device: DeviceId = device.parse().map_err(|_| Fail::from(Code::NotFound))?;
    let ended = blocking(&app, move |app| app.auth.revoke(&app.core, &scope, device)).await?;
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Code::NotFound.into()) }
}

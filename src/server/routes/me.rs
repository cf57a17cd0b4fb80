//! The person of this session.

use axum::Json;
use axum::extract::State;

use super::{Fail, blocking};
use crate::domain::record::Body;
use crate::server::app::Shared;
use crate::server::core::CoreError;
use crate::server::core::scope::Scope;
use crate::server::store::ReadTx;
use crate::wire::problem::Problem;
use crate::wire::session::{Me, MyOffice};

/// Person, offices, roles and streams held.
#[utoipa::path(
    get,
    path = "/v1/me",
    responses((status = 200, body = Me), (status = 401, body = Problem)),
    security(("token" = []))
)]
pub(super) async fn me(scope: Scope, State(app): State<Shared>) -> Result<Json<Me>, Fail> {
    let time = app.core.env.now();
    let offices = {
        let scope = scope.clone();
        blocking(&app, move |app| app.core.store.read(|tx| offices_of(tx, &scope))).await?
    };
    // Somebody whose last position has ended is still somebody: then the account's name has to do.
    let name = scope.positions.first().map_or_else(|| scope.account.clone(), |official| official.name.clone());
    Ok(Json(Me {
        person: scope.person,
        account: scope.account.clone(),
        name,
        offices,
        streams: scope.streams().to_vec(),
        time,
    }))
}

fn offices_of(tx: &dyn ReadTx, scope: &Scope) -> Result<Vec<MyOffice>, CoreError> {
    let mut offices = Vec::with_capacity(scope.positions.len());
    for official in &scope.positions {
        let id = official.office.into();
        let stored = tx.load(id)?;
        let record = stored.map(|stored| stored.record()).transpose();
        let name = match record.map_err(|error| CoreError::Unreadable(id, error))?.map(|record| record.body) {
            Some(Body::Office(office)) => office.full_name(),
            _ => String::new(),
        };
        offices.push(MyOffice {
            office: official.office,
            name,
            position: official.position.clone(),
            roles: official.roles.clone(),
        });
    }
    Ok(offices)
}

//! One line a request: the path's template and never its ids, no body, no token, nobody's name.

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;

use crate::server::app::Shared;

pub(super) async fn each_request(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let begun = app.core.env.monotonic();
    let response = next.run(request).await;
    let status = response.status().as_u16();
    let took = app.core.env.monotonic().saturating_sub(begun);
    let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    app.metrics.answered(status);
    tracing::info!(%method, path = path.as_deref().unwrap_or("-"), status, ms, "request");
    response
}

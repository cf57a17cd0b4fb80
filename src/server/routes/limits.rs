//! How much at a time, and for how long.

use std::time::Duration;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::Fail;
use crate::server::app::Shared;
use crate::wire::problem::Code;

const LONGEST: Duration = Duration::from_secs(30);

/// How many requests at a time.
pub struct Limits {
    requests: Semaphore,
    waiting: Semaphore,
}

impl Limits {
    /// So many that are worked on, and so many that are held.
    pub fn new(requests: usize, waiting: usize) -> Self {
        Self { requests: Semaphore::new(requests), waiting: Semaphore::new(waiting) }
    }
}

async fn within(places: &Semaphore, request: Request, next: Next) -> Response {
    match places.try_acquire() {
        Ok(_place) => next.run(request).await,
        Err(_) => Fail::from(Code::Unavailable).into_response(),
    }
}

/// Requests beyond the limit are told to come back.
pub(super) async fn at_a_time(State(app): State<Shared>, request: Request, next: Next) -> Response {
    within(&app.limits.requests, request, next).await
}

/// Held requests have a limit of their own, so that those who wait keep nobody from working.
pub(super) async fn held_at_a_time(State(app): State<Shared>, request: Request, next: Next) -> Response {
    within(&app.limits.waiting, request, next).await
}

/// What takes too long is given up. A change that was begun is still kept or undone as a whole.
pub(super) async fn in_time(request: Request, next: Next) -> Response {
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Fail::from(Code::Unavailable).into_response(),
    }
}

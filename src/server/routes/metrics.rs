//! Counters as text, for those who run the server.

use std::fmt::Write;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::State;

use crate::server::app::Shared;
use crate::wire::actions::ActionResult;

/// Kinds of results, as they stand in the text.
const RESULTS: [&str; 7] = ["applied", "refused", "conflict", "blocked", "held", "quarantined", "reused"];

/// What is counted. No label holds anybody's id.
#[derive(Default)]
pub struct Metrics {
    statuses: [AtomicU64; 6],
    results: [AtomicU64; RESULTS.len()],
    waiting: AtomicU64,
}

/// Counts a held request as long as it is held.
pub(super) struct Held<'a>(&'a AtomicU64);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    pub(super) fn answered(&self, status: u16) {
        if let Some(counter) = self.statuses.get(usize::from(status / 100)) {
            counter.fetch_add(1, Ordering::Relaxed);
        }
    }

    pub(super) fn hold(&self) -> Held<'_> {
        self.waiting.fetch_add(1, Ordering::Relaxed);
        Held(&self.waiting)
    }

    /// Counts a result and says its name.
    pub(super) fn result(&self, result: &ActionResult) -> &'static str {
        let index = match result {
            ActionResult::Applied { .. } => 0,
            ActionResult::Refused { .. } => 1,
            ActionResult::Conflict { .. } => 2,
            ActionResult::Blocked { .. } => 3,
            ActionResult::Held { .. } => 4,
            ActionResult::Quarantined { .. } => 5,
            ActionResult::Reused => 6,
        };
        self.results[index].fetch_add(1, Ordering::Relaxed);
        RESULTS[index]
    }

    fn text(&self) -> String {
        let mut text = String::from("# TYPE serasi_requests counter\n");
        // Writing to a string cannot fail.
        for (class, counter) in self.statuses.iter().enumerate().skip(2) {
            let n = counter.load(Ordering::Relaxed);
            let _ = writeln!(text, "serasi_requests{{status=\"{class}xx\"}} {n}");
        }
        text.push_str("# TYPE serasi_actions counter\n");
        for (name, counter) in RESULTS.iter().zip(&self.results) {
            let _ = writeln!(text, "serasi_actions{{result=\"{name}\"}} {}", counter.load(Ordering::Relaxed));
        }
        let waiting = self.waiting.load(Ordering::Relaxed);
        let _ = writeln!(text, "# TYPE serasi_waiting gauge\nserasi_waiting {waiting}");
        text
    }
}

/// Counters. Public: numbers about the server, none about people.
#[utoipa::path(get, path = "/metrics", responses((status = 200, body = String, content_type = "text/plain")))]
pub(super) async fn metrics(State(app): State<Shared>) -> String {
    app.metrics.text()
}

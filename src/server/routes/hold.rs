//! Blocking work on a thread of its own: the core knows nothing of async.

use super::Fail;
use crate::server::app::Shared;
use crate::wire::problem::Code;

/// Runs blocking work beside the requests.
///
/// # Errors
/// The work's own; `internal` when it panicked.
pub async fn blocking<T, E, F>(app: &Shared, work: F) -> Result<T, Fail>
where
    F: FnOnce(&Shared) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: Into<Fail> + Send + 'static,
{
    let app = Shared::clone(app);
    match tokio::task::spawn_blocking(move || work(&app)).await {
        Ok(done) => done.map_err(Into::into),
        Err(_) => Err(Code::Internal.into()),
    }
}

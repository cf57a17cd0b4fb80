//! Waits for an exchange with the server from a thread that is not asynchronous: logging in, signing, fetching
//! a file. On a thread of its own, so that the caller may be anything.

use std::future::Future;

use crate::desk::DeskError;

/// Runs a future to its end.
///
/// # Errors
/// When no thread can be made.
pub fn wait<T: Send>(work: impl Future<Output = Result<T, DeskError>> + Send) -> Result<T, DeskError> {
    let failed = |error: std::io::Error| DeskError::Storage(error.to_string());
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("exchange".into()).spawn_scoped(scope, || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
            let result = runtime.block_on(work);
            // A name that is still being looked up on a dead line is not waited for.
            runtime.shutdown_background();
            result
        });
        thread.map_err(failed)?.join().map_err(|_| DeskError::Server("exchange ended".into()))?
    })
}

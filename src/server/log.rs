//! One JSON line for each thing that happened, on standard error.

use tracing_subscriber::EnvFilter;

/// Begins to log. A panic's message may hold somebody's data, so only its place is written.
pub fn begin(level: &str) {
    let filter = EnvFilter::try_new(level).unwrap_or_else(|_| EnvFilter::new("info"));
    let logs = tracing_subscriber::fmt().json().flatten_event(true).with_env_filter(filter);
    // A second one in the same process changes nothing: the first stays.
    let _ = logs.with_writer(std::io::stderr).try_init();
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}

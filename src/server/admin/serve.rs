//! `serve`: runs the server until it is told to end.

use std::sync::Arc;

use super::AdminError;
use crate::config::server::ServerConfig;
use crate::env::SharedEnv;
use crate::server::serve::begin_log;
use crate::server::{ServeConfig, serve};

/// Serves, and says the address on standard output in one line of JSON.
///
/// # Errors
/// When it cannot start.
pub fn run(config: &ServerConfig, env: &SharedEnv) -> Result<(), AdminError> {
    begin_log(&config.log.level);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let bound = |address| println!("{}", serde_json::json!({ "url": format!("http://{address}") }));
    runtime.block_on(serve(ServeConfig::from(config), Arc::clone(env), bound, std::future::pending()))?;
    Ok(())
}

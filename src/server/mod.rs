//! The central server.

pub mod admin;
pub mod app;
pub mod auth;
pub mod core;
mod housekeeping;
mod letters;
mod log;
pub mod pages;
pub mod render;
pub mod routes;
pub mod seed;
pub mod serve;
pub mod sign;
pub mod store;
pub mod typeset;

pub use self::app::{Addition, Base, Setting};
pub use self::serve::{ServeConfig, ServeError, make_store, open_files, open_store, serve};

/// The parts beside the protocol: each brings its routes, chores and features.
fn additions(base: &Base) -> Result<Vec<Addition>, ServeError> {
    Ok(vec![letters::addition(base).map_err(|error| ServeError::Addition(error.to_string()))?])
}

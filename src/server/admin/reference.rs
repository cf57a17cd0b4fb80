//! What every server begins with: the regency's offices, the letter types that ship, and their templates.

use std::path::Path;

use super::AdminError;
use crate::config::{letters, regions};
use crate::domain::record::Body;
use crate::env::Env;
use crate::server::core::import;
use crate::server::open_files;
use crate::server::store::Store;

/// Puts them into a new server; the number of records.
///
/// # Errors
/// When a file cannot be kept, or the records cannot be written; then none is.
pub fn begin(data: &Path, store: &Store, env: &dyn Env) -> Result<usize, AdminError> {
    let files = open_files(data).map_err(|error| AdminError::Said(error.to_string()))?;
    let mut bodies: Vec<Body> = Vec::new();
    for (letter_type, template) in letters::shipped().map_err(|error| AdminError::Said(error.to_string()))? {
        files.keep(template.as_bytes()).map_err(|error| AdminError::Said(error.to_string()))?;
        bodies.push(letter_type.into());
    }
    let offices = regions::all().map_err(|error| AdminError::Said(error.to_string()))?;
    bodies.extend(offices.into_iter().map(Body::from));
    let count = bodies.len();
    import(store, env, bodies)?;
    Ok(count)
}

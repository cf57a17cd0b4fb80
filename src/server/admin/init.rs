//! `init`: makes a new server, with an id that it keeps for ever.

use std::path::Path;

use super::AdminError;
use crate::env::Env;
use crate::server::make_store;
use crate::server::store::{Meta, Store, StoreError};

/// Makes the database of a new server.
///
/// # Errors
/// When there is one already, or it cannot be made.
pub fn init(data: &Path, name: &str, env: &dyn Env) -> Result<(Store, Meta), AdminError> {
    let store = make_store(data)?;
    let meta = Meta { server: env.new_id(), name: name.to_owned(), epoch: 1, signing_locked: false };
    let made = meta.clone();
    store.write(move |tx| match tx.meta() {
        Err(StoreError::NotInitialised) => tx.put_meta(&made).map_err(AdminError::from),
        Ok(meta) => Err(AdminError::Already(format!("server {}", meta.server))),
        Err(error) => Err(error.into()),
    })?;
    Ok((store, meta))
}

//! The devices on which this person has logged in: the server's last answer is kept, so that it can be read
//! without a line.

use super::query::DEVICES;
use super::store::{Files, StoreResult, cache};
use crate::wire::session::Devices;

/// Keeps what the server said. True when it is news.
pub(super) fn keep(files: &Files, devices: &Devices) -> StoreResult<bool> {
    let text = serde_json::to_string(devices)?;
    if cache::fact(&files.cache, DEVICES)?.as_deref() == Some(text.as_str()) {
        return Ok(false);
    }
    cache::remember(&files.cache, DEVICES, &text)?;
    Ok(true)
}

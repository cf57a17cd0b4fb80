//! Fetches the files of open work and of the last ninety days, newest first, one at a time.

use jiff::SignedDuration;

use super::driver::Exchange;
use super::event::{Event, Failure};
use super::push::broken;
use crate::client::store::rows::letters;
use crate::client::store::{StoreResult, private};
use crate::client::transport::api::CallError;
use crate::domain::id::ContentHash;

/// A file that cannot be had is asked for again after this.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);

pub(super) async fn run(exchange: &Exchange) -> Event {
    match fetch(exchange).await {
        Ok(more) => Event::FileCame { more },
        Err(failure) => Event::FileFailed(failure),
    }
}

async fn fetch(exchange: &Exchange) -> Result<bool, Failure> {
    let now = exchange.env.now();
    let next = exchange.store.write_async(move |files| letters::next_wanted(&files.cache, now)).await;
    let Some(hash) = next.map_err(broken)? else { return Ok(false) };
    if !exchange.profile.file(hash).exists() {
        let (api, token) = exchange.api()?;
        match api.blob(hash).await {
            Ok(bytes) => {
                private::write(&exchange.profile.file(hash), &bytes).map_err(broken)?;
                exchange.tell();
            }
            Err(CallError::NotFound | CallError::Strange { .. }) => {
                exchange.store.write_async(move |files| later(files, hash, now)).await.map_err(broken)?;
                return Ok(true);
            }
            Err(error) => return Err(exchange.failure(&error, &token)),
        }
    }
    exchange.store.write_async(move |files| letters::got(&files.cache, hash)).await.map_err(broken)?;
    Ok(true)
}

fn later(files: &mut crate::client::store::Files, hash: ContentHash, now: jiff::Timestamp) -> StoreResult<()> {
    letters::put_off(&files.cache, hash, now + AGAIN)
}

//! Asks who this is and which streams they hold.

use super::driver::Exchange;
use super::event::{Event, Failure};
use super::push::broken;
use crate::client::devices;
use crate::client::store::cache;
use crate::client::store::streams::ME;

pub(super) async fn run(exchange: &Exchange) -> Event {
    match ask(exchange).await {
        Ok(()) => Event::MeKnown,
        Err(failure) => Event::MeFailed(failure),
    }
}

/// The person's devices, where the server can say: an older one cannot, and nothing waits for it.
async fn learn_devices(exchange: &Exchange, api: &crate::client::transport::api::Api) {
    let Ok(known) = api.devices().await else { return };
    match exchange.store.write_async(move |files| devices::keep(files, &known)).await {
        Ok(true) => exchange.tell(),
        Ok(false) => {}
        Err(error) => tracing::warn!(%error, "devices"),
    }
}

async fn ask(exchange: &Exchange) -> Result<(), Failure> {
    let (api, token) = exchange.api()?;
    let mut me = api.me().await.map_err(|error| exchange.failure(&error, &token))?;
    // The time of asking is not part of who this is: an unchanged answer is not written.
    me.time = jiff::Timestamp::UNIX_EPOCH;
    let text = serde_json::to_string(&me).map_err(|_| Failure::Broken)?;
    let changed = exchange
        .store
        .write_async(move |files| {
            let changed = cache::fact(&files.cache, ME)?.as_deref() != Some(text.as_str());
            if changed {
                cache::remember(&files.cache, ME, &text)?;
            }
            Ok(changed)
        })
        .await
        .map_err(broken)?;
    if changed {
        exchange.profile.set_account(&me.account, &me.name).map_err(broken)?;
        exchange.tell();
    }
    // Last: nothing of who this is waits for it.
    learn_devices(exchange, &api).await;
    Ok(())
}

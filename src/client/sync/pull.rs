//! Reads the feed: upwards from the cursors, and downwards until the bottom, where both sides are compared.

use super::driver::Exchange;
use super::event::{Event, Failure};
use super::page::{self, Taken};
use super::push::broken;
use crate::client::store::{Files, StoreResult, streams};
use crate::domain::stream::StreamId;
use crate::wire::feed::{Cursor, Feed, ResyncReason, StreamPage};

/// How often the bottom is compared before a difference is believed.
const LOOKS: usize = 3;

/// Where to read on: each stream held, with its cursor if it was begun.
///
/// # Errors
/// When the store cannot be read.
pub fn places(files: &Files) -> StoreResult<Vec<(StreamId, Option<Cursor>)>> {
    streams::held(&files.cache)?
        .into_iter()
        .map(|stream| Ok((stream, streams::place(&files.cache, stream)?.map(|place| place.cursor()))))
        .collect()
}

/// Reads the feed once.
pub(super) async fn feed(exchange: &Exchange, hold: bool) -> Event {
    match poll(exchange, hold).await {
        Ok(Taken { stuck: true, .. }) => Event::FeedFailed(Failure::Broken),
        Ok(Taken { moved, behind, below, regrant, .. }) => Event::Fed { moved, behind, below, regrant },
        Err(failure) => Event::FeedFailed(failure),
    }
}

async fn poll(exchange: &Exchange, hold: bool) -> Result<Taken, Failure> {
    let at = exchange.store.write_async(|files| places(files)).await.map_err(broken)?;
    let taken = upwards(exchange, &at, hold).await?;
    if !taken.behind
        && !taken.stuck
        && let Some(write) = exchange.line.in_sync(exchange.env.now(), taken.moved)
    {
        exchange.store.write_async(write).await.map_err(broken)?;
    }
    if taken.moved {
        exchange.tell();
    }
    Ok(taken)
}

async fn upwards(exchange: &Exchange, at: &[(StreamId, Option<Cursor>)], hold: bool) -> Result<Taken, Failure> {
    if at.is_empty() {
        return Err(Failure::Broken);
    }
    let (api, token) = exchange.api()?;
    let feed = api.feed(at, hold).await.map_err(|error| exchange.failure(&error, &token))?;
    exchange.env.reached("page received");
    store(exchange, feed).await
}

async fn store(exchange: &Exchange, feed: Feed) -> Result<Taken, Failure> {
    let (now, profile) = (exchange.env.now(), exchange.profile.clone());
    let taken = exchange
        .store
        .write_async(move |files| page::take(files, &feed, now, &|hash| profile.file(hash).exists()))
        .await
        .map_err(broken)?;
    exchange.env.reached("page stored");
    Ok(taken)
}

/// Reads one page downwards, of the first stream that has not been read to its bottom.
pub(super) async fn down(exchange: &Exchange) -> Event {
    match lower(exchange).await {
        Ok(more) => Event::Lowered { more },
        Err(failure) => Event::DownFailed(failure),
    }
}

async fn next_below(exchange: &Exchange) -> Result<Option<(StreamId, Cursor, u64)>, Failure> {
    let find = |files: &mut Files| {
        for (stream, _) in places(files)? {
            if let Some(place) = streams::place(&files.cache, stream)?
                && let Some(below) = place.below
            {
                return Ok(Some((stream, place.cursor(), below)));
            }
        }
        Ok(None)
    };
    exchange.store.write_async(find).await.map_err(broken)
}

async fn lower(exchange: &Exchange) -> Result<bool, Failure> {
    let Some((stream, cursor, below)) = next_below(exchange).await? else { return Ok(false) };
    let (api, token) = exchange.api()?;
    for look in 1..=LOOKS {
        let feed = api.feed_down(stream, cursor, below).await.map_err(|error| exchange.failure(&error, &token))?;
        exchange.env.reached("page received");
        let bottom = feed.streams.iter().find_map(|page| match page {
            StreamPage::Down { digest, before: None, .. } => *digest,
            _ => None,
        });
        let taken = store(exchange, feed).await?;
        exchange.tell();
        if taken.stuck || taken.regrant {
            return Err(Failure::Broken);
        }
        let Some(theirs) = bottom else { break };
        // What both have is compared with nothing on its way: the rest of the feed is read first.
        let moved = catch_up(exchange, stream).await?;
        let ours = exchange.store.write_async(move |files| streams::digest(&files.cache, stream)).await;
        if ours.map_err(broken)? == theirs {
            break;
        }
        if look == LOOKS && !moved {
            differs(exchange, stream).await?;
        }
    }
    Ok(next_below(exchange).await?.is_some())
}

async fn catch_up(exchange: &Exchange, stream: StreamId) -> Result<bool, Failure> {
    let mut moved = false;
    loop {
        let at = exchange
            .store
            .write_async(move |files| Ok(streams::place(&files.cache, stream)?.map(|place| place.cursor())))
            .await
            .map_err(broken)?;
        let taken = upwards(exchange, &[(stream, at)], false).await?;
        moved |= taken.moved;
        if !taken.behind || !taken.moved {
            return Ok(moved);
        }
    }
}

/// At the bottom and with nothing on its way this desk holds something else than the server: begin again.
async fn differs(exchange: &Exchange, stream: StreamId) -> Result<(), Failure> {
    tracing::warn!(%stream, "digest differs");
    let now = exchange.env.now();
    let begun = exchange
        .store
        .write_async(move |files| streams::restart(&files.cache, stream, ResyncReason::Fork, now))
        .await
        .map_err(broken)?;
    if begun { Ok(()) } else { Err(Failure::Broken) }
}

//! Takes what the feed says. A page and its cursor are stored in one transaction; contiguity, chain and the
//! hash of each body are checked first. A page that came before, late or twice changes nothing.

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};

use crate::client::store::cache::Stored;
use crate::client::store::rows::letters;
use crate::client::store::streams::{self, Place};
use crate::client::store::{Files, StoreError, StoreResult, cache, outbox, overlay};
use crate::domain::id::ContentHash;
use crate::domain::record::Body;
use crate::domain::stream::StreamId;
use crate::wire::chain;
use crate::wire::feed::{Change, Cursor, Feed, Header, ResyncReason, StreamPage};

/// Device clock minus server clock in milliseconds, when last measured.
pub(super) const SKEW: &str = "skew_ms";
/// A smaller change of the skew is not worth a write.
const SKEW_STEP: i64 = 1000;
/// What a page did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Something new was in it.
    pub moved: bool,
    /// There is more upwards.
    pub behind: bool,
    /// A stream has not been read to its bottom.
    pub below: bool,
    /// A stream is not ours any more.
    pub regrant: bool,
    /// A page made no sense, and its stream was begun again within the hour.
    pub stuck: bool,
}

/// What is wrong with a page.
#[derive(Debug, thiserror::Error)]
enum Wrong {
    #[error("header cannot be read")]
    Header,
    #[error("positions are not contiguous")]
    Gap,
    #[error("chain does not fit")]
    Chain,
    #[error("body has another hash")]
    Body,
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Whether a file is on this device.
pub type Here<'a> = &'a dyn Fn(ContentHash) -> bool;

/// Stores an answer of the feed, with the pending actions applied to what it brought, in one transaction.
///
/// # Errors
/// When it cannot be stored; then nothing of it was.
pub fn take(files: &mut Files, feed: &Feed, now: Timestamp, here: Here<'_>) -> StoreResult<Taken> {
    let mut taken = Taken::default();
    let tx = files.cache.transaction_with_behavior(TransactionBehavior::Immediate)?;
    measure(&tx, feed.time, now)?;
    if !feed.streams.is_empty() {
        for page in &feed.streams {
            if let StreamPage::Resync { stream, reason: ResyncReason::Epoch | ResyncReason::Ahead } = page {
                outbox::pass_stream(&files.outbox, *stream)?;
            }
        }
        overlay::lift(&tx)?;
        for page in &feed.streams {
            tx.execute_batch("SAVEPOINT page")?;
            match take_page(&tx, page, now, here, &mut taken) {
                Ok(()) => tx.execute_batch("RELEASE page")?,
                Err(Wrong::Store(error)) => return Err(error),
                Err(wrong) => {
                    tx.execute_batch("ROLLBACK TO page; RELEASE page")?;
                    begin_again(&tx, stream_of(page), ResyncReason::Fork, now, &mut taken)?;
                    tracing::warn!(stream = %stream_of(page), %wrong, "page refused");
                }
            }
        }
    }
    let passed = if feed.streams.is_empty() { Vec::new() } else { overlay::lay(&files.outbox, &tx)? };
    tx.commit()?;
    outbox::pass(&files.outbox, &passed)?;
    Ok(taken)
}

fn stream_of(page: &StreamPage) -> StreamId {
    match page {
        StreamPage::Up { stream, .. }
        | StreamPage::Down { stream, .. }
        | StreamPage::Head { stream, .. }
        | StreamPage::Resync { stream, .. } => *stream,
    }
}

fn measure(cache: &Connection, server: Timestamp, now: Timestamp) -> StoreResult<()> {
    let skew = now.as_millisecond() - server.as_millisecond();
    let known: Option<i64> = cache::fact(cache, SKEW)?.and_then(|text| text.parse().ok());
    if known.is_none_or(|known| (known - skew).abs() >= SKEW_STEP) {
        cache::remember(cache, SKEW, &skew.to_string())?;
    }
    Ok(())
}

fn take_page(
    cache: &Connection,
    page: &StreamPage,
    now: Timestamp,
    here: Here<'_>,
    taken: &mut Taken,
) -> Result<(), Wrong> {
    match page {
        StreamPage::Up { stream, changes, next, head } => {
            let Some(place) = streams::place(cache, *stream)? else { return Ok(()) };
            let place = go_up(cache, *stream, place, changes, next, now, here, taken)?;
            taken.behind |= *head > place.position;
            taken.below |= !place.bottom;
        }
        StreamPage::Down { stream, changes, before, .. } => {
            for change in changes {
                let header = read_header(change)?;
                receive(cache, *stream, &header, change, now, here)?;
            }
            streams::lower(cache, *stream, *before)?;
            taken.moved = true;
        }
        StreamPage::Head { stream, cursor, link } => {
            if *cursor != Cursor::at(cursor.epoch, cursor.position, &link.0) {
                return Err(Wrong::Chain);
            }
            streams::begin(cache, *stream, *cursor, &link.0)?;
            taken.moved = true;
            taken.behind = true;
            taken.below |= cursor.position > 0;
        }
        StreamPage::Resync { stream, reason: ResyncReason::Grant } => {
            tracing::warn!(%stream, "stream is not granted");
            taken.regrant = true;
        }
        StreamPage::Resync { stream, reason } => begin_again(cache, *stream, *reason, now, taken)?,
    }
    Ok(())
}

fn begin_again(
    cache: &Connection,
    stream: StreamId,
    reason: ResyncReason,
    now: Timestamp,
    taken: &mut Taken,
) -> StoreResult<()> {
    if streams::restart(cache, stream, reason, now)? {
        taken.moved = true;
        taken.behind = true;
    } else {
        taken.stuck = true;
    }
    Ok(())
}

#[allow(clippy::too_many_arguments)] // a page, where it goes, and what it did
fn go_up(
    cache: &Connection,
    stream: StreamId,
    mut place: Place,
    changes: &[Change],
    next: &Cursor,
    now: Timestamp,
    here: Here<'_>,
    taken: &mut Taken,
) -> Result<Place, Wrong> {
    for change in changes {
        let header = read_header(change)?;
        if header.position <= place.position {
            continue;
        }
        if header.position != place.position + 1 {
            return Err(Wrong::Gap);
        }
        place.link = chain::next(&place.link, change.header.as_bytes());
        place.position = header.position;
        receive(cache, stream, &header, change, now, here)?;
        taken.moved = true;
    }
    if next.position == place.position && *next != place.cursor() {
        return Err(Wrong::Chain);
    }
    streams::advance(cache, stream, place.position, &place.link)?;
    Ok(place)
}

fn read_header(change: &Change) -> Result<Header, Wrong> {
    serde_json::from_str(&change.header).map_err(|_| Wrong::Header)
}

fn receive(
    cache: &Connection,
    stream: StreamId,
    header: &Header,
    change: &Change,
    now: Timestamp,
    here: Here<'_>,
) -> Result<(), Wrong> {
    let Some(body) = &change.body else { return Ok(()) };
    if ContentHash::of(body.as_bytes()) != header.body {
        return Err(Wrong::Body);
    }
    if !streams::hold(cache, stream, header.record, header.version)? {
        return Ok(());
    }
    let stored = Stored {
        kind: header.kind.clone(),
        version: header.version,
        bytes: body.as_bytes().to_vec(),
        actor: header.actor,
        at: Some(header.at),
        unreadable: false,
    };
    if cache::receive(cache, header.record, stored)?
        && let Ok(Body::Letter(letter)) = Body::read(&header.kind, body.as_bytes())
        && letters::wants_file(&letter, now)
        && letter.pdf.is_some_and(|hash| !here(hash))
    {
        letters::want(cache, &letter)?;
    }
    Ok(())
}

/// The server's clock, as far as this device can tell.
///
/// # Errors
/// When the store cannot be read.
pub(crate) fn server_time(cache: &Connection, now: Timestamp) -> StoreResult<Timestamp> {
    let skew = cache::fact(cache, SKEW)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(now.checked_sub(jiff::SignedDuration::from_millis(skew)).unwrap_or(now))
}

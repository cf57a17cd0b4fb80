//! Reads streams: upwards from a cursor every header, downwards from a position what is still newest.

use super::CoreError;
use super::append::head_of;
use super::scope::Scope;
use crate::domain::id::ContentHash;
use crate::domain::stream::StreamId;
use crate::server::store::{Head, ReadTx, StoredChange};
use crate::wire::chain;
use crate::wire::feed::{Change, Cursor, Digest, ResyncReason, StreamPage, digest_of};

/// At most this many bytes of headers and bodies in one page, unless one change alone is larger.
const MOST_BYTES: usize = 128 * 1024;

/// Where a reader stands in a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At its beginning: it asks for the head.
    New,
    /// It has read up to here.
    Cursor(Cursor),
}

/// What follows a cursor, upwards; none while nothing does.
///
/// # Errors
/// When the store cannot say.
pub fn up(
    tx: &dyn ReadTx,
    scope: &Scope,
    stream: StreamId,
    at: At,
    limit: u32,
) -> Result<Option<StreamPage>, CoreError> {
    let head = match known(tx, scope, stream, at)? {
        Ok(head) => head,
        Err(reason) => return Ok(Some(StreamPage::Resync { stream, reason })),
    };
    let cursor = match at {
        At::New => {
            let cursor = Cursor::at(head.epoch, head.position, &head.link);
            return Ok(Some(StreamPage::Head { stream, cursor, link: ContentHash(head.link) }));
        }
        At::Cursor(cursor) => cursor,
    };
    if cursor.position == head.position {
        return Ok(None);
    }
    let rows = within_bytes(tx.changes_after(stream, cursor.position, limit)?);
    let next = rows.last().map_or(cursor, |row| Cursor::at(head.epoch, row.position, &row.link));
    let changes = rows.into_iter().map(change).collect();
    Ok(Some(StreamPage::Up { stream, changes, next, head: head.position }))
}

/// What is still newest below a position, downwards.
///
/// # Errors
/// When the store cannot say.
pub fn down(
    tx: &dyn ReadTx,
    scope: &Scope,
    stream: StreamId,
    at: At,
    before: u64,
    limit: u32,
) -> Result<StreamPage, CoreError> {
    if let Err(reason) = known(tx, scope, stream, at)? {
        return Ok(StreamPage::Resync { stream, reason });
    }
    let found = tx.newest_before(stream, before, limit.saturating_add(1))?;
    let all = found.len();
    let mut rows = within_bytes(found);
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let before = rows.last().filter(|_| rows.len() < all).map(|row| row.position);
    let digest = if before.is_none() { Some(digest(tx, stream)?) } else { None };
    Ok(StreamPage::Down { stream, changes: rows.into_iter().map(change).collect(), before, digest })
}

/// Count and digest of a stream's current records.
///
/// # Errors
/// When the store cannot say.
pub fn digest(tx: &dyn ReadTx, stream: StreamId) -> Result<Digest, CoreError> {
    let mut digest = Digest { count: 0, sum: uuid::Uuid::nil() };
    for (record, version) in tx.current(stream)? {
        digest.count += 1;
        digest.sum = uuid::Uuid::from_u128(digest.sum.as_u128() ^ digest_of(record, version));
    }
    Ok(digest)
}

/// The head, when this person holds the stream and the cursor is one of ours. A stream that is not held
/// looks like one that is not there.
fn known(tx: &dyn ReadTx, scope: &Scope, stream: StreamId, at: At) -> Result<Result<Head, ResyncReason>, CoreError> {
    if !scope.sees(&[stream]) {
        return Ok(Err(ResyncReason::Grant));
    }
    let head = head_of(tx, stream)?;
    let At::Cursor(cursor) = at else {
        return Ok(Ok(head));
    };
    if cursor.epoch != head.epoch {
        return Ok(Err(ResyncReason::Epoch));
    }
    if cursor.position > head.position {
        return Ok(Err(ResyncReason::Ahead));
    }
    if cursor.position < head.floor {
        return Ok(Err(ResyncReason::Floor));
    }
    let link =
        if cursor.position == 0 { Some(chain::start(stream, head.epoch)) } else { tx.link(stream, cursor.position)? };
    let same = link.is_some_and(|link| Cursor::at(cursor.epoch, cursor.position, &link) == cursor);
    Ok(if same { Ok(head) } else { Err(ResyncReason::Fork) })
}

fn change(row: StoredChange) -> Change {
    Change { header: row.header, body: row.body }
}

fn within_bytes(mut rows: Vec<StoredChange>) -> Vec<StoredChange> {
    let mut bytes = 0;
    let fits = rows.iter().take_while(|row| {
        bytes += row.header.len() + row.body.as_ref().map_or(0, String::len);
        bytes <= MOST_BYTES
    });
    let fits = fits.count().max(1);
    rows.truncate(fits);
    rows
}

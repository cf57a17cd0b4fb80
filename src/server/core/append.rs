//! The only way into the streams: records, then changes, then heads in ascending order of the streams.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::CoreError;
use crate::domain::id::{ActionId, PersonId};
use crate::domain::outcome::Change;
use crate::domain::record::Body;
use crate::domain::stream::StreamId;
use crate::server::store::{Entry, Head, ReadTx, StoreError, Tx};
use crate::wire::chain;
use crate::wire::feed::Header;

/// Who made changes, by what, when.
#[derive(Clone, Copy)]
pub(super) struct Because {
    pub action: ActionId,
    pub actor: Option<PersonId>,
    pub at: Timestamp,
}

/// Writes the next versions of records and appends a change to every stream they live in. Gives the
/// positions, in ascending order of the streams.
pub(super) fn append(tx: &mut dyn Tx, changes: &[Change], because: Because) -> Result<Vec<(StreamId, u64)>, CoreError> {
    let mut headers: BTreeMap<StreamId, Vec<Header>> = BTreeMap::new();
    for change in changes {
        stays_in_its_streams(tx, change)?;
        let hash = tx.put(&change.body, change.version())?;
        for stream in change.body.streams() {
            headers.entry(stream).or_default().push(Header {
                position: 0,
                record: change.body.id(),
                kind: change.body.kind().to_owned(),
                version: change.version(),
                action: because.action,
                actor: because.actor,
                at: because.at,
                body: hash,
            });
        }
    }
    let mut positions = Vec::with_capacity(changes.len());
    for (stream, headers) in headers {
        let head = extend(tx, stream, headers, &mut positions)?;
        tx.put_head(&head)?;
    }
    Ok(positions)
}

fn extend(
    tx: &mut dyn Tx,
    stream: StreamId,
    headers: Vec<Header>,
    positions: &mut Vec<(StreamId, u64)>,
) -> Result<Head, CoreError> {
    let mut head = head_of(tx, stream)?;
    for mut header in headers {
        head.position += 1;
        header.position = head.position;
        let text = serde_json::to_string(&header).map_err(|_| CoreError::Poison("header"))?;
        head.link = chain::next(&head.link, text.as_bytes());
        tx.append(&Entry {
            stream,
            position: head.position,
            record: header.record,
            version: header.version,
            action: header.action,
            header: text,
            link: head.link,
        })?;
        positions.push((stream, head.position));
    }
    Ok(head)
}

/// A stream's head, also of a stream in which nothing has happened yet.
pub(super) fn head_of(tx: &(impl ReadTx + ?Sized), stream: StreamId) -> Result<Head, StoreError> {
    if let Some(head) = tx.head(stream)? {
        return Ok(head);
    }
    let epoch = tx.meta()?.epoch;
    Ok(Head { stream, epoch, position: 0, link: chain::start(stream, epoch), floor: 0 })
}

/// A record that left a stream would stay on the desks that hold it: that takes a tombstone, which no rule
/// makes yet.
fn stays_in_its_streams(tx: &dyn Tx, change: &Change) -> Result<(), CoreError> {
    if change.base.is_none() {
        return Ok(());
    }
    let id = change.body.id();
    let Some(before) = tx.load(id)? else {
        return Err(CoreError::Poison("version_of_nothing"));
    };
    let before = Body::read(&before.kind, before.body.as_bytes()).map_err(|e| CoreError::Unreadable(id, e))?;
    let now = change.body.streams();
    if before.streams().iter().all(|stream| now.contains(stream)) {
        Ok(())
    } else {
        Err(CoreError::Poison("record_leaves_stream"))
    }
}

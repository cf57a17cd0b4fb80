//! The snapshot a request would freeze, composed by the rules from the records that are here.

use jiff::Span;
use jiff::civil::Date;
use rusqlite::Connection;

use crate::client::store::{StoreResult, overlay};
use crate::domain::context::{Context, Stop};
use crate::domain::id::ContentHash;
use crate::domain::refusal::Refusal;
use crate::domain::request::Request;
use crate::domain::rules::snapshot_of;
use crate::domain::snapshot::Snapshot;

/// A letter prepared longer before it reached the server is not accepted.
const MOST_DAYS: i64 = 7;

/// What composing came to.
pub enum Composed {
    /// This.
    Snapshot(Box<Snapshot>),
    /// The rules say no.
    Cannot(Refusal),
    /// A record it needs has not arrived.
    NotHere,
}

/// Composes what forwarding on a day would freeze.
///
/// # Errors
/// When the store cannot be read.
pub fn compose(outbox: &Connection, cache: &Connection, request: &Request, day: Date) -> StoreResult<Composed> {
    let mut context = Context::default();
    loop {
        return Ok(match snapshot_of(request, day, &context) {
            Ok(snapshot) => Composed::Snapshot(Box::new(snapshot)),
            Err(Stop::Need(need)) => {
                overlay::answer(outbox, cache, &mut context, need)?;
                continue;
            }
            Err(Stop::Refused(Refusal::NotFound) | Stop::Undecided | Stop::Differs(_)) => Composed::NotHere,
            Err(Stop::Refused(refusal)) => Composed::Cannot(refusal),
        });
    }
}

/// What was frozen.
pub enum Frozen {
    /// The same comes out of today's records.
    Same(Box<Snapshot>),
    /// They give another content now.
    Other,
    /// A record it needs has not arrived.
    NotHere,
}

/// Composes frozen content again, trying the days on which it may have been prepared.
///
/// # Errors
/// When the store cannot be read.
pub fn again(
    outbox: &Connection,
    cache: &Connection,
    request: &Request,
    hash: ContentHash,
    received: Date,
) -> StoreResult<Frozen> {
    for days in 0..=MOST_DAYS {
        let Ok(day) = received.checked_sub(Span::new().days(days)) else { break };
        match compose(outbox, cache, request, day)? {
            Composed::Snapshot(snapshot) if ContentHash::of(&snapshot.canonical()) == hash => {
                return Ok(Frozen::Same(snapshot));
            }
            Composed::Snapshot(_) | Composed::Cannot(_) => {}
            Composed::NotHere => return Ok(Frozen::NotHere),
        }
    }
    Ok(Frozen::Other)
}

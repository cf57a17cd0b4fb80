//! Which streams a person holds: the one question behind every answer.

use jiff::Timestamp;

use super::CoreError;
use crate::domain::id::{ContentHash, DeviceId, PersonId};
use crate::domain::office::{Official, Role};
use crate::domain::record::Body;
use crate::domain::stream::StreamId;
use crate::server::store::ReadTx;

/// A person at a device, and what they hold now. Every query takes one; nothing else gives a right to read.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The person.
    pub person: PersonId,
    /// The device that the session is bound to.
    pub device: DeviceId,
    /// The account's name.
    pub account: String,
    /// Which session.
    pub session: ContentHash,
    /// Positions held today.
    pub positions: Vec<Official>,
    streams: Vec<StreamId>,
}

impl Scope {
    /// What a person holds now.
    ///
    /// # Errors
    /// When the store cannot say.
    pub fn of(
        tx: &dyn ReadTx,
        person: PersonId,
        device: DeviceId,
        account: &str,
        session: ContentHash,
        now: Timestamp,
    ) -> Result<Self, CoreError> {
        let positions = positions_that_count(tx, person, now, now)?;
        let streams = streams_of(person, &positions);
        Ok(Self { person, device, account: account.to_owned(), session, positions, streams })
    }

    /// The same person with what they hold at this moment: rights may end while a request waits.
    ///
    /// # Errors
    /// When the store cannot say.
    pub fn again(&self, tx: &dyn ReadTx, now: Timestamp) -> Result<Self, CoreError> {
        Self::of(tx, self.person, self.device, &self.account, self.session, now)
    }

    /// All streams held, in ascending order.
    pub fn streams(&self) -> &[StreamId] {
        &self.streams
    }

    /// Whether one of these streams is held: who holds one of a record's streams may read it.
    pub fn sees(&self, streams: &[StreamId]) -> bool {
        streams.iter().any(|stream| self.streams.contains(stream))
    }
}

/// Positions that count for something made at `made` and received at `now`.
pub(super) fn positions_that_count(
    tx: &dyn ReadTx,
    person: PersonId,
    now: Timestamp,
    made: Timestamp,
) -> Result<Vec<Official>, CoreError> {
    let mut held = Vec::new();
    for stored in tx.positions(person)? {
        let record = stored.record().map_err(|error| CoreError::Unreadable(stored.id, error))?;
        if let Body::Official(official) = record.body
            && official.counts(now, made)
        {
            held.push(official);
        }
    }
    Ok(held)
}

/// The streams that go with these positions, in ascending order.
pub(super) fn streams_of(person: PersonId, positions: &[Official]) -> Vec<StreamId> {
    let mut streams = vec![StreamId::Reference, StreamId::Person(person)];
    for official in positions {
        streams.push(StreamId::Office(official.office));
        if official.roles.contains(&Role::Admin) {
            streams.push(StreamId::OfficeLog(official.office));
        }
    }
    streams.sort_unstable();
    streams.dedup();
    streams
}

//! The verbs that change, in SQL.

use jiff::Timestamp;
use rusqlite::{Connection, Params, params};

use super::reading::Reading;
use super::value::int;
use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::letter::DeliveryState;
use crate::domain::policy::{Policy, is_financial_code};
use crate::domain::record::Body;
use crate::domain::stream::StreamId;
use crate::server::store::error::{StoreError, StoreResult};
use crate::server::store::rows::{Account, Entry, Given, Head, Inserted, Meta, NewAction, Quarantined, SessionRow};
use crate::server::store::tx::{ReadTx, Tx};

/// A transaction on the writer's connection, or a part of one between two savepoints.
pub(super) struct Writing<'a> {
    reading: Reading<'a>,
    depth: usize,
    /// Streams that grew, with the depth at which they did.
    grown: Vec<(usize, StreamId)>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self { reading: Reading(connection), depth: 0, grown: Vec::new() }
    }

    pub(super) fn connection(&self) -> &Connection {
        self.reading.0
    }

    fn run(&self, sql: &str, params: impl Params) -> StoreResult<usize> {
        Ok(self.connection().prepare_cached(sql)?.execute(params)?)
    }

    /// Keeps everything, marks left open too, and says which streams grew.
    pub(super) fn keep(mut self) -> StoreResult<Vec<StreamId>> {
        while self.depth > 0 {
            self.release()?;
        }
        Ok(self.grown.into_iter().map(|(_, stream)| stream).collect())
    }

    /// Undoes everything.
    pub(super) fn undo(mut self) -> StoreResult<()> {
        while self.depth > 0 {
            self.rollback()?;
        }
        Ok(())
    }

    /// What is looked up by a record's content.
    fn index(&mut self, body: &Body) -> StoreResult<()> {
        for blob in body.blobs() {
            for stream in body.streams() {
                let sql = "INSERT INTO blob_stream (blob, stream) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                self.run(sql, params![blob.0, stream.to_string()])?;
            }
        }
        match body {
            Body::Official(official) => {
                let sql = "INSERT INTO official (record, office, person) VALUES (?1, ?2, ?3)
                           ON CONFLICT (record) DO UPDATE SET office = excluded.office, person = excluded.person";
                let (office, person) = (official.office.0, official.person.0);
                self.run(sql, params![official.id.0.as_bytes(), office.as_bytes(), person.as_bytes()])?;
            }
            Body::Letter(letter) => {
                if let Some(token) = &letter.token {
                    let sql = "INSERT INTO letter_token (token, letter) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
                    self.run(sql, params![token, letter.id.0.as_bytes()])?;
                }
                if let Some(frozen) = &letter.frozen {
                    let ink = frozen.policy == Policy::Ink || is_financial_code(&letter.classification);
                    self.fence(letter.id, ink, letter.pdf)?;
                }
            }
            // A task that says ink makes its letter one of ink, whatever the letter says of itself.
            Body::Task(task) if task.policy == Policy::Ink => {
                let sql = "INSERT INTO letter_policy (letter, policy) VALUES (?1, 'ink')
                           ON CONFLICT (letter) DO UPDATE SET policy = 'ink'";
                self.run(sql, params![task.letter.0.as_bytes()])?;
            }
            _ => {}
        }
        Ok(())
    }

    fn fence(&self, letter: RecordId, ink: bool, signed: Option<ContentHash>) -> StoreResult<()> {
        let sql = "INSERT INTO letter_policy (letter, policy, signed_pdf) VALUES (?1, ?2, ?3)
                   ON CONFLICT (letter) DO UPDATE SET policy = excluded.policy, signed_pdf = excluded.signed_pdf";
        let policy = if ink { "ink" } else { "electronic" };
        self.run(sql, params![letter.0.as_bytes(), policy, signed.map(|hash| hash.0)])?;
        Ok(())
    }
}

/// The stable name of the state that a record is in, for kinds that the server itself works on.
fn state_of(body: &Body) -> Option<&'static str> {
    match body {
        Body::Request(request) => Some(request.state.name()),
        Body::Letter(letter) => Some(letter.state.name()),
        Body::Task(task) => Some(task.state.name()),
        Body::Delivery(delivery) => Some(match delivery.state {
            DeliveryState::Queued => "queued",
            DeliveryState::Delivered { .. } => "delivered",
            DeliveryState::Undeliverable(_) => "undeliverable",
        }),
        _ => None,
    }
}

impl Tx for Writing<'_> {
    fn savepoint(&mut self) -> StoreResult<()> {
        self.depth += 1;
        self.run(&format!("SAVEPOINT s{}", self.depth), [])?;
        Ok(())
    }

    fn rollback(&mut self) -> StoreResult<()> {
        let depth = self.depth;
        self.run(&format!("ROLLBACK TO s{depth}"), [])?;
        self.run(&format!("RELEASE s{depth}"), [])?;
        self.grown.retain(|(grown_at, _)| *grown_at < depth);
        self.depth -= 1;
        Ok(())
    }

    fn release(&mut self) -> StoreResult<()> {
        let depth = self.depth;
        self.run(&format!("RELEASE s{depth}"), [])?;
        self.depth -= 1;
        self.grown.iter_mut().for_each(|(grown_at, _)| *grown_at = (*grown_at).min(depth - 1));
        Ok(())
    }

    fn put_meta(&mut self, meta: &Meta) -> StoreResult<()> {
        let sql = "INSERT INTO meta (one, server, name, epoch, signing_locked) VALUES (1, ?1, ?2, ?3, ?4)
                   ON CONFLICT (one) DO UPDATE SET server = excluded.server, name = excluded.name,
                   epoch = excluded.epoch, signing_locked = excluded.signing_locked";
        let epoch = int(meta.epoch)?;
        self.run(sql, params![meta.server.as_bytes(), meta.name, epoch, meta.signing_locked])?;
        Ok(())
    }

    fn put(&mut self, body: &Body, version: u64) -> StoreResult<ContentHash> {
        let text = String::from_utf8(body.write()).map_err(|_| StoreError::Corrupt("body".into()))?;
        let id = body.id();
        // The version before must be there, and be the one before: nobody skips or repeats one.
        let sql = if version == 1 {
            "INSERT INTO record (id, kind, version, state, body) VALUES (?1, ?2, ?3, ?4, ?5)"
        } else {
            "UPDATE record SET state = ?4, body = ?5, version = ?3 WHERE id = ?1 AND kind = ?2 AND version = ?3 - 1"
        };
        let params = params![id.0.as_bytes(), body.kind(), int(version)?, state_of(body), text];
        if self.run(sql, params)? != 1 {
            return Err(StoreError::Constraint("record version".into()));
        }
        self.index(body)?;
        Ok(ContentHash::of(text.as_bytes()))
    }

    fn put_snapshot(&mut self, hash: ContentHash, bytes: &[u8]) -> StoreResult<()> {
        self.run("INSERT INTO snapshot (hash, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING", params![hash.0, bytes])?;
        Ok(())
    }

    fn append(&mut self, entry: &Entry) -> StoreResult<()> {
        let (stream, position, version) = (entry.stream.to_string(), int(entry.position)?, int(entry.version)?);
        let record = entry.record.0.as_bytes();
        let sql = "INSERT INTO change (stream, position, record, version, action, header, link)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let action = entry.action.0.as_bytes();
        self.run(sql, params![stream, position, record, version, action, entry.header, entry.link])?;
        let sql = "INSERT INTO current (stream, record, position, version) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (stream, record) DO UPDATE SET position = excluded.position, version = excluded.version";
        self.run(sql, params![stream, record, position, version])?;
        Ok(())
    }

    fn put_head(&mut self, head: &Head) -> StoreResult<()> {
        let sql = "INSERT INTO stream_head (stream, epoch, position, link, floor) VALUES (?1, ?2, ?3, ?4, ?5)
                   ON CONFLICT (stream) DO UPDATE SET epoch = excluded.epoch, position = excluded.position,
                   link = excluded.link, floor = excluded.floor";
        let (epoch, position, floor) = (int(head.epoch)?, int(head.position)?, int(head.floor)?);
        self.run(sql, params![head.stream.to_string(), epoch, position, head.link, floor])?;
        self.grown.push((self.depth, head.stream));
        Ok(())
    }

    fn insert_action(&mut self, action: &NewAction) -> StoreResult<Inserted> {
        if let Some(known) = self.action(action.id)? {
            return Ok(Inserted::Known(Box::new(known)));
        }
        let device = action.from.map(|(device, _)| *device.0.as_bytes());
        let seq = action.from.map(|(_, seq)| int(seq)).transpose()?;
        let actor = action.actor.map(|actor| *actor.0.as_bytes());
        let sql = "INSERT INTO action (id, device, device_seq, actor, bytes, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                   ON CONFLICT (device, device_seq) DO NOTHING";
        let id = action.id.0.as_bytes();
        match self.run(sql, params![id, device, seq, actor, action.bytes, action.at.to_string()])? {
            1 => Ok(Inserted::New),
            _ => Ok(Inserted::NumberTaken),
        }
    }

    fn put_result(&mut self, action: ActionId, result: &str) -> StoreResult<()> {
        let sql = "UPDATE action SET result = ?2 WHERE id = ?1";
        match self.run(sql, params![action.0.as_bytes(), result])? {
            1 => Ok(()),
            _ => Err(StoreError::Constraint("result without action".into())),
        }
    }

    fn next_number(&mut self, office: OfficeId, counter: &str, year: i16) -> StoreResult<u32> {
        let sql = "INSERT INTO counter (office, counter, year, last) VALUES (?1, ?2, ?3, 1)
                   ON CONFLICT (office, counter, year) DO UPDATE SET last = last + 1 RETURNING last";
        let mut statement = self.connection().prepare_cached(sql)?;
        Ok(statement.query_row(params![office.0.as_bytes(), counter, year], |row| row.get(0))?)
    }

    fn enter_number(&mut self, given: &Given) -> StoreResult<()> {
        let (office, letter) = (given.office.0.as_bytes(), given.letter.0.as_bytes());
        let sql = "INSERT INTO number (office, book, counter, year, n, text, letter)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        self.run(sql, params![office, given.book, given.counter, given.year, given.n, given.text, letter])?;
        let sql = "INSERT INTO counter (office, counter, year, last) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (office, counter, year) DO UPDATE SET last = max(last, excluded.last)";
        self.run(sql, params![office, given.counter, given.year, given.n])?;
        Ok(())
    }

    fn put_upload(&mut self, blob: ContentHash, person: PersonId) -> StoreResult<()> {
        let sql = "INSERT INTO upload (blob, person) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
        self.run(sql, params![blob.0, person.0.as_bytes()])?;
        Ok(())
    }

    fn put_account(&mut self, account: &Account) -> StoreResult<()> {
        let sql = "INSERT INTO account (name, person, password, disabled) VALUES (?1, ?2, ?3, ?4)
                   ON CONFLICT (name) DO UPDATE SET person = excluded.person, password = excluded.password,
                   disabled = excluded.disabled";
        self.run(sql, params![account.name, account.person.0.as_bytes(), account.password, account.disabled])?;
        Ok(())
    }

    fn put_session(&mut self, session: &SessionRow) -> StoreResult<()> {
        let sql = "INSERT INTO session (token, account, person, device, device_name, expires)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let (person, device) = (session.person.0.as_bytes(), session.device.0.as_bytes());
        let expires = session.expires.to_string();
        let row = params![session.token.0, session.account, person, device, session.device_name, expires];
        self.run(sql, row)?;
        Ok(())
    }

    fn extend_session(&mut self, token: ContentHash, expires: Timestamp) -> StoreResult<()> {
        self.run("UPDATE session SET expires = ?2 WHERE token = ?1", params![token.0, expires.to_string()])?;
        Ok(())
    }

    fn end_session(&mut self, token: ContentHash) -> StoreResult<()> {
        self.run("DELETE FROM session WHERE token = ?1", params![token.0])?;
        Ok(())
    }

    fn end_sessions_on(&mut self, person: PersonId, device: DeviceId) -> StoreResult<bool> {
        let sql = "DELETE FROM session WHERE person = ?1 AND device = ?2";
        Ok(self.run(sql, params![person.0.as_bytes(), device.0.as_bytes()])? > 0)
    }

    fn forget_sessions(&mut self, ended_before: Timestamp) -> StoreResult<()> {
        // As texts these are in order but for fractions of the same second.
        self.run("DELETE FROM session WHERE expires < ?1", params![ended_before.to_string()])?;
        Ok(())
    }

    fn put_quarantined(&mut self, row: &Quarantined) -> StoreResult<()> {
        let sql = "INSERT INTO quarantine (action, bytes, why, at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
        self.run(sql, params![row.action.0.as_bytes(), row.bytes, row.why, row.at.to_string()])?;
        Ok(())
    }
}

//! The verbs that ask, in SQL.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};
use uuid::Uuid;

use super::value::{hash, id, int, maybe_id, stream, time, uint};
use super::writing::Writing;
use crate::domain::id::{ActionId, ContentHash, DeviceId, OfficeId, PersonId, RecordId};
use crate::domain::stream::StreamId;
use crate::server::store::error::{StoreError, StoreResult};
use crate::server::store::rows::{
    Account, Given, Head, Meta, Quarantined, SessionRow, Stored, StoredAction, StoredChange,
};
use crate::server::store::tx::ReadTx;
use crate::wire::chain::Link;

/// A transaction that only asks.
pub(super) struct Reading<'a>(pub(super) &'a Connection);

/// Whatever has a connection in a transaction can be asked.
pub(super) trait Asked {
    fn connection(&self) -> &Connection;
}

impl Asked for Reading<'_> {
    fn connection(&self) -> &Connection {
        self.0
    }
}

impl Asked for Writing<'_> {
    fn connection(&self) -> &Connection {
        Writing::connection(self)
    }
}

fn one<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> StoreResult<Option<T>> {
    Ok(connection.prepare_cached(sql)?.query_row(params, read).optional()?)
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> StoreResult<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn session(row: &Row<'_>) -> rusqlite::Result<SessionRow> {
    Ok(SessionRow {
        token: hash(row, 0)?,
        account: row.get(1)?,
        person: id(row, 2)?,
        device: id(row, 3)?,
        device_name: row.get(4)?,
        expires: time(row, 5)?,
    })
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored { id: id(row, 0)?, kind: row.get(1)?, version: uint(row, 2)?, body: row.get(3)? })
}

fn change(row: &Row<'_>) -> rusqlite::Result<StoredChange> {
    Ok(StoredChange { position: uint(row, 0)?, header: row.get(1)?, link: row.get(2)?, body: row.get(3)? })
}

fn action_row(row: &Row<'_>) -> rusqlite::Result<StoredAction> {
    let device: Option<DeviceId> = maybe_id(row, 1)?;
    let seq: Option<i64> = row.get(2)?;
    let seq = seq.and_then(|seq| u64::try_from(seq).ok());
    Ok(StoredAction {
        id: id(row, 0)?,
        from: device.zip(seq),
        actor: maybe_id(row, 3)?,
        bytes: row.get(4)?,
        result: row.get(5)?,
        at: time(row, 6)?,
    })
}

fn account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account { name: row.get(0)?, person: id(row, 1)?, password: row.get(2)?, disabled: row.get(3)? })
}

fn given(row: &Row<'_>) -> rusqlite::Result<(u64, Given)> {
    let given = Given {
        office: id(row, 1)?,
        book: row.get(2)?,
        counter: row.get(3)?,
        year: row.get(4)?,
        n: row.get(5)?,
        text: row.get(6)?,
        letter: id(row, 7)?,
    };
    Ok((uint(row, 0)?, given))
}

impl<A: Asked> ReadTx for A {
    fn meta(&self) -> StoreResult<Meta> {
        let sql = "SELECT server, name, epoch, signing_locked FROM meta";
        let meta = one(self.connection(), sql, [], |row| {
            let server: Uuid = id(row, 0)?;
            Ok(Meta { server, name: row.get(1)?, epoch: uint(row, 2)?, signing_locked: row.get(3)? })
        })?;
        meta.ok_or(StoreError::NotInitialised)
    }

    fn load(&self, id: RecordId) -> StoreResult<Option<Stored>> {
        let sql = "SELECT id, kind, version, body FROM record WHERE id = ?1";
        one(self.connection(), sql, params![id.0.as_bytes()], stored)
    }

    fn officials(&self, office: OfficeId) -> StoreResult<Vec<Stored>> {
        let sql = "SELECT id, kind, version, body FROM official JOIN record ON record.id = official.record
                   WHERE office = ?1 ORDER BY official.record";
        all(self.connection(), sql, params![office.0.as_bytes()], stored)
    }

    fn positions(&self, person: PersonId) -> StoreResult<Vec<Stored>> {
        let sql = "SELECT id, kind, version, body FROM official JOIN record ON record.id = official.record
                   WHERE person = ?1 ORDER BY official.record";
        all(self.connection(), sql, params![person.0.as_bytes()], stored)
    }

    fn records_in(&self, kind: &str, state: &str) -> StoreResult<Vec<RecordId>> {
        let sql = "SELECT id FROM record WHERE kind = ?1 AND state = ?2 ORDER BY id";
        all(self.connection(), sql, params![kind, state], |row| id(row, 0))
    }

    fn letter_of(&self, token: &str) -> StoreResult<Option<RecordId>> {
        let sql = "SELECT letter FROM letter_token WHERE token = ?1";
        one(self.connection(), sql, params![token], |row| id(row, 0))
    }

    fn letter_of_file(&self, file: ContentHash) -> StoreResult<Option<RecordId>> {
        let sql = "SELECT letter FROM letter_policy WHERE signed_pdf = ?1";
        one(self.connection(), sql, params![file.0], |row| id(row, 0))
    }

    fn snapshot(&self, hash: ContentHash) -> StoreResult<Option<Vec<u8>>> {
        one(self.connection(), "SELECT bytes FROM snapshot WHERE hash = ?1", params![hash.0], |row| row.get(0))
    }

    fn head(&self, stream: StreamId) -> StoreResult<Option<Head>> {
        let sql = "SELECT epoch, position, link, floor FROM stream_head WHERE stream = ?1";
        one(self.connection(), sql, params![stream.to_string()], |row| {
            Ok(Head { stream, epoch: uint(row, 0)?, position: uint(row, 1)?, link: row.get(2)?, floor: uint(row, 3)? })
        })
    }

    fn streams(&self) -> StoreResult<Vec<StreamId>> {
        all(self.connection(), "SELECT stream FROM stream_head ORDER BY stream", [], |row| stream(row, 0))
    }

    fn link(&self, stream: StreamId, position: u64) -> StoreResult<Option<Link>> {
        let sql = "SELECT link FROM change WHERE stream = ?1 AND position = ?2";
        one(self.connection(), sql, params![stream.to_string(), int(position)?], |row| row.get(0))
    }

    fn changes_after(&self, stream: StreamId, position: u64, limit: u32) -> StoreResult<Vec<StoredChange>> {
        let sql = "SELECT change.position, change.header, change.link, record.body
                   FROM change
                   LEFT JOIN current ON current.stream = change.stream AND current.record = change.record
                                    AND current.position = change.position
                   LEFT JOIN record ON record.id = current.record AND record.version = current.version
                   WHERE change.stream = ?1 AND change.position > ?2 ORDER BY change.position LIMIT ?3";
        all(self.connection(), sql, params![stream.to_string(), int(position)?, limit], change)
    }

    fn newest_before(&self, stream: StreamId, position: u64, limit: u32) -> StoreResult<Vec<StoredChange>> {
        let sql = "SELECT change.position, change.header, change.link, record.body
                   FROM current
                   JOIN change ON change.stream = current.stream AND change.position = current.position
                   JOIN record ON record.id = current.record AND record.version = current.version
                   WHERE current.stream = ?1 AND current.position < ?2 ORDER BY current.position DESC LIMIT ?3";
        all(self.connection(), sql, params![stream.to_string(), int(position)?, limit], change)
    }

    fn current(&self, stream: StreamId) -> StoreResult<Vec<(RecordId, u64)>> {
        let sql = "SELECT record, version FROM current WHERE stream = ?1 ORDER BY record";
        all(self.connection(), sql, params![stream.to_string()], |row| Ok((id(row, 0)?, uint(row, 1)?)))
    }

    fn action(&self, id: ActionId) -> StoreResult<Option<StoredAction>> {
        let sql = "SELECT id, device, device_seq, actor, bytes, result, at FROM action WHERE id = ?1";
        one(self.connection(), sql, params![id.0.as_bytes()], action_row)
    }

    fn numbers_after(&self, seq: u64, limit: u32) -> StoreResult<Vec<(u64, Given)>> {
        let sql = "SELECT seq, office, book, counter, year, n, text, letter FROM number
                   WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        all(self.connection(), sql, params![int(seq)?, limit], given)
    }

    fn streams_of_blob(&self, blob: ContentHash) -> StoreResult<Vec<StreamId>> {
        let sql = "SELECT stream FROM blob_stream WHERE blob = ?1";
        all(self.connection(), sql, params![blob.0], |row| stream(row, 0))
    }

    fn uploaded(&self, blob: ContentHash, person: PersonId) -> StoreResult<bool> {
        let sql = "SELECT 1 FROM upload WHERE blob = ?1 AND person = ?2";
        Ok(one(self.connection(), sql, params![blob.0, person.0.as_bytes()], |_| Ok(()))?.is_some())
    }

    fn account(&self, name: &str) -> StoreResult<Option<Account>> {
        let sql = "SELECT name, person, password, disabled FROM account WHERE name = ?1";
        one(self.connection(), sql, params![name], account)
    }

    fn account_of(&self, person: PersonId) -> StoreResult<Option<Account>> {
        let sql = "SELECT name, person, password, disabled FROM account WHERE person = ?1";
        one(self.connection(), sql, params![person.0.as_bytes()], account)
    }

    fn session(&self, token: ContentHash) -> StoreResult<Option<SessionRow>> {
        let sql = "SELECT token, account, person, device, device_name, expires FROM session WHERE token = ?1";
        one(self.connection(), sql, params![token.0], session)
    }

    fn sessions_of(&self, person: PersonId) -> StoreResult<Vec<SessionRow>> {
        let sql = "SELECT token, account, person, device, device_name, expires FROM session WHERE person = ?1";
        all(self.connection(), sql, params![person.0.as_bytes()], session)
    }

    fn quarantined(&self) -> StoreResult<Vec<Quarantined>> {
        let sql = "SELECT action, bytes, why, at FROM quarantine ORDER BY at, action";
        all(self.connection(), sql, [], |row| {
            Ok(Quarantined { action: id(row, 0)?, bytes: row.get(1)?, why: row.get(2)?, at: time(row, 3)? })
        })
    }
}

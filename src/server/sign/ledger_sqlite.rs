//! The ledger in an SQLite file of its own, flushed to the disk at every commit.

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};
use uuid::Uuid;

use super::ledger::{Attempt, AttemptState, BatchBegin, Intent, Ledger, LedgerError, Ledgered, Prepared};
use super::ledger_schema;
use crate::domain::id::{ContentHash, OfficeId, PersonId, RecordId};
use crate::domain::policy::Policy;
use crate::server::store::Given;
use crate::server::typeset::Area;

/// How long a call waits for another process at the file.
const PATIENCE: Duration = Duration::from_secs(5);

const ATTEMPT: &str = "SELECT id, task, letter, signer, snapshot, prepared, policy, batch, process, opened, \
                       deadline, attempt, state, signed, failure, was_read FROM attempt";

/// A ledger in a file.
pub struct SqliteLedger {
    connection: Mutex<Connection>,
}

impl SqliteLedger {
    /// Opens the ledger at a path, and makes it where there is none.
    ///
    /// # Errors
    /// When the file cannot be opened or was written by a newer program.
    pub fn open(path: &Path) -> Ledgered<Self> {
        let mut connection = Connection::open(path).map_err(storage)?;
        connection.busy_timeout(PATIENCE).map_err(storage)?;
        ledger_schema::prepare(&mut connection)?;
        Ok(Self { connection: Mutex::new(connection) })
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        // A statement that panicked was rolled back: the connection is as good as before.
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Closes an open attempt, or notes something on it.
    fn update_open(&self, sql: &str, values: impl rusqlite::Params) -> Ledgered<()> {
        match self.connection().execute(sql, values).map_err(storage)? {
            0 => Err(LedgerError::Closed),
            _ => Ok(()),
        }
    }

    fn list(&self, tail: &str, values: impl rusqlite::Params) -> Ledgered<Vec<Attempt>> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(&format!("{ATTEMPT} {tail}")).map_err(storage)?;
        let rows = statement.query_map(values, read_attempt).map_err(storage)?;
        rows.collect::<Result<_, _>>().map_err(storage)
    }
}

pub(super) fn storage(error: rusqlite::Error) -> LedgerError {
    // SQLite's own words, never a value of a row.
    LedgerError::Storage(match error {
        rusqlite::Error::SqliteFailure(code, text) => text.unwrap_or_else(|| code.to_string()),
        other => other.to_string(),
    })
}

fn violates(error: &rusqlite::Error, extended: i32) -> bool {
    matches!(error, rusqlite::Error::SqliteFailure(code, _) if code.extended_code == extended)
}

fn opening(error: rusqlite::Error) -> LedgerError {
    if violates(&error, rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE) {
        LedgerError::Taken
    } else if violates(&error, rusqlite::ffi::SQLITE_CONSTRAINT_CHECK) {
        LedgerError::Ink
    } else {
        storage(error)
    }
}

fn policy_name(policy: Policy) -> &'static str {
    match policy {
        Policy::Electronic => "electronic",
        Policy::Ink => "ink",
    }
}

/// Reads a column that was written from a value's own text.
fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    parse(column, &row.get::<_, String>(column)?)
}

fn parse<T: std::str::FromStr>(column: usize, text: &str) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}

fn read_attempt(row: &Row<'_>) -> rusqlite::Result<Attempt> {
    let signed = row.get::<_, Option<String>>(13)?.map(|text| parse::<ContentHash>(13, &text)).transpose()?;
    let state = match (row.get::<_, String>(12)?.as_str(), signed) {
        ("signed", Some(pdf)) => AttemptState::Signed { pdf },
        ("failed", _) => AttemptState::Failed { code: row.get::<_, Option<String>>(14)?.unwrap_or_default() },
        (_, keeping) => AttemptState::Open { keeping },
    };
    Ok(Attempt {
        id: row.get(0)?,
        intent: Intent {
            task: parsed(row, 1)?,
            letter: parsed(row, 2)?,
            signer: parsed(row, 3)?,
            snapshot: parsed(row, 4)?,
            prepared: parsed(row, 5)?,
            policy: Policy::Electronic, // the table holds nothing else
            batch: parsed(row, 7)?,
            read: row.get(15)?,
            process: parsed(row, 8)?,
            opened: parsed(row, 9)?,
            deadline: parsed(row, 10)?,
        },
        attempt: row.get(11)?,
        state,
    })
}

fn enter_number(connection: &Connection, given: &Given) -> Ledgered<()> {
    let (office, letter) = (given.office.to_string(), given.letter.to_string());
    let values = params![office, given.book, given.counter, given.year, given.n, given.text, letter];
    connection
        .prepare_cached(
            "INSERT OR IGNORE INTO number (office, book, counter, year, n, text, letter) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )
        .and_then(|mut statement| statement.execute(values))
        .map_err(storage)?;
    let same: bool = connection
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM number WHERE office = ?1 AND book = ?2 AND counter = ?3 AND year = ?4 \
             AND n = ?5 AND text = ?6 AND letter = ?7)",
        )
        .and_then(|mut statement| statement.query_row(values, |row| row.get(0)))
        .map_err(storage)?;
    if same { Ok(()) } else { Err(LedgerError::NumberTaken) }
}

fn find_prepared(connection: &Connection, task: RecordId, snapshot: ContentHash) -> rusqlite::Result<Option<Prepared>> {
    connection
        .query_row(
            "SELECT pdf, filled, page, x0, y0, x1, y1 FROM prepared WHERE task = ?1 AND snapshot = ?2",
            params![task.to_string(), snapshot.to_string()],
            |row| {
                let page: Option<u32> = row.get(2)?;
                let area = match page {
                    Some(page) => {
                        Some(Area { page, x0: row.get(3)?, y0: row.get(4)?, x1: row.get(5)?, y1: row.get(6)? })
                    }
                    None => None,
                };
                Ok(Prepared { pdf: parsed(row, 0)?, filled: parsed(row, 1)?, area })
            },
        )
        .optional()
}

impl Ledger for SqliteLedger {
    fn enter_numbers(&self, given: &[Given]) -> Ledgered<()> {
        let mut connection = self.connection();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
        for one in given {
            enter_number(&tx, one)?;
        }
        tx.commit().map_err(storage)
    }

    fn highest_numbers(&self) -> Ledgered<Vec<(OfficeId, String, i16, u32)>> {
        let connection = self.connection();
        let mut statement = connection
            .prepare("SELECT office, counter, year, MAX(n) FROM number GROUP BY office, counter, year")
            .map_err(storage)?;
        let rows = statement
            .query_map([], |row| Ok((parsed(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
            .map_err(storage)?;
        rows.collect::<Result<_, _>>().map_err(storage)
    }

    fn remember_prepared(&self, task: RecordId, snapshot: ContentHash, prepared: &Prepared) -> Ledgered<Prepared> {
        let mut connection = self.connection();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
        let area = prepared.area;
        tx.execute(
            "INSERT OR IGNORE INTO prepared (task, snapshot, pdf, filled, page, x0, y0, x1, y1) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![
                task.to_string(),
                snapshot.to_string(),
                prepared.pdf.to_string(),
                prepared.filled.to_string(),
                area.map(|area| area.page),
                area.map(|area| area.x0),
                area.map(|area| area.y0),
                area.map(|area| area.x1),
                area.map(|area| area.y1),
            ],
        )
        .map_err(storage)?;
        let holds = find_prepared(&tx, task, snapshot).map_err(storage)?;
        tx.commit().map_err(storage)?;
        holds.ok_or_else(|| LedgerError::Storage("what was prepared cannot be read again".into()))
    }

    fn prepared(&self, task: RecordId, snapshot: ContentHash) -> Ledgered<Option<Prepared>> {
        find_prepared(&self.connection(), task, snapshot).map_err(storage)
    }

    fn open(&self, intent: &Intent) -> Ledgered<Attempt> {
        let mut connection = self.connection();
        let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(storage)?;
        let attempt: u32 = tx
            .query_row("SELECT COUNT(*) + 1 FROM attempt WHERE task = ?1", [intent.task.to_string()], |row| row.get(0))
            .map_err(storage)?;
        tx.execute(
            "INSERT INTO attempt (task, letter, signer, snapshot, prepared, policy, batch, process, opened, deadline, \
             attempt, was_read, state) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, 'open')",
            params![
                intent.task.to_string(),
                intent.letter.to_string(),
                intent.signer.to_string(),
                intent.snapshot.to_string(),
                intent.prepared.to_string(),
                policy_name(intent.policy),
                intent.batch.to_string(),
                intent.process.to_string(),
                intent.opened.to_string(),
                intent.deadline.to_string(),
                attempt,
                intent.read,
            ],
        )
        .map_err(opening)?;
        let id = tx.last_insert_rowid();
        tx.commit().map_err(storage)?;
        Ok(Attempt { id, intent: intent.clone(), attempt, state: AttemptState::Open { keeping: None } })
    }

    fn keeping(&self, attempt: i64, pdf: ContentHash) -> Ledgered<()> {
        self.update_open(
            "UPDATE attempt SET signed = ?2 WHERE id = ?1 AND state = 'open'",
            params![attempt, pdf.to_string()],
        )
    }

    fn signed(&self, attempt: i64, pdf: ContentHash) -> Ledgered<()> {
        self.update_open(
            "UPDATE attempt SET state = 'signed', signed = ?2 WHERE id = ?1 AND state = 'open'",
            params![attempt, pdf.to_string()],
        )
    }

    fn failed(&self, attempt: i64, code: &str) -> Ledgered<()> {
        self.update_open(
            "UPDATE attempt SET state = 'failed', failure = ?2 WHERE id = ?1 AND state = 'open'",
            params![attempt, code],
        )
    }

    fn settled(&self, attempt: i64) -> Ledgered<()> {
        self.connection()
            .execute("UPDATE attempt SET settled = 1 WHERE id = ?1 AND state = 'signed' AND settled = 0", [attempt])
            .map(|_| ())
            .map_err(storage)
    }

    fn attempts(&self, task: RecordId) -> Ledgered<Vec<Attempt>> {
        self.list("WHERE task = ?1 ORDER BY attempt", [task.to_string()])
    }

    fn failures(&self, task: RecordId) -> Ledgered<u32> {
        self.connection()
            .query_row("SELECT COUNT(*) FROM attempt WHERE task = ?1 AND state = 'failed'", [task.to_string()], |row| {
                row.get(0)
            })
            .map_err(storage)
    }

    fn being_signed(&self, letter: RecordId) -> Ledgered<bool> {
        self.connection()
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM attempt WHERE letter = ?1 AND state <> 'failed')",
                [letter.to_string()],
                |row| row.get(0),
            )
            .map_err(storage)
    }

    fn unsettled(&self) -> Ledgered<Vec<Attempt>> {
        self.list("WHERE state <> 'failed' AND settled = 0 ORDER BY id", [])
    }

    fn signed_after(&self, row: i64, limit: u32) -> Ledgered<Vec<Attempt>> {
        self.list("WHERE id > ?1 AND state = 'signed' ORDER BY id LIMIT ?2", params![row, limit])
    }

    fn begin_batch(&self, batch: Uuid, person: PersonId, at: Timestamp) -> Ledgered<BatchBegin> {
        let connection = self.connection();
        let new = connection
            .execute(
                "INSERT OR IGNORE INTO batch (id, person, begun) VALUES (?1, ?2, ?3)",
                params![batch.to_string(), person.to_string(), at.to_string()],
            )
            .map_err(storage)?;
        if new == 1 {
            return Ok(BatchBegin::New);
        }
        let owner: String = connection
            .query_row("SELECT person FROM batch WHERE id = ?1", [batch.to_string()], |row| row.get(0))
            .map_err(storage)?;
        Ok(if owner == person.to_string() { BatchBegin::Known } else { BatchBegin::NotYours })
    }
}

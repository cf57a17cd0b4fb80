//! The tables of the ledger's file, and what no program can make it hold.

use rusqlite::Connection;

use super::ledger::{LedgerError, Ledgered};
use super::ledger_sqlite::storage;

/// The schema that this program writes.
const VERSION: i64 = 1;

/// Rows are added and closed once; nothing is ever deleted or written again.
const TABLES: &str = "
CREATE TABLE number (
    office  TEXT NOT NULL,
    book    TEXT NOT NULL,
    counter TEXT NOT NULL,
    year    INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    text    TEXT NOT NULL,
    letter  TEXT NOT NULL,
    PRIMARY KEY (office, counter, year, n),
    UNIQUE (office, book, year, text)
) STRICT, WITHOUT ROWID;

CREATE TABLE prepared (
    task     TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    pdf      TEXT NOT NULL,
    filled   TEXT NOT NULL,
    page     INTEGER,
    x0       REAL, y0 REAL, x1 REAL, y1 REAL,
    PRIMARY KEY (task, snapshot)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    id       INTEGER PRIMARY KEY,
    task     TEXT NOT NULL,
    letter   TEXT NOT NULL,
    signer   TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    prepared TEXT NOT NULL,
    policy   TEXT NOT NULL CHECK (policy = 'electronic'),
    batch    TEXT NOT NULL,
    was_read INTEGER NOT NULL CHECK (was_read IN (0, 1)),
    process  TEXT NOT NULL,
    opened   TEXT NOT NULL,
    deadline TEXT NOT NULL,
    attempt  INTEGER NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('open', 'signed', 'failed')),
    signed   TEXT,
    failure  TEXT,
    settled  INTEGER NOT NULL DEFAULT 0,
    CHECK (state <> 'signed' OR signed IS NOT NULL),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX attempt_one ON attempt (task) WHERE state <> 'failed';
CREATE INDEX attempt_task ON attempt (task, attempt);
CREATE INDEX attempt_letter ON attempt (letter) WHERE state <> 'failed';
CREATE INDEX attempt_unsettled ON attempt (id) WHERE state <> 'failed' AND settled = 0;

CREATE TABLE batch (
    id     TEXT PRIMARY KEY,
    person TEXT NOT NULL,
    begun  TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER number_stays BEFORE UPDATE ON number
BEGIN SELECT RAISE(ABORT, 'a number never changes'); END;
CREATE TRIGGER number_is_kept BEFORE DELETE ON number
BEGIN SELECT RAISE(ABORT, 'a number is never deleted'); END;
CREATE TRIGGER prepared_stays BEFORE UPDATE ON prepared
BEGIN SELECT RAISE(ABORT, 'prepared bytes never change'); END;
CREATE TRIGGER attempt_is_kept BEFORE DELETE ON attempt
BEGIN SELECT RAISE(ABORT, 'an attempt is never deleted'); END;
CREATE TRIGGER attempt_intent_stays
BEFORE UPDATE OF task, letter, signer, snapshot, prepared, policy, batch, was_read, process, opened, deadline, attempt
ON attempt
BEGIN SELECT RAISE(ABORT, 'an intent never changes'); END;
CREATE TRIGGER attempt_closes_once BEFORE UPDATE OF state, signed, failure ON attempt WHEN OLD.state <> 'open'
BEGIN SELECT RAISE(ABORT, 'an attempt closes once'); END;
";

/// Sets the connection up and makes the tables where there are none.
pub(super) fn prepare(connection: &mut Connection) -> Ledgered<()> {
    connection
        .execute_batch(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
             PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;",
        )
        .map_err(storage)?;
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).map_err(storage)?;
    let version: i64 = tx.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(storage)?;
    match version {
        0 => {
            tx.execute_batch(TABLES).map_err(storage)?;
            tx.pragma_update(None, "user_version", VERSION).map_err(storage)?;
        }
        VERSION => {}
        _ => return Err(LedgerError::Newer),
    }
    tx.commit().map_err(storage)
}

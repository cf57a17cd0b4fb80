-- What the server has, with pending actions applied. All of it can be fetched again.
-- No foreign keys between records: one may point to another that has not arrived.

CREATE TABLE record (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    -- Who made this version, and when by the server's clock; none for what is only applied here.
    actor BLOB,
    at INTEGER,
    -- This program does not know its kind, version or a value in it: kept, and counted in the header.
    unreadable INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX record_unreadable ON record (id) WHERE unreadable = 1;

-- The server's own row of a record that pending actions have changed; without a kind there was none.
CREATE TABLE base (
    id BLOB PRIMARY KEY,
    kind TEXT,
    version INTEGER,
    body BLOB,
    actor BLOB,
    at INTEGER,
    unreadable INTEGER
) STRICT;

-- How each pending action stands here, in the order of the outbox.
CREATE TABLE overlay (
    seq INTEGER PRIMARY KEY,
    action BLOB NOT NULL UNIQUE,
    standing TEXT NOT NULL CHECK (standing IN ('applied', 'undecided', 'does_not_apply')),
    -- The version of its record after it, as far as this desk can tell.
    version INTEGER NOT NULL
) STRICT;
CREATE TABLE touched (
    record BLOB NOT NULL,
    action BLOB NOT NULL,
    PRIMARY KEY (record, action)
) STRICT, WITHOUT ROWID;

CREATE TABLE stream (
    name TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    position INTEGER NOT NULL,
    link BLOB NOT NULL,
    -- Read on downwards from below this position; none at the bottom.
    below INTEGER,
    bottom INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 0,
    sum BLOB NOT NULL
) STRICT, WITHOUT ROWID;
-- Which version of which record this stream has given: what its digest is made of.
CREATE TABLE held (
    stream TEXT NOT NULL,
    record BLOB NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (stream, record)
) STRICT, WITHOUT ROWID;
CREATE TABLE resync (
    stream TEXT NOT NULL,
    reason TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (stream, reason)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- The last things that went wrong, repeated ones folded.
CREATE TABLE trouble (
    n INTEGER PRIMARY KEY,
    code TEXT NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    times INTEGER NOT NULL
) STRICT;

-- Ids are 16-byte blobs, hashes and chain links 32-byte blobs, times RFC 3339 in UTC.
-- Bodies, headers, actions and results are the exact JSON bytes that were written once.

CREATE TABLE meta (
    one            INTEGER PRIMARY KEY CHECK (one = 1),
    server         BLOB NOT NULL,
    name           TEXT NOT NULL,
    epoch          INTEGER NOT NULL,
    signing_locked INTEGER NOT NULL CHECK (signing_locked IN (0, 1))
) STRICT;

-- The newest version of each record. `state` is its stable name, for the server's own work lists.
CREATE TABLE record (
    id      BLOB PRIMARY KEY,
    kind    TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    state   TEXT,
    body    TEXT NOT NULL
) STRICT;
CREATE INDEX record_state ON record (kind, state, id) WHERE state IS NOT NULL;

CREATE TABLE official (
    record BLOB PRIMARY KEY,
    office BLOB NOT NULL,
    person BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX official_office ON official (office);
CREATE INDEX official_person ON official (person);

CREATE TABLE letter_token (
    token  TEXT PRIMARY KEY,
    letter BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The fence behind every rule: what is signed in ink never gets an electronically signed file.
CREATE TABLE letter_policy (
    letter     BLOB PRIMARY KEY,
    policy     TEXT NOT NULL CHECK (policy IN ('electronic', 'ink')),
    signed_pdf BLOB,
    CONSTRAINT ink_has_no_signed_pdf CHECK (NOT (policy = 'ink' AND signed_pdf IS NOT NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX letter_policy_file ON letter_policy (signed_pdf) WHERE signed_pdf IS NOT NULL;
CREATE TRIGGER ink_stays_ink BEFORE UPDATE ON letter_policy
WHEN OLD.policy = 'ink' AND NEW.policy <> 'ink'
BEGIN SELECT RAISE(ABORT, 'ink_stays_ink'); END;
CREATE TRIGGER signed_pdf_stays BEFORE UPDATE ON letter_policy
WHEN OLD.signed_pdf IS NOT NULL AND NEW.signed_pdf IS NOT OLD.signed_pdf
BEGIN SELECT RAISE(ABORT, 'signed_pdf_stays'); END;
CREATE TRIGGER policy_stays BEFORE DELETE ON letter_policy
BEGIN SELECT RAISE(ABORT, 'policy_stays'); END;

CREATE TABLE snapshot (
    hash  BLOB PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE stream_head (
    stream   TEXT PRIMARY KEY,
    epoch    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    link     BLOB NOT NULL,
    floor    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE change (
    stream   TEXT NOT NULL,
    position INTEGER NOT NULL,
    record   BLOB NOT NULL,
    version  INTEGER NOT NULL,
    action   BLOB NOT NULL,
    header   TEXT NOT NULL,
    link     BLOB NOT NULL,
    PRIMARY KEY (stream, position)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER change_stays BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'change_stays'); END;

-- Where each record's newest version stands in each stream.
CREATE TABLE current (
    stream   TEXT NOT NULL,
    record   BLOB NOT NULL,
    position INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    PRIMARY KEY (stream, record)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX current_position ON current (stream, position);

CREATE TABLE action (
    id         BLOB PRIMARY KEY,
    device     BLOB,
    device_seq INTEGER,
    actor      BLOB,
    bytes      TEXT NOT NULL,
    result     TEXT,
    at         TEXT NOT NULL,
    CONSTRAINT device_number UNIQUE (device, device_seq)
) STRICT;
CREATE TRIGGER result_stays BEFORE UPDATE ON action
WHEN OLD.result IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'result_stays'); END;
CREATE TRIGGER action_stays BEFORE DELETE ON action
BEGIN SELECT RAISE(ABORT, 'action_stays'); END;

CREATE TABLE counter (
    office  BLOB NOT NULL,
    counter TEXT NOT NULL,
    year    INTEGER NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (office, counter, year)
) STRICT, WITHOUT ROWID;

-- Every number given, in any book. A row is never changed and never leaves.
CREATE TABLE number (
    seq     INTEGER PRIMARY KEY,
    office  BLOB NOT NULL,
    book    TEXT NOT NULL,
    counter TEXT NOT NULL,
    year    INTEGER NOT NULL,
    n       INTEGER NOT NULL,
    text    TEXT NOT NULL,
    letter  BLOB NOT NULL,
    CONSTRAINT number_once UNIQUE (office, counter, year, n),
    CONSTRAINT text_once UNIQUE (office, book, year, text),
    CONSTRAINT letter_once UNIQUE (letter, book)
) STRICT;
CREATE TRIGGER number_stays BEFORE UPDATE ON number
BEGIN SELECT RAISE(ABORT, 'number_stays'); END;
CREATE TRIGGER number_never_leaves BEFORE DELETE ON number
BEGIN SELECT RAISE(ABORT, 'number_stays'); END;

CREATE TABLE blob_stream (
    blob   BLOB NOT NULL,
    stream TEXT NOT NULL,
    PRIMARY KEY (blob, stream)
) STRICT, WITHOUT ROWID;

CREATE TABLE upload (
    blob   BLOB NOT NULL,
    person BLOB NOT NULL,
    PRIMARY KEY (blob, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    name     TEXT PRIMARY KEY,
    person   BLOB NOT NULL UNIQUE,
    password TEXT NOT NULL,
    disabled INTEGER NOT NULL CHECK (disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    token       BLOB PRIMARY KEY,
    account     TEXT NOT NULL,
    person      BLOB NOT NULL,
    device      BLOB NOT NULL,
    device_name TEXT NOT NULL,
    expires     TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_person ON session (person);

CREATE TABLE quarantine (
    action BLOB PRIMARY KEY,
    bytes  TEXT NOT NULL,
    why    TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;

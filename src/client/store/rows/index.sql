-- Small index tables, one a noun: made from the records, and made again whenever this file has changed.
CREATE TABLE request (
    id BLOB PRIMARY KEY,
    letter_type BLOB NOT NULL,
    -- Shelf 1, apart: the queue is read in an order of its own, and asked for without a choice of indexes.
    queued INTEGER NOT NULL,
    elsewhere INTEGER NOT NULL,
    due INTEGER NOT NULL,
    submitted INTEGER NOT NULL,
    applicant BLOB NOT NULL,
    subject BLOB NOT NULL,
    -- 0 it is over, 1 at the counter, 2 waits for applicant or another office, 3 with an approver, 4 finished.
    shelf INTEGER NOT NULL,
    -- Since when it is there.
    placed INTEGER NOT NULL,
    -- The name of its state.
    state TEXT NOT NULL,
    -- Whether the time promised to the citizen runs.
    runs INTEGER NOT NULL,
    -- "A-07": for the next number, and for who is called by one.
    number TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_shelf ON request (shelf, placed, id);
CREATE INDEX request_of_number ON request (number, submitted);
CREATE INDEX request_queue ON request (elsewhere, due, id, submitted) WHERE queued = 1;
CREATE INDEX request_running ON request (due, id) WHERE runs = 1;
CREATE INDEX request_in_state ON request (state, submitted, id);
CREATE INDEX request_newest ON request (submitted, id);
CREATE INDEX request_of_type ON request (letter_type);
CREATE INDEX request_of_applicant ON request (applicant, submitted);
CREATE INDEX request_of_subject ON request (subject, submitted);

-- Kinds of letters: what they are called, and their classification.
CREATE TABLE letter_type (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    classification TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What this office wrote into a field of a kind of letter, and in how many requests.
CREATE TABLE wording (
    letter_type BLOB NOT NULL,
    field TEXT NOT NULL,
    -- In small letters.
    folded TEXT NOT NULL,
    text TEXT NOT NULL,
    uses INTEGER NOT NULL,
    PRIMARY KEY (letter_type, field, folded)
) STRICT, WITHOUT ROWID;
CREATE INDEX wording_used ON wording (letter_type, field, uses DESC, folded, text);
-- Which wording each request counts for, so that it counts once and can be taken back.
CREATE TABLE wording_of (
    request BLOB NOT NULL,
    field TEXT NOT NULL,
    letter_type BLOB NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (request, field)
) STRICT, WITHOUT ROWID;
CREATE TABLE claim (
    id BLOB PRIMARY KEY,
    request BLOB NOT NULL,
    person BLOB NOT NULL,
    released INTEGER NOT NULL,
    -- When it came to somebody from a colleague.
    passed INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_of_request ON claim (request, person) WHERE released = 0;
CREATE INDEX claim_passed ON claim (passed, id) WHERE passed IS NOT NULL;

CREATE TABLE resident (
    id BLOB PRIMARY KEY,
    kk TEXT NOT NULL,
    nik TEXT NOT NULL,
    -- In small letters, for the order.
    name TEXT NOT NULL,
    -- In the letter's case, for what else shows it.
    label TEXT NOT NULL,
    -- All that a fragment may be of, in small letters.
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX resident_of_family ON resident (kk, id);
CREATE INDEX resident_of_nik ON resident (nik);

CREATE TABLE incoming (
    id BLOB PRIMARY KEY,
    received INTEGER NOT NULL,
    agenda INTEGER NOT NULL,
    -- Not followed up yet.
    open INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX incoming_newest ON incoming (received, agenda, id);
CREATE INDEX incoming_open ON incoming (received) WHERE open = 1;

-- What a person has read.
CREATE TABLE mark (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL,
    record BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mark_of ON mark (record, person);

CREATE TABLE task (
    id BLOB PRIMARY KEY,
    person BLOB NOT NULL,
    asked INTEGER NOT NULL,
    -- Paraf, or a signature; in ink, or not; nobody knows yet, or not.
    signs INTEGER NOT NULL,
    ink INTEGER NOT NULL,
    doubt INTEGER NOT NULL,
    request BLOB,
    -- Since when it is asked, where its record says so.
    since INTEGER,
    -- When a signature was given.
    signed INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX task_asked ON task (person, id) WHERE asked = 1;
CREATE INDEX task_signed ON task (signed, request) WHERE signed IS NOT NULL;

CREATE TABLE official (
    id BLOB PRIMARY KEY,
    office BLOB NOT NULL,
    person BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX official_of_office ON official (office, id);
CREATE INDEX official_of_person ON official (person, id);

-- Requests, letters issued here and letters received, as the archive lists them. The key is made from date and
-- counter, so that newest first needs no sort.
CREATE TABLE archive (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    what TEXT NOT NULL,
    day TEXT,
    number TEXT NOT NULL,
    name TEXT NOT NULL,
    subject TEXT NOT NULL,
    state TEXT NOT NULL,
    classification TEXT NOT NULL,
    year INTEGER NOT NULL,
    -- The request that an issued letter answers.
    request BLOB,
    -- Of all that is shown and searched: what has not changed is not written again.
    stamp INTEGER NOT NULL
) STRICT;
-- Requests and letters whose entries have to be made again.
CREATE TABLE archive_due (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE INDEX archive_of_request ON archive (request) WHERE request IS NOT NULL;
CREATE INDEX archive_year ON archive (year);
CREATE INDEX archive_state ON archive (state);
CREATE INDEX archive_classification ON archive (classification);

-- By the archive's keys: words as they begin, whole numbers and names as one word each, and filters.
CREATE VIRTUAL TABLE search USING fts5 (
    text, exact, marks,
    content='', contentless_delete=1, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);

-- The office's log, for its admin.
CREATE TABLE reveal (
    id BLOB PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX reveal_newest ON reveal (at, id);

-- Letters by the token of their public page, as a QR code of ours holds it.
CREATE TABLE issued (
    id BLOB PRIMARY KEY,
    token TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX issued_of_token ON issued (token, id);

-- Files that open work or the last 90 days refer to and that are not here yet.
CREATE TABLE wanted (
    hash BLOB PRIMARY KEY,
    newest INTEGER NOT NULL,
    not_before INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX wanted_newest ON wanted (newest, hash);

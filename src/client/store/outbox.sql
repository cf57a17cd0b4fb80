-- What exists only here: actions with their results, drafts, the device's identity.

CREATE TABLE device (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    id BLOB NOT NULL,
    next_seq INTEGER NOT NULL
) STRICT;

CREATE TABLE action (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    actor BLOB NOT NULL,
    record BLOB NOT NULL,
    expects TEXT NOT NULL,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    data BLOB NOT NULL,
    client_time TEXT NOT NULL,
    -- An earlier action on another record that changes this one too: sent only after that one was applied.
    depends_on BLOB,
    -- Rests until then; 0 from the moment it may be sent, set before anything of it leaves this device.
    not_before INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'applied', 'refused', 'conflict', 'blocked', 'quarantined', 'reused')),
    result TEXT,
    answered_at INTEGER,
    -- The feed has brought what this applied action changed.
    passed INTEGER NOT NULL DEFAULT 0,
    -- Its record's body before it, for actions that only who knows it can put back.
    before BLOB,
    -- Not a thing that the person did: the program did it, or noted it beside what they did.
    by_itself INTEGER NOT NULL DEFAULT 0,
    -- The later action that took this one back.
    undone_by BLOB,
    CHECK ((state = 'queued') = (result IS NULL))
) STRICT;

CREATE INDEX action_queued ON action (seq) WHERE state = 'queued';
CREATE INDEX action_unpassed ON action (seq) WHERE state = 'applied' AND passed = 0;
CREATE INDEX action_failed ON action (seq) WHERE state NOT IN ('queued', 'applied');
CREATE INDEX action_submit ON action (seq) WHERE kind = 'submit';
CREATE INDEX action_record ON action (record, seq);
CREATE INDEX action_undone ON action (undone_by) WHERE undone_by IS NOT NULL;
CREATE INDEX action_dependent ON action (depends_on) WHERE depends_on IS NOT NULL;

-- Kept, never counted over the table.
CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO counter VALUES ('unsent', 0), ('attention', 0);

CREATE TRIGGER action_added AFTER INSERT ON action BEGIN
    UPDATE counter SET n = n + 1 WHERE name = 'unsent' AND NEW.state = 'queued';
    UPDATE counter SET n = n + 1 WHERE name = 'attention' AND NEW.state NOT IN ('queued', 'applied');
END;
CREATE TRIGGER action_moved AFTER UPDATE OF state ON action BEGIN
    UPDATE counter SET n = n + (NEW.state = 'queued') - (OLD.state = 'queued') WHERE name = 'unsent';
    UPDATE counter SET n = n + (NEW.state NOT IN ('queued', 'applied')) - (OLD.state NOT IN ('queued', 'applied'))
        WHERE name = 'attention';
END;
CREATE TRIGGER action_removed AFTER DELETE ON action BEGIN
    UPDATE counter SET n = n - 1 WHERE name = 'unsent' AND OLD.state = 'queued';
    UPDATE counter SET n = n - 1 WHERE name = 'attention' AND OLD.state NOT IN ('queued', 'applied');
END;

-- The record as it was shown when an action was made on it: the common base of mine and theirs. It has served
-- once the action is applied.
CREATE TABLE made_on (
    action BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER made_on_served AFTER UPDATE OF state ON action WHEN NEW.state = 'applied' BEGIN
    DELETE FROM made_on WHERE action = NEW.id;
END;
CREATE TRIGGER made_on_gone AFTER DELETE ON action BEGIN
    DELETE FROM made_on WHERE action = OLD.id;
END;

-- What the server did not take and a person has settled: mine, the base and theirs as they were then. Nothing
-- leaves this table.
CREATE TABLE discarded (
    seq INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    -- The first action of the chain it was settled with.
    head BLOB NOT NULL,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    data BLOB NOT NULL,
    client_time TEXT NOT NULL,
    result TEXT,
    way TEXT NOT NULL CHECK (way IN ('given_up', 'again', 'merged', 'noted', 'aside')),
    reason TEXT NOT NULL,
    -- The action that was queued in its place.
    became BLOB,
    base_kind TEXT,
    base BLOB,
    theirs_kind TEXT,
    theirs BLOB,
    -- Who had changed it last, and when.
    their_actor BLOB,
    their_time INTEGER,
    discarded_at INTEGER NOT NULL
) STRICT;
CREATE INDEX discarded_head ON discarded (head, seq);
CREATE TRIGGER discarded_stays BEFORE DELETE ON discarded
BEGIN SELECT RAISE(ABORT, 'discarded_stays'); END;

-- What was taken back last, so that it can be done again; the next action empties it.
CREATE TABLE undone (
    n INTEGER PRIMARY KEY,
    record BLOB NOT NULL,
    kind TEXT NOT NULL,
    v INTEGER NOT NULL,
    data BLOB NOT NULL,
    undone_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    form TEXT NOT NULL,
    record BLOB NOT NULL,
    text TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (form, record)
) STRICT, WITHOUT ROWID;

-- Saved views of the archive, a letter each.
CREATE TABLE view (
    letter TEXT PRIMARY KEY,
    view TEXT NOT NULL
) STRICT, WITHOUT ROWID;

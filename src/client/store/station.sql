-- What belongs to this machine and not to one person: shared by all profiles of its server.

CREATE TABLE counter (
    only_one INTEGER PRIMARY KEY CHECK (only_one = 1),
    letter TEXT NOT NULL CHECK (letter GLOB '[A-Z]')
) STRICT;
INSERT INTO counter VALUES (1, 'A');

-- The last queue number given under each letter on each day.
CREATE TABLE given (
    letter TEXT NOT NULL,
    day TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (letter, day)
) STRICT, WITHOUT ROWID;

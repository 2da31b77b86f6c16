-- One row is one segment: what was acknowledged together. Rows are only ever added.
-- The meaning of hash and body is in the package comment of data.
CREATE TABLE segment (
    first  INTEGER PRIMARY KEY, -- sequence number of the first record, from 0
    number INTEGER NOT NULL,    -- of the segment, from 1, without gaps
    count  INTEGER NOT NULL,    -- of records
    prev   BLOB    NOT NULL,    -- hash of the segment before, 32 bytes
    hash   BLOB    NOT NULL,    -- SHA-256 over all the others, 32 bytes
    body   BLOB    NOT NULL     -- the records
) STRICT;

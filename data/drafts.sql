-- One row is what one owner has begun. Rows are changed and dropped; the whole file
-- goes with its key. There is no number of a row: it would tell who came first.
CREATE TABLE draft (
    owner BLOB PRIMARY KEY, -- keyed hash, 16 bytes
    text  BLOB NOT NULL     -- nonce and what AES-256-GCM makes of the text
) STRICT, WITHOUT ROWID;

-- Opens only with the key ring that this store was made with.
CREATE TABLE key_check (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    check_sealed BLOB NOT NULL
) STRICT;

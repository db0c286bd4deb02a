-- Times are Unix milliseconds. Columns that end in _sealed hold ciphertext, bound to their row.

CREATE TABLE directory (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO directory (id, version) VALUES (1, 1);

CREATE TABLE probe (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    writes INTEGER NOT NULL
) STRICT;
INSERT INTO probe (id, writes) VALUES (1, 0);

CREATE TABLE vendors (
    vendor_id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    allowed TEXT NOT NULL,
    pools_scanners INTEGER NOT NULL,
    is_suspended INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE vendor_keys (
    vendor_id TEXT NOT NULL REFERENCES vendors (vendor_id),
    key_hash BLOB NOT NULL,
    PRIMARY KEY (vendor_id, key_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE scanners (
    scanner_id TEXT PRIMARY KEY,
    vendor_id TEXT NOT NULL REFERENCES vendors (vendor_id),
    terminal_id TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    is_trusted_for_consent INTEGER NOT NULL,
    UNIQUE (vendor_id, terminal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE scanner_keys (
    scanner_id TEXT NOT NULL REFERENCES scanners (scanner_id),
    key_hash BLOB NOT NULL,
    PRIMARY KEY (scanner_id, key_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    person_id TEXT PRIMARY KEY,
    is_active INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE person_values (
    person_id TEXT NOT NULL REFERENCES people (person_id),
    name TEXT NOT NULL,
    value_sealed BLOB NOT NULL,
    expires_at INTEGER,
    PRIMARY KEY (person_id, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE palms (
    person_id TEXT NOT NULL REFERENCES people (person_id),
    hand TEXT NOT NULL CHECK (hand IN ('left', 'right')),
    template_sealed BLOB NOT NULL,
    PRIMARY KEY (person_id, hand)
) STRICT, WITHOUT ROWID;

CREATE TABLE consents (
    person_id TEXT NOT NULL REFERENCES people (person_id),
    vendor_id TEXT NOT NULL REFERENCES vendors (vendor_id),
    attributes TEXT NOT NULL,
    PRIMARY KEY (person_id, vendor_id)
) STRICT, WITHOUT ROWID;

-- Who may change a vendor's contexts: whoever holds the newest epoch.
CREATE TABLE owners (
    vendor_id TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A context and, once decided, its one outcome. Erasing the outcome's values destroys their key.
CREATE TABLE contexts (
    vendor_id TEXT NOT NULL,
    context_id TEXT NOT NULL,
    requirements TEXT NOT NULL,
    accepted_at INTEGER NOT NULL,
    deadline_at INTEGER NOT NULL,
    unrecognised INTEGER NOT NULL DEFAULT 0,
    outcome TEXT CHECK (outcome IN ('succeeded', 'failed', 'cancelled', 'expired')),
    decided_at INTEGER,
    reason TEXT,
    user_id TEXT,
    withheld TEXT,
    has_values INTEGER NOT NULL DEFAULT 0,
    values_sealed BLOB,
    values_key BLOB,
    settled_at INTEGER,
    is_acknowledged INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (vendor_id, context_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contexts_unsettled ON contexts (vendor_id, accepted_at) WHERE settled_at IS NULL;
CREATE INDEX contexts_accepted ON contexts (vendor_id, accepted_at);

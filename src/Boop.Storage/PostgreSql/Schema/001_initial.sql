-- Usable from level 1 on.
-- Times are Unix milliseconds. Columns that end in _sealed hold ciphertext, bound to their row. Identifiers are compared byte by byte,
-- so that no library's idea of an alphabet changes an index or the order of locks.

CREATE TABLE schema_levels (
    level integer PRIMARY KEY,
    oldest_level integer NOT NULL CHECK (oldest_level BETWEEN 1 AND level),
    release text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Opens only with the key ring that this store was made with.
CREATE TABLE key_check (
    id integer PRIMARY KEY CHECK (id = 1),
    check_sealed bytea NOT NULL
);

CREATE TABLE directory (
    id integer PRIMARY KEY CHECK (id = 1),
    version bigint NOT NULL
);
INSERT INTO directory (id, version) VALUES (1, 1);

CREATE TABLE vendors (
    vendor_id text COLLATE "C" PRIMARY KEY,
    name text NOT NULL,
    currency text NOT NULL,
    allowed text NOT NULL,
    pools_scanners boolean NOT NULL,
    is_suspended boolean NOT NULL DEFAULT false
);

CREATE TABLE vendor_keys (
    vendor_id text COLLATE "C" NOT NULL REFERENCES vendors,
    key_hash bytea NOT NULL,
    PRIMARY KEY (vendor_id, key_hash)
);

CREATE TABLE scanners (
    scanner_id text COLLATE "C" PRIMARY KEY,
    vendor_id text COLLATE "C" NOT NULL REFERENCES vendors,
    terminal_id text COLLATE "C" NOT NULL,
    capacity integer NOT NULL,
    is_trusted_for_consent boolean NOT NULL,
    UNIQUE (vendor_id, terminal_id)
);

CREATE TABLE scanner_keys (
    scanner_id text COLLATE "C" NOT NULL REFERENCES scanners,
    key_hash bytea NOT NULL,
    PRIMARY KEY (scanner_id, key_hash)
);

CREATE TABLE people (
    person_id text COLLATE "C" PRIMARY KEY,
    is_active boolean NOT NULL DEFAULT true
);

CREATE TABLE person_values (
    person_id text COLLATE "C" NOT NULL REFERENCES people,
    name text COLLATE "C" NOT NULL,
    value_sealed bytea NOT NULL,
    expires_at bigint,
    PRIMARY KEY (person_id, name)
);

CREATE TABLE palms (
    person_id text COLLATE "C" NOT NULL REFERENCES people,
    hand text NOT NULL CHECK (hand IN ('left', 'right')),
    template_sealed bytea NOT NULL,
    PRIMARY KEY (person_id, hand)
);

CREATE TABLE consents (
    person_id text COLLATE "C" NOT NULL REFERENCES people,
    vendor_id text COLLATE "C" NOT NULL REFERENCES vendors,
    attributes text NOT NULL,
    PRIMARY KEY (person_id, vendor_id)
);

-- Who may change a vendor's contexts: whoever holds the newest epoch. Rows are never deleted.
CREATE TABLE owners (
    vendor_id text COLLATE "C" PRIMARY KEY,
    epoch bigint NOT NULL
);

-- A context and, once decided, its one outcome. Erasing the outcome's values destroys their key. The room left in each page lets an
-- update stay in it, and dead versions go soon, because they hold keys.
CREATE TABLE contexts (
    vendor_id text COLLATE "C" NOT NULL,
    context_id text COLLATE "C" NOT NULL,
    requirements text NOT NULL,
    accepted_at bigint NOT NULL,
    deadline_at bigint NOT NULL,
    unrecognised integer NOT NULL DEFAULT 0,
    outcome text CHECK (outcome IN ('succeeded', 'failed', 'cancelled', 'expired')),
    decided_at bigint,
    reason text,
    user_id text,
    withheld text,
    has_values boolean NOT NULL DEFAULT false,
    values_sealed bytea,
    values_key bytea,
    settled_at bigint,
    is_acknowledged boolean NOT NULL DEFAULT false,
    PRIMARY KEY (vendor_id, context_id)
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

CREATE INDEX contexts_unsettled ON contexts (vendor_id, accepted_at) WHERE settled_at IS NULL;

-- POSIX compares as C does, and is another collation: so this index serves the window of acceptances, which names it, and nothing else.
-- While the table is empty the planner takes it for as good as the primary key, by which one row is found and not a vendor's all.
CREATE INDEX contexts_accepted ON contexts ((vendor_id COLLATE "POSIX"), accepted_at);

-- What scans were answered, for as long as a scanner may ask again.
CREATE TABLE scan_answers (
    vendor_id text COLLATE "C" NOT NULL,
    offer_id text COLLATE "C" NOT NULL,
    attempt integer NOT NULL,
    context_id text COLLATE "C" NOT NULL,
    verdict text NOT NULL,
    attempts_left integer NOT NULL,
    answered_at bigint NOT NULL,
    PRIMARY KEY (vendor_id, offer_id, attempt)
);

CREATE INDEX scan_answers_answered ON scan_answers (vendor_id, answered_at);

-- One row for each process that writes: the number of its last batch that was committed, and what became of each item of it.
CREATE TABLE journals (
    journal_id text COLLATE "C" PRIMARY KEY,
    batch bigint NOT NULL,
    answers text NOT NULL DEFAULT '',
    written_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

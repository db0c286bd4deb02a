-- What scans were answered, for as long as a scanner may ask again.
CREATE TABLE scan_answers (
    vendor_id TEXT NOT NULL,
    offer_id TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    context_id TEXT NOT NULL,
    verdict TEXT NOT NULL,
    attempts_left INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (vendor_id, offer_id, attempt)
) STRICT, WITHOUT ROWID;

CREATE INDEX scan_answers_answered ON scan_answers (vendor_id, answered_at);

CREATE TRIGGER scan_answers_forgotten AFTER INSERT ON scan_answers
BEGIN
    DELETE FROM scan_answers WHERE vendor_id = NEW.vendor_id AND answered_at < NEW.answered_at - 600000;
END;

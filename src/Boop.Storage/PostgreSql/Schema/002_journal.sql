-- Usable from level 1 on.
-- What writes contexts. A function that is released does not change: what replaces it has another name, so that two releases can
-- run side by side.

-- Begins a journal, or goes on with it behind a connection that was lost. Returns the last batch that was committed. From now on no batch
-- is committed that counts on an older number, wherever it may still be under way.
CREATE FUNCTION open_journal(the_journal text, reached bigint, OUT last_batch bigint, OUT last_answers text)
LANGUAGE plpgsql SET search_path = boop, pg_temp AS $$
BEGIN
    INSERT INTO journals (journal_id, batch) VALUES (the_journal, 0) ON CONFLICT DO NOTHING;
    SELECT batch, answers INTO last_batch, last_answers FROM journals WHERE journal_id = the_journal FOR UPDATE;
    UPDATE journals SET batch = reached, answers = '', written_at = clock_timestamp() WHERE journal_id = the_journal;
    DELETE FROM journals WHERE written_at < clock_timestamp() - interval '30 days';
END $$;

-- Applies the records of one append in their order; all of them or none. A first record that does not fit what is stored has changed
-- nothing; if a later one does not, the whole batch is raised back, and whoever sent it sends its appends apart.
CREATE FUNCTION append_records(the_vendor text, the_epoch bigint, records jsonb) RETURNS text
LANGUAGE plpgsql SET search_path = boop, pg_temp AS $$
DECLARE
    entry record;
    changed integer;
    is_begun boolean := false;
BEGIN
    -- The row stays locked until the commit: the comparison holds that long.
    PERFORM FROM owners WHERE vendor_id = the_vendor AND epoch = the_epoch FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN 'f';
    END IF;

    FOR entry IN SELECT * FROM jsonb_to_recordset(records) AS r (
        kind text, context text, at bigint, requirements text, deadline bigint, unrecognised integer, offer text, attempt integer,
        verdict text, attempts_left integer, outcome text, reason text, user_id text, withheld text, has_values boolean, sealed text,
        key text, acknowledged boolean)
    LOOP
        CASE entry.kind
            WHEN 'accepted' THEN
                INSERT INTO contexts (vendor_id, context_id, requirements, accepted_at, deadline_at)
                VALUES (the_vendor, entry.context, entry.requirements, entry.at, entry.deadline)
                ON CONFLICT DO NOTHING;
            WHEN 'scan_counted' THEN
                UPDATE contexts SET unrecognised = entry.unrecognised
                WHERE vendor_id = the_vendor AND context_id = entry.context AND outcome IS NULL;
            WHEN 'scan_answered' THEN
                DELETE FROM scan_answers WHERE vendor_id = the_vendor AND answered_at < entry.at - 600000;
                INSERT INTO scan_answers (vendor_id, context_id, offer_id, attempt, verdict, attempts_left, answered_at)
                VALUES (the_vendor, entry.context, entry.offer, entry.attempt, entry.verdict, entry.attempts_left, entry.at)
                ON CONFLICT DO NOTHING;
            WHEN 'decided' THEN
                UPDATE contexts SET outcome = entry.outcome, decided_at = entry.at, reason = entry.reason, user_id = entry.user_id,
                    withheld = entry.withheld, has_values = entry.has_values, values_sealed = decode(entry.sealed, 'base64'),
                    values_key = decode(entry.key, 'base64')
                WHERE vendor_id = the_vendor AND context_id = entry.context AND outcome IS NULL;
            WHEN 'settled' THEN
                UPDATE contexts SET settled_at = coalesce(settled_at, entry.at), is_acknowledged = is_acknowledged OR entry.acknowledged,
                    values_sealed = NULL, values_key = NULL
                WHERE vendor_id = the_vendor AND context_id = entry.context AND outcome IS NOT NULL;
        END CASE;
        GET DIAGNOSTICS changed = ROW_COUNT;
        IF changed = 0 THEN
            IF is_begun THEN
                RAISE 'An append fits what is stored in part.' USING ERRCODE = 'BP001';
            END IF;
            RETURN 'c';
        END IF;
        is_begun := true;
    END LOOP;
    RETURN 'w';
END $$;

-- One batch of one node, as one statement: the server waits for nobody amid it, so that a node that stops to answer holds no lock.
-- Items are appends and, without records, claims. An item whose vendor another transaction holds is waited for or, where the batch is not
-- patient, left out as busy. Answers, a letter for each item: written, conflict, fenced, busy; with the epoch that a claim won.
CREATE FUNCTION write_batch(
    the_journal text, expected bigint, reached bigint, vendors text[], claimed text[], items jsonb, is_patient boolean,
    OUT item_answers text, OUT item_epochs bigint[])
LANGUAGE plpgsql SET search_path = boop, pg_temp AS $$
DECLARE
    item record;
    held text[];
    answer text;
    won bigint;
BEGIN
    -- A batch that was given up, and is still under way, must not be committed behind what was answered since.
    PERFORM FROM journals WHERE journal_id = the_journal AND batch = expected FOR UPDATE;
    IF NOT FOUND THEN
        RAISE 'The journal has gone on without this batch.' USING ERRCODE = 'BP002';
    END IF;

    -- First every row is made, then every row is locked, each in one order: two nodes' batches never wait for one another in a circle.
    INSERT INTO owners (vendor_id, epoch)
    SELECT c.vendor, 0 FROM unnest(claimed) AS c (vendor) ORDER BY c.vendor COLLATE "C"
    ON CONFLICT DO NOTHING;
    IF is_patient THEN
        PERFORM FROM owners WHERE vendor_id = ANY (vendors) ORDER BY vendor_id FOR NO KEY UPDATE;
    ELSE
        SELECT coalesce(array_agg(locked.vendor_id), '{}') INTO held FROM (
            SELECT vendor_id FROM owners WHERE vendor_id = ANY (vendors) ORDER BY vendor_id FOR NO KEY UPDATE SKIP LOCKED) AS locked;
    END IF;

    item_answers := '';
    FOR item IN SELECT * FROM jsonb_to_recordset(items) AS i (vendor text, epoch bigint, records jsonb)
    LOOP
        won := NULL;
        IF NOT is_patient AND NOT (item.vendor = ANY (held)) THEN
            answer := 'b';
        ELSIF item.records IS NULL THEN
            -- By the clock, so that a replica that took over and never heard of an epoch does not give it out again.
            UPDATE owners SET epoch = greatest(epoch + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)
            WHERE vendor_id = item.vendor RETURNING epoch INTO won;
            answer := 'w';
        ELSE
            answer := append_records(item.vendor, item.epoch, item.records);
        END IF;
        item_answers := item_answers || answer;
        item_epochs := array_append(item_epochs, won);
    END LOOP;
    UPDATE journals SET batch = reached, answers = item_answers, written_at = clock_timestamp() WHERE journal_id = the_journal;
END $$;

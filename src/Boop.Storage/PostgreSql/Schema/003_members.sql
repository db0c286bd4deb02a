-- Usable from level 1 on.
-- Which nodes there are. Orleans asks for them by the statements in orleansquery; their keys, parameters and columns are its contract,
-- the statements are ours.

-- Names the network whose store this is, so that no node of another one is ever taken for a node of it.
CREATE TABLE network (
    id integer PRIMARY KEY CHECK (id = 1),
    network_id text NOT NULL
);
INSERT INTO network (id, network_id) VALUES (1, replace(gen_random_uuid()::text, '-', ''));

-- Rises with every change of members: whoever changes them names the version that it has seen.
CREATE TABLE member_versions (
    cluster_id text COLLATE "C" PRIMARY KEY,
    version integer NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE members (
    cluster_id text COLLATE "C" NOT NULL REFERENCES member_versions,
    address text COLLATE "C" NOT NULL,
    port integer NOT NULL,
    generation integer NOT NULL,
    silo_name text NOT NULL,
    host_name text NOT NULL,
    status integer NOT NULL,
    proxy_port integer NOT NULL,
    suspect_times text,
    start_time timestamptz NOT NULL,
    i_am_alive_time timestamptz NOT NULL,
    PRIMARY KEY (cluster_id, address, port, generation)
);

CREATE TABLE orleansquery (
    querykey text COLLATE "C" PRIMARY KEY,
    querytext text NOT NULL
);

INSERT INTO orleansquery (querykey, querytext) VALUES
('InsertMembershipVersionKey', $$
    WITH made AS (
        INSERT INTO member_versions (cluster_id, version) VALUES (@DeploymentId, 0)
        ON CONFLICT DO NOTHING RETURNING cluster_id)
    SELECT EXISTS (SELECT FROM made)
$$),
('InsertMembershipKey', $$
    WITH seen AS (
        UPDATE member_versions SET version = version + 1, changed_at = clock_timestamp()
        WHERE cluster_id = @DeploymentId AND version = @Version AND NOT EXISTS (
            SELECT FROM members
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id),
    made AS (
        INSERT INTO members (
            cluster_id, address, port, generation, silo_name, host_name, status, proxy_port, start_time, i_am_alive_time)
        SELECT cluster_id, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime
        FROM seen
        RETURNING cluster_id)
    SELECT EXISTS (SELECT FROM made)
$$),
('UpdateMembershipKey', $$
    WITH seen AS (
        UPDATE member_versions SET version = version + 1, changed_at = clock_timestamp()
        WHERE cluster_id = @DeploymentId AND version = @Version AND EXISTS (
            SELECT FROM members
            WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation)
        RETURNING cluster_id),
    changed AS (
        UPDATE members SET status = @Status, suspect_times = @SuspectTimes, i_am_alive_time = @IAmAliveTime
        FROM seen
        WHERE members.cluster_id = seen.cluster_id AND address = @Address AND port = @Port AND generation = @Generation
        RETURNING members.cluster_id),
    -- A node that is given up (an active one, 3, becomes dead, 6) writes nothing from this commit on, whatever it may still believe.
    given_up AS (
        UPDATE journals SET batch = -1, answers = ''
        FROM seen, members AS former
        WHERE former.cluster_id = seen.cluster_id AND former.address = @Address AND former.port = @Port
            AND former.generation = @Generation AND former.status = 3 AND @Status = 6 AND journal_id = former.silo_name)
    SELECT EXISTS (SELECT FROM changed)
$$),
('UpdateIAmAlivetimeKey', $$
    UPDATE members SET i_am_alive_time = @IAmAliveTime
    WHERE cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation
$$),
-- The version comes also where there is no such member, and none at all.
('MembershipReadRowKey', $$
    SELECT v.cluster_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
    FROM member_versions AS v LEFT JOIN members AS m
        ON m.cluster_id = v.cluster_id AND m.address = @Address AND m.port = @Port AND m.generation = @Generation
    WHERE v.cluster_id = @DeploymentId
$$),
('MembershipReadAllKey', $$
    SELECT v.cluster_id AS DeploymentId, m.address AS Address, m.port AS Port, m.generation AS Generation, m.silo_name AS SiloName,
        m.host_name AS HostName, m.status AS Status, m.proxy_port AS ProxyPort, m.suspect_times AS SuspectTimes,
        m.start_time AS StartTime, m.i_am_alive_time AS IAmAliveTime, v.version AS Version
    FROM member_versions AS v LEFT JOIN members AS m ON m.cluster_id = v.cluster_id
    WHERE v.cluster_id = @DeploymentId
$$),
('GatewaysQueryKey', $$
    SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation FROM members
    WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0
$$),
('DeleteMembershipTableEntriesKey', $$
    WITH gone AS (DELETE FROM members WHERE cluster_id = @DeploymentId)
    DELETE FROM member_versions WHERE cluster_id = @DeploymentId
$$),
-- 3 is an active member.
('CleanupDefunctSiloEntriesKey', $$
    DELETE FROM members WHERE cluster_id = @DeploymentId AND i_am_alive_time < @IAmAliveTime AND status <> 3
$$);

-- In place of open_journal: as that, but it lets nobody in again who was given up.
CREATE FUNCTION begin_journal(the_journal text, reached bigint, OUT last_batch bigint, OUT last_answers text)
LANGUAGE plpgsql SET search_path = boop, pg_temp AS $$
BEGIN
    INSERT INTO journals (journal_id, batch) VALUES (the_journal, 0) ON CONFLICT DO NOTHING;
    SELECT batch, answers INTO last_batch, last_answers FROM journals WHERE journal_id = the_journal FOR UPDATE;
    IF last_batch < 0 THEN
        RAISE 'The other nodes have given this one up.' USING ERRCODE = 'BP003';
    END IF;
    UPDATE journals SET batch = reached, answers = '', written_at = clock_timestamp() WHERE journal_id = the_journal;
    DELETE FROM journals WHERE written_at < clock_timestamp() - interval '30 days';
END $$;

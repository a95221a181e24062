-- The journal: what was asked, what was paid, who works on it. The same text runs on SQLite and PostgreSQL, so instants
-- are milliseconds since 1970, and nothing is NULL.

CREATE TABLE vidu_task (
    request_id   TEXT    NOT NULL PRIMARY KEY,
    -- SHA-256 of what is asked: the same id for another request is a mistake, not a repetition.
    fingerprint  TEXT    NOT NULL,
    -- Tells a request that comes again after a kill from one that a person put back.
    arrival      TEXT    NOT NULL,
    state        TEXT    NOT NULL,
    -- Grows with each owner; every write checks it, so that an owner who was replaced changes nothing.
    epoch        BIGINT  NOT NULL,
    owner        TEXT    NOT NULL,
    lease_until  BIGINT  NOT NULL,
    model        TEXT    NOT NULL,
    task_id      TEXT    NOT NULL,
    submits      INTEGER NOT NULL,
    failed_tasks INTEGER NOT NULL,
    renewals     INTEGER NOT NULL,
    received_at  BIGINT  NOT NULL,
    accepted_at  BIGINT  NOT NULL,
    ended_at     BIGINT  NOT NULL,
    updated_at   BIGINT  NOT NULL,
    -- JSON once settled, else empty.
    outcome      TEXT    NOT NULL
);

CREATE INDEX vidu_task_by_state ON vidu_task (state, updated_at);

-- One row for each place that the account has for concurrent tasks.
CREATE TABLE vidu_slot (
    slot     INTEGER NOT NULL PRIMARY KEY,
    holder   TEXT    NOT NULL,
    taken_at BIGINT  NOT NULL
);

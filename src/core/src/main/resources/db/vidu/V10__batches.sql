-- Requests that came together, a row of a table each.

CREATE TABLE vidu_batch (
    -- Of its name and content, so that the same batch is known when it comes again.
    batch_id    TEXT    NOT NULL PRIMARY KEY,
    name        TEXT    NOT NULL,
    -- RUNNING, PAUSED, WITHDRAWN or DONE; what a person asks for is written here, and taken up by whoever works on it.
    state       TEXT    NOT NULL,
    row_count   INTEGER NOT NULL,
    stored      INTEGER NOT NULL,
    failed      INTEGER NOT NULL,
    -- Seconds of video that its rows were billed, as far as that is known.
    seconds     BIGINT  NOT NULL,
    -- Who works on it, and until when, unless that is extended; empty for nobody.
    owner       TEXT    NOT NULL,
    lease_until BIGINT  NOT NULL,
    started_at  BIGINT  NOT NULL,
    updated_at  BIGINT  NOT NULL
);

-- The batch that a request is a row of; empty for none.
ALTER TABLE vidu_task ADD COLUMN batch TEXT NOT NULL DEFAULT '';

CREATE INDEX vidu_task_by_batch ON vidu_task (batch);

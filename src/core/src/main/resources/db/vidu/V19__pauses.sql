-- Whose submits a person has paused, in all processes; the record of an intent to submit looks here.

CREATE TABLE vidu_pause (
    -- An account; empty for all.
    scope     TEXT   NOT NULL PRIMARY KEY,
    paused_by TEXT   NOT NULL,
    since     BIGINT NOT NULL
);

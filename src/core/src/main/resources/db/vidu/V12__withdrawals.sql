-- Requests that a person withdrew, whether they came already or not.

CREATE TABLE vidu_withdrawal (
    request_id TEXT    NOT NULL PRIMARY KEY,
    -- 1: the video of a task that runs already is not stored.
    discard    INTEGER NOT NULL,
    asked_at   BIGINT  NOT NULL
);

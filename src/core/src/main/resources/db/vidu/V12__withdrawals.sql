-- Requests that a person withdrew, whether they came already or not.

CREATE TABLE vidu_withdrawal (
    request_id TEXT    NOT NULL PRIMARY KEY,
    -- 1: the video of a task that runs already is not stored.
    discard    INTEGER NOT NULL,
    asked_at   BIGINT  NOT NULL
);

-- The same in the row of the request, where the record of its submit looks at it: 0 for not withdrawn, 1 for withdrawn, 2 if its video is
-- not wanted either.
ALTER TABLE vidu_task ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

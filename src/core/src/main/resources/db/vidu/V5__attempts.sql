-- The submits whose tasks were given up for a new one: failed for a reason that may pass, or uncertain and sent again. The
-- vendor may bill each, so its id outlives the step that replaces it.

CREATE TABLE vidu_attempt (
    request_id TEXT    NOT NULL,
    submit     INTEGER NOT NULL,
    -- Empty if nobody knows whether there is a task.
    task_id    TEXT    NOT NULL,
    code       TEXT    NOT NULL,
    ended_at   BIGINT  NOT NULL,
    PRIMARY KEY (request_id, submit)
);

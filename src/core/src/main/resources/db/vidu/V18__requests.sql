-- What people look for among requests that are not settled, as it is in the outcomes of those that are. Rows of before lack it until
-- they are taken up again, and for good if they are settled.

ALTER TABLE vidu_task ADD COLUMN mode TEXT NOT NULL DEFAULT '';
-- Empty and 0 for what the request leaves to the API.
ALTER TABLE vidu_task ADD COLUMN resolution TEXT NOT NULL DEFAULT '';
ALTER TABLE vidu_task ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE vidu_task ADD COLUMN project TEXT NOT NULL DEFAULT '';
-- How it came: file, jms, row and so on; and the name that it had there.
ALTER TABLE vidu_task ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE vidu_task ADD COLUMN source_name TEXT NOT NULL DEFAULT '';
-- Why it failed; empty if it did not.
ALTER TABLE vidu_task ADD COLUMN code TEXT NOT NULL DEFAULT '';

-- All that lists are filtered by, in the order of the list: a page is read without a sort, and what is left out without its row.
CREATE INDEX vidu_task_by_received ON vidu_task
    (received_at, request_id, state, code, project, source, account, batch);

CREATE INDEX vidu_attempt_by_task_id ON vidu_attempt (task_id);

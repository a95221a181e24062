-- When a callback last told that the task may have ended; negative once the owner of the request knows, 0 for never.

ALTER TABLE vidu_task ADD COLUMN called_back_at BIGINT NOT NULL DEFAULT 0;

-- No two requests may have the same task.
CREATE INDEX vidu_task_by_task_id ON vidu_task (task_id);

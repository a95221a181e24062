-- Since when, and why, it is not known whether a task exists: a restart must not begin the grace anew. What was uncertain
-- before this version begins it once more.

ALTER TABLE vidu_task ADD COLUMN uncertain_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE vidu_task ADD COLUMN doubt TEXT NOT NULL DEFAULT '';

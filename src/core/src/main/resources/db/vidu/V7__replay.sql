-- What a dead letter needs when it is put back.

-- SHA-256 of the name under which the dead letter lies and of what is asked, for a request whose document names no id: put
-- back as a file it has another modification time, and so another derived id. Empty for all others.
ALTER TABLE vidu_task ADD COLUMN origin TEXT NOT NULL DEFAULT '';
-- When it last became a dead letter, in milliseconds: which is the modification time of the dead letter's file.
ALTER TABLE vidu_task ADD COLUMN letter TEXT NOT NULL DEFAULT '';
-- 1: a person decided that it may be submitted again, though it may be paid twice.
ALTER TABLE vidu_task ADD COLUMN forced INTEGER NOT NULL DEFAULT 0;
-- Since when only the result of its task is asked for, and no other task may be submitted; 0 for never.
ALTER TABLE vidu_task ADD COLUMN fetch_since BIGINT NOT NULL DEFAULT 0;

CREATE INDEX vidu_task_by_origin ON vidu_task (origin);

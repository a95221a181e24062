-- The pictures that came with a request, in the order of its frames: what was asked stays known when its files are gone. Each as
-- the request says it to itself, with a blank between; empty for none.

ALTER TABLE vidu_task ADD COLUMN images TEXT NOT NULL DEFAULT '';

-- The pictures that this gateway put into its bucket, so that it removes no other. Since when one is being removed, during which
-- nobody may use it; 0 if it is not.
CREATE TABLE vidu_image (
    name       TEXT   NOT NULL PRIMARY KEY,
    used_at    BIGINT NOT NULL,
    removed_at BIGINT NOT NULL DEFAULT 0
);

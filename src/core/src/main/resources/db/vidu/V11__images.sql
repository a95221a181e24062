-- The pictures that came beside a request, by the SHA-256 of their content, in the order of its frames: what was asked stays known
-- when the files are gone. Empty for none.

ALTER TABLE vidu_task ADD COLUMN images TEXT NOT NULL DEFAULT '';

-- Where the trace of the request goes on, whoever works on it: W3C Trace Context's traceparent, of 55 characters. Empty while
-- traces are off.

ALTER TABLE vidu_task ADD COLUMN traceparent TEXT NOT NULL DEFAULT '';

-- How long the last tasks of each kind took, so that a restart need not learn it again. A few hundred rows at most.
CREATE TABLE vidu_duration (
    kind       TEXT   NOT NULL PRIMARY KEY,
    lasted     TEXT   NOT NULL,
    updated_at BIGINT NOT NULL
);

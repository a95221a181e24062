-- What the moderation breaker counts: submits that the API refused for their content, at once or when their tasks had failed.
CREATE TABLE vidu_refusal (
    request_id  TEXT    NOT NULL,
    submit      INTEGER NOT NULL,
    code        TEXT    NOT NULL,
    refused_at  BIGINT  NOT NULL,
    -- When a person had seen to it, since when it counts no more; 0 before.
    released_at BIGINT  NOT NULL,
    PRIMARY KEY (request_id, submit)
);

CREATE INDEX vidu_refusal_by_time ON vidu_refusal (released_at, refused_at);

-- One row while submits are held back, in all processes.
CREATE TABLE vidu_hold (
    name         TEXT   NOT NULL PRIMARY KEY,
    since        BIGINT NOT NULL,
    -- The refusals from then on are those that did it.
    counted_from BIGINT NOT NULL
);

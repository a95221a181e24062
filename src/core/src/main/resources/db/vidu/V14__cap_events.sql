-- What is told of caps, to where outcomes go: once each, over all processes and restarts.

CREATE TABLE vidu_cap_event (
    -- Key of the setting.
    cap         TEXT    NOT NULL,
    -- A day, as 2026-11-30, or a month, as 2026-11.
    period      TEXT    NOT NULL,
    -- Empty for all projects.
    project     TEXT    NOT NULL,
    -- Empty for seconds.
    currency    TEXT    NOT NULL,
    -- The cap, in seconds or millionths of the currency: of another cap it is told anew.
    amount      BIGINT  NOT NULL,
    -- In percent; 0 when requests begin to wait.
    share       INTEGER NOT NULL,
    spent       BIGINT  NOT NULL,
    noted_at    BIGINT  NOT NULL,
    -- Until when a process is telling it.
    lease_until BIGINT  NOT NULL DEFAULT 0,
    -- 0 until it is told.
    told_at     BIGINT  NOT NULL DEFAULT 0,
    PRIMARY KEY (cap, period, project, currency, amount, share)
);

CREATE INDEX vidu_cap_event_by_told ON vidu_cap_event (told_at);

-- Caps that a person raised, each for one day or month. A raise is added and never changed; of a cap, a period and a project the last
-- one counts, and the setting if that is more.

CREATE TABLE vidu_cap_raise (
    -- Key of the setting.
    cap       TEXT    NOT NULL,
    -- A day, as 2026-11-30, or a month, as 2026-11.
    period    TEXT    NOT NULL,
    -- Of a cap of each project: the one that it is raised for. Else empty.
    project   TEXT    NOT NULL,
    -- Counted from 1.
    entry     INTEGER NOT NULL,
    -- Empty for seconds. A raise in another unit than the cap's counts for nothing.
    currency  TEXT    NOT NULL,
    -- What the cap is then, in seconds or millionths of the currency.
    amount    BIGINT  NOT NULL,
    raised_by TEXT    NOT NULL,
    raised_at BIGINT  NOT NULL,
    PRIMARY KEY (cap, period, project, entry)
);

CREATE INDEX vidu_cap_raise_by_period ON vidu_cap_raise (period);

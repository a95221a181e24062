-- Money. Each submit is a charge. Its entries are added and never changed: one that reserves what it may cost, one that settles it; a
-- correction is another one.

CREATE TABLE vidu_charge (
    request_id TEXT    NOT NULL,
    -- Of the request, counted from 1 as long as the journal knows any; its submits begin anew when it is put back.
    charge     INTEGER NOT NULL,
    -- Of this charge, counted from 1.
    entry      INTEGER NOT NULL,
    submit     INTEGER NOT NULL,
    -- RESERVED, then CHARGED, DOUBTFUL or RELEASED.
    state      TEXT    NOT NULL,
    account    TEXT    NOT NULL,
    project    TEXT    NOT NULL,
    mode       TEXT    NOT NULL,
    -- In which it counts, whenever it is settled: that of the submit, in vidu.cap.zone.
    day        TEXT    NOT NULL,
    seconds    INTEGER NOT NULL,
    -- Of a second, in millionths of the currency, as it was at the submit; 0 of no currency without prices.
    price      BIGINT  NOT NULL,
    currency   TEXT    NOT NULL,
    task_id    TEXT    NOT NULL,
    written_at BIGINT  NOT NULL,
    PRIMARY KEY (request_id, charge, entry)
);

CREATE INDEX vidu_charge_by_day ON vidu_charge (day);

-- What counts against caps, summed up with each entry: reserved, charged and doubtful.
CREATE TABLE vidu_spending (
    account  TEXT   NOT NULL,
    -- A day, as 2026-11-30, or a month, as 2026-11.
    period   TEXT   NOT NULL,
    -- Empty for all projects; each has its days alone.
    project  TEXT   NOT NULL,
    -- Empty for seconds.
    currency TEXT   NOT NULL,
    -- Seconds, or millionths of the currency.
    amount   BIGINT NOT NULL,
    PRIMARY KEY (account, period, project, currency)
);

-- Corrections by an invoice, and sums for reports.

-- What an invoice says that a charge costs more than its seconds at its price, or less, in millionths of the currency.
ALTER TABLE vidu_charge ADD COLUMN adjustment BIGINT NOT NULL DEFAULT 0;

-- Which invoice the entry is of, and who settled it; empty for what the gateway wrote.
ALTER TABLE vidu_charge ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- Charges summed up by what they are now, with each entry: a report of a month must not read a million of them.
CREATE TABLE vidu_cost (
    day      TEXT   NOT NULL,
    account  TEXT   NOT NULL,
    project  TEXT   NOT NULL,
    mode     TEXT   NOT NULL,
    currency TEXT   NOT NULL,
    state    TEXT   NOT NULL,
    submits  BIGINT NOT NULL,
    seconds  BIGINT NOT NULL,
    -- In millionths of the currency.
    amount   BIGINT NOT NULL,
    PRIMARY KEY (day, account, project, mode, currency, state)
);

INSERT INTO vidu_cost (day, account, project, mode, currency, state, submits, seconds, amount)
SELECT day, account, project, mode, currency, state, COUNT(*), SUM(seconds), SUM(seconds * price)
FROM vidu_charge c
WHERE NOT EXISTS (SELECT 1 FROM vidu_charge l
                  WHERE l.request_id = c.request_id AND l.charge = c.charge AND l.entry > c.entry)
GROUP BY day, account, project, mode, currency, state;

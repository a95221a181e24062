-- What accounts hold, as the API said last. What may be charged besides is base, and what is spent now: base is what was reserved for tasks
-- that were under way when it was asked, less what was spent by then.

CREATE TABLE vidu_balance (
    account     TEXT   NOT NULL PRIMARY KEY,
    -- The last question, which may have no answer yet.
    asked_at    BIGINT NOT NULL,
    asked_base  BIGINT NOT NULL,
    -- The first month whose sums count, as 2026-11.
    asked_since TEXT   NOT NULL,
    -- The last question that was answered; 0 before.
    answered_at BIGINT NOT NULL,
    -- In millionths of a USD.
    amount      BIGINT NOT NULL,
    base        BIGINT NOT NULL,
    since       TEXT   NOT NULL
);

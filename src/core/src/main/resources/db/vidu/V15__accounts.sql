-- Several accounts at the API. What was there before, and what earlier versions add beside this one, is of the account default.

-- The one that its task runs at, or was last submitted with; empty before that.
ALTER TABLE vidu_task ADD COLUMN account TEXT NOT NULL DEFAULT 'default';

-- Those of other accounts have numbers above a million.
ALTER TABLE vidu_slot ADD COLUMN account TEXT NOT NULL DEFAULT 'default';

ALTER TABLE vidu_refusal ADD COLUMN account TEXT NOT NULL DEFAULT 'default';

-- Caps of all accounts are checked by sums over their rows.
CREATE INDEX vidu_spending_by_period ON vidu_spending (period, project, currency);

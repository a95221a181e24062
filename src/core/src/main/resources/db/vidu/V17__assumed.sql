-- Whether a request left to the API what it costs, so that its quote is the dearest that there may be: 1 or 0. Charges of before are
-- taken for what they say.
ALTER TABLE vidu_charge ADD COLUMN assumed INTEGER NOT NULL DEFAULT 0;

-- The request budget, where processes share it: on PostgreSQL. What stands in it is Bucket4j's own.
CREATE TABLE vidu_budget (
    id    TEXT  NOT NULL PRIMARY KEY,
    state BYTEA
);

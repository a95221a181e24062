-- What failed and is in no batch, for people: counted, grouped by code and listed without a look at what is stored.

CREATE INDEX vidu_task_failed ON vidu_task (code, updated_at, request_id) WHERE state = 'FAILED' AND batch = '';

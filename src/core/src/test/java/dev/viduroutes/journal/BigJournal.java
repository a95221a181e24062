package dev.viduroutes.journal;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;

/** Journals with many requests, made by a statement and not by the routes. */
final class BigJournal {

    /** About as long as those of stored requests. */
    private static final String OUTCOME =
            "'{\"request_id\":\"r\",\"task_id\":\"t\",\"state\":\"STORED\",\"source\":{\"kind\":"
                    + "\"file\",\"name\":\"a.json\",\"stamp\":\"1\"},\"videos\":[{\"uri\":\"s3://b/k.mp4\",\"bucket\":\"b\",\"key\":\"k.mp4\","
                    + "\"bytes\":7,\"sha256\":\"" + "ab".repeat(32)
                    + "\",\"content_type\":\"video/mp4\"}],\"billed_seconds\":5,\"timings\":"
                    + "{\"settled_at\":\"2026-03-01T12:00:00Z\",\"seconds\":60.0},\"attempts\":1,\"warnings\":[\""
                    + "w".repeat(900)
                    + "\"]}'";

    private BigJournal() {}

    /**
     * Of a hundred requests 94 are stored, 4 failed, 2 wait or run; every project has 1 of 50, every tenth is a row of one of 20
     * batches.
     */
    static void make(String url, int requests) throws SQLException {
        Journals.open(Nodes.options(url, 10), InstantSource.system()).close();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            if (url.startsWith("jdbc:sqlite:")) {
                statement.execute("PRAGMA synchronous = OFF");
            }
            statement.execute(
                    "INSERT INTO vidu_task (request_id, fingerprint, arrival, state, epoch, owner, lease_until, model,"
                            + " task_id, submits, failed_tasks, renewals, received_at, accepted_at, ended_at, updated_at, outcome, batch,"
                            + " account, mode, resolution, seconds, project, source, source_name, code)"
                            + " WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < "
                            + requests + ")"
                            + " SELECT 'shot-' || i, 'f', '1', CASE WHEN i % 100 < 94 THEN 'STORED' WHEN i % 100 < 98 THEN 'FAILED'"
                            + " WHEN i % 100 = 98 THEN 'RECEIVED' ELSE 'RUNNING' END, 1, '', 0, 'vidu-q3', 'task-' || i, 1, 0, 0,"
                            + " 1700000000000 + i * 1000, 0, 0, 1700000060000 + i * 1000,"
                            + " CASE WHEN i % 100 < 94 THEN " + OUTCOME + " ELSE '' END,"
                            + " CASE WHEN i % 10 = 0 THEN 'batch-' || (i / 10 % 20) ELSE '' END,"
                            + " CASE WHEN i % 3 = 0 THEN 'studio' ELSE 'default' END, 'text-to-video', '720p', 5,"
                            + " 'project-' || (i % 50), CASE WHEN i % 10 = 0 THEN 'row' ELSE 'file' END, 'shot-' || i || '.json',"
                            + " CASE WHEN i % 100 BETWEEN 94 AND 97 THEN 'CODE_' || (i % 7) ELSE '' END FROM n");
        }
    }
}

package dev.viduroutes.journal;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which pictures came with which request, and which are in the bucket. */
public final class ImageTable {

    private static final int FORGOTTEN_AT_ONCE = 200;

    /**
     * The pictures of a request, as an earlier arrival of it brought them.
     *
     * @param arrival as in {@code Source.stamp}
     * @param images each as {@code ImageReference} writes it
     */
    public record Known(String arrival, List<String> images) {}

    private final Database database;
    private final InstantSource clock;

    ImageTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return what is known of the request; empty if nothing is, or if it had no pictures */
    public Optional<Known> of(String requestId) throws SQLException {
        return database
                .query(
                        row -> new Known(
                                row.getString("arrival"),
                                Arrays.asList(row.getString("images").split(" "))),
                        "SELECT arrival, images FROM vidu_task WHERE request_id = ? AND images <> ''",
                        requestId)
                .stream()
                .findFirst();
    }

    /** Notes that a picture is used, before it is looked for in the bucket: from now on it is kept. */
    public void use(String name) throws SQLException {
        database.update(
                "INSERT INTO vidu_image (name, used_at) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET used_at = excluded.used_at",
                name,
                clock.millis());
    }

    /** @return pictures that nobody used for so long, and that no open request needs; some at a time */
    public List<String> unused(Duration keep) throws SQLException {
        return database.query(
                row -> row.getString("name"),
                "SELECT name FROM vidu_image WHERE used_at < ? AND NOT EXISTS (SELECT 1 FROM vidu_task"
                        + " WHERE state NOT IN ('STORED', 'FAILED') AND images <> ''"
                        + " AND images LIKE '%' || vidu_image.name || '%')"
                        + " ORDER BY used_at LIMIT " + FORGOTTEN_AT_ONCE,
                clock.millis() - keep.toMillis());
    }

    /** Forgets a picture that is no longer in the bucket, unless it was used meanwhile. */
    public void forget(String name, Duration keep) throws SQLException {
        database.update(
                "DELETE FROM vidu_image WHERE name = ? AND used_at < ?", name, clock.millis() - keep.toMillis());
    }
}

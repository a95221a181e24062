package dev.viduroutes.journal;

import dev.viduroutes.request.ImageReference;
import dev.viduroutes.request.TaskState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Which pictures came with which request, and which are in the bucket. */
public final class ImageTable {

    /** After this time a removal no longer counts: the process that began it has died. */
    public static final Duration REMOVAL = Duration.ofMinutes(5);

    private static final int ANSWERED_AT_ONCE = 500;

    /**
     * A request, as an earlier arrival of it brought it.
     *
     * @param arrival as in {@code Source.stamp}
     * @param state how far it came
     * @param images its pictures, each as {@code ImageReference} writes it; empty if the API fetches them by itself
     */
    public record Known(String arrival, TaskState state, List<String> images) {

        public Known {
            images = List.copyOf(images);
        }

        private static Known of(ResultSet row) throws SQLException {
            String images = row.getString("images");
            return new Known(
                    row.getString("arrival"),
                    TaskRow.state(row.getString("state")),
                    images.isEmpty() ? List.of() : List.of(images.split(" ")));
        }
    }

    private final Database database;
    private final InstantSource clock;

    ImageTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** @return what is known of the request; empty if nothing is */
    public Optional<Known> of(String requestId) throws SQLException {
        return database
                .query(Known::of, "SELECT arrival, state, images FROM vidu_task WHERE request_id = ?", requestId)
                .stream()
                .findFirst();
    }

    /**
     * Notes that a picture is used, before it is looked for in the bucket: from now on it is kept.
     *
     * @return false if it is being removed now; then it must wait, whatever the bucket says
     */
    public boolean use(String name) throws SQLException {
        long now = clock.millis();
        return database.changesOne(
                "INSERT INTO vidu_image (name, used_at) VALUES (?, ?)"
                        + " ON CONFLICT (name) DO UPDATE SET used_at = excluded.used_at, removed_at = 0"
                        + " WHERE vidu_image.removed_at < ?",
                name,
                now,
                now - REMOVAL.toMillis());
    }

    /**
     * @param after the last one of those that were answered before; empty at first
     * @return pictures that nobody used for so long, in the order of their names; some at a time
     */
    public List<String> unused(Duration keep, String after) throws SQLException {
        return database.query(
                row -> row.getString("name"),
                "SELECT name FROM vidu_image WHERE name > ? AND used_at < ? ORDER BY name LIMIT " + ANSWERED_AT_ONCE,
                after,
                clock.millis() - keep.toMillis());
    }

    /** @return the pictures that open requests need; a request that comes later marks its pictures as used before it is claimed */
    public Set<String> needed() throws SQLException {
        Set<String> names = new HashSet<>();
        database.query(
                        row -> row.getString("images"),
                        "SELECT images FROM vidu_task WHERE images <> ''"
                                + " AND state IN ('RECEIVED', 'SUBMITTING', 'UNCERTAIN', 'RUNNING', 'SUCCEEDED')")
                .forEach(images -> Stream.of(images.split(" "))
                        .flatMap(image -> ImageReference.of(image).stream())
                        .forEach(image -> names.add(image.name())));
        return names;
    }

    /**
     * Begins to remove a picture: from now on nobody can use it, until it is forgotten or kept, or {@link #REMOVAL} is over.
     *
     * @return what names this removal; empty if somebody used the picture meanwhile, or removes it
     */
    public OptionalLong remove(String name, Duration keep) throws SQLException {
        long now = clock.millis();
        boolean begun = database.changesOne(
                "UPDATE vidu_image SET removed_at = ? WHERE name = ? AND used_at < ? AND removed_at < ?",
                now,
                name,
                now - keep.toMillis(),
                now - REMOVAL.toMillis());
        return begun ? OptionalLong.of(now) : OptionalLong.empty();
    }

    /** It is no longer in the bucket. */
    public void forget(String name, long removal) throws SQLException {
        database.update("DELETE FROM vidu_image WHERE name = ? AND removed_at = ?", name, removal);
    }

    /** It is in the bucket yet, and is not being removed any more. */
    public void keep(String name, long removal) throws SQLException {
        database.update("UPDATE vidu_image SET removed_at = 0 WHERE name = ? AND removed_at = ?", name, removal);
    }
}

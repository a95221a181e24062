package dev.viduroutes.journal;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.polling.LearnedDurations;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what was learned of how long tasks take. Losing the newest of it costs a few calls, so nobody waits for it. */
final class DurationTable {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");
    private static final int KEPT = 512;

    private final Database database;
    private final InstantSource clock;
    private final Map<String, String> saved = new HashMap<>();

    DurationTable(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Adds what earlier processes learned, the newest last. What can't be read is learned anew. */
    void load(LearnedDurations durations) throws SQLException {
        List<Map.Entry<String, String>> rows = database.query(
                row -> Map.entry(row.getString("kind"), row.getString("lasted")),
                "SELECT kind, lasted FROM vidu_duration ORDER BY updated_at");
        rows.forEach(row -> decode(durations, row.getKey(), row.getValue()));
    }

    private void decode(LearnedDurations durations, String kind, String lasted) {
        try {
            durations.decode(kind, lasted);
            saved.put(kind, lasted);
        } catch (IllegalArgumentException damaged) {
            LOG.warn("durations={} can't be read, they are learned anew: {}", kind, SanitizedText.of(damaged));
        }
    }

    /** Writes what changed since it was last written or read. To be called now and then. */
    synchronized void save(LearnedDurations durations) throws SQLException {
        Map<String, String> known = durations.encode();
        if (known.equals(saved)) {
            return;
        }
        for (Map.Entry<String, String> learned : known.entrySet()) {
            if (!learned.getValue().equals(saved.get(learned.getKey()))) {
                database.update(
                        "INSERT INTO vidu_duration (kind, lasted, updated_at) VALUES (?, ?, ?)"
                                + " ON CONFLICT (kind) DO UPDATE"
                                + " SET lasted = excluded.lasted, updated_at = excluded.updated_at",
                        learned.getKey(),
                        learned.getValue(),
                        clock.millis());
                saved.put(learned.getKey(), learned.getValue());
            }
        }
        saved.keySet().retainAll(known.keySet());
        forgetOldest();
    }

    private void forgetOldest() throws SQLException {
        database.update("DELETE FROM vidu_duration WHERE kind NOT IN"
                + " (SELECT kind FROM vidu_duration ORDER BY updated_at DESC LIMIT " + KEPT + ")");
    }
}

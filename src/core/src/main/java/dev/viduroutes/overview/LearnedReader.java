package dev.viduroutes.overview;

import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.polling.LearnedDurations;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.util.Map;

/** What the gateways learned of how long tasks take, for who has no gateway. */
public final class LearnedReader {

    private final ReadOnlyJournal journal;
    private final Settings settings;

    public LearnedReader(ReadOnlyJournal journal, Settings settings) {
        this.journal = journal;
        this.settings = settings;
    }

    /** @return what is on record; what can't be read is left out */
    public LearnedDurations read() throws SQLException {
        LearnedDurations learned = new LearnedDurations(settings);
        journal.query(
                        row -> Map.entry(row.getString("kind"), row.getString("lasted")),
                        "SELECT kind, lasted FROM vidu_duration ORDER BY updated_at")
                .forEach(row -> decode(learned, row.getKey(), row.getValue()));
        return learned;
    }

    private static void decode(LearnedDurations learned, String kind, String lasted) {
        try {
            learned.decode(kind, lasted);
        } catch (IllegalArgumentException damaged) {
            // The gateway says so, and learns anew.
        }
    }
}

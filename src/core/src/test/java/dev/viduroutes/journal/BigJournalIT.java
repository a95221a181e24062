package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.live.NowReader;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.settings.TestSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal of 100,000 requests: what people ask is answered at once, whatever they filter by. */
class BigJournalIT {

    private static final Logger LOG = LoggerFactory.getLogger(BigJournalIT.class);
    private static final int REQUESTS = Integer.getInteger("vidu.journal.requests", 100_000);
    private static final Duration LONGEST = Duration.ofMillis(200);
    /** Others use the machine, too. */
    private static final int TRIES = 5;

    @TempDir
    private Path folder;

    private final Map<String, Duration> took = new TreeMap<>();

    private interface Asking {
        void ask() throws SQLException;
    }

    private void measure(String what, Asking asking) throws SQLException {
        Duration best = Duration.ofDays(1);
        for (int i = 0; i < TRIES; i++) {
            long begin = System.nanoTime();
            asking.ask();
            Duration one = Duration.ofNanos(System.nanoTime() - begin);
            best = one.compareTo(best) < 0 ? one : best;
        }
        took.put(what, best);
    }

    @Test
    void eachPageTakesLessThanAFifthOfASecond() throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("journal.db");
        BigJournal.make(url, REQUESTS);
        try (ReadOnlyJournal journal = ReadOnlyJournal.of(url)) {
            RequestReader reader = new RequestReader(journal);
            for (RequestQuery query : QueryPlanTest.combinations()) {
                measure("list " + query, () -> reader.list(query));
            }
            RequestQuery all = RequestQuery.all(50);
            measure("list oldest", () -> reader.list(all.from("1700000050000.shot-50")));
            measure("list nothing", () -> reader.list(all.ofProject("none")));
            measure("list nothing of any state", () -> reader.list(all.ofState("UNCERTAIN")));
            measure(
                    "list nothing, two filters",
                    () -> reader.list(all.ofProject("project-1").ofSource("row")));
            measure("list no such id", () -> reader.list(all.about("nobody")));
            measure("find", () -> reader.find("shot-777"));
            measure("videos", () -> reader.videos("", 12));
            measure("videos oldest", () -> reader.videos("1700000070000.shot-10", 12));
            measure("dead letters", reader::deadLetters);
            measure("open", reader::open);
            BatchProgressReader batches = new BatchProgressReader(journal, TestSettings.with(), InstantSource.system());
            measure("batches", batches::list);
            measure("batch", () -> batches.find("batch-1"));
            NowReader now = new NowReader(journal, TestSettings.with(), InstantSource.system());
            measure("now", now::read);
        }
        took.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .limit(12)
                .forEach(one -> LOG.info("{} ms {}", one.getValue().toMillis(), one.getKey()));
        assertThat(took).allSatisfy((what, time) -> assertThat(time).as(what).isLessThan(LONGEST));
    }
}

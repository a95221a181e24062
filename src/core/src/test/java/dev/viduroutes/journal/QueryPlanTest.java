package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.live.NowReader;
import dev.viduroutes.overview.BatchProgressReader;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.settings.TestSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How SQLite reads what people ask for: nothing that grows with the journal is read whole, or sorted. */
class QueryPlanTest {

    @TempDir
    private Path folder;

    private ReadOnlyJournal journal;
    private RequestReader reader;

    @BeforeEach
    void make() throws SQLException {
        BigJournal.make(url(), 1_000);
        journal = ReadOnlyJournal.of(url());
        reader = new RequestReader(journal);
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    private interface Asking {
        void ask() throws SQLException;
    }

    /** @return how each of its questions is answered, a step a line */
    private List<String> plan(Asking asking) throws SQLException {
        List<String> steps = new ArrayList<>();
        List<String> statements = new ArrayList<>();
        journal.watchedBy(statements::add);
        asking.ask();
        assertThat(statements).isNotEmpty();
        try (Connection connection = DriverManager.getConnection(url())) {
            for (String sql : statements) {
                try (PreparedStatement statement = connection.prepareStatement("EXPLAIN QUERY PLAN " + sql);
                        ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        steps.add(row.getString("detail"));
                    }
                }
            }
        }
        return steps;
    }

    static List<RequestQuery> combinations() {
        List<RequestQuery> all = new ArrayList<>();
        for (int bits = 0; bits < 1 << 8; bits++) {
            RequestQuery query = RequestQuery.all(50);
            query = (bits & 1) == 0 ? query : query.ofState("STORED");
            query = (bits & 2) == 0 ? query : query.ofCode("CODE_1");
            query = (bits & 4) == 0 ? query : query.ofProject("project-1");
            query = (bits & 8) == 0 ? query : query.ofBatch("batch-1");
            query = (bits & 16) == 0 ? query : query.ofSource("row");
            query = (bits & 32) == 0 ? query : query.ofAccount("studio");
            query = (bits & 64) == 0 ? query : query.about("shot-1");
            query = (bits & 128) == 0 ? query : query.from("1700000500000.shot-500");
            all.add(query);
        }
        return all;
    }

    @Test
    void aPageIsReadInItsOrderByOneIndexWhateverItIsFilteredBy() throws SQLException {
        for (RequestQuery query : combinations()) {
            assertThat(plan(() -> reader.list(query)))
                    .as("%s", query)
                    .noneMatch(step -> step.contains("TEMP B-TREE"))
                    .noneMatch(step -> step.matches("SCAN \\w+"))
                    .anyMatch(step -> step.contains("t USING INDEX vidu_task_by_received"));
        }
    }

    @Test
    void oneRequestIsFoundByItsKey() throws SQLException {
        assertThat(plan(() -> reader.find("shot-1"))).noneMatch(step -> step.startsWith("SCAN"));
    }

    @Test
    void videosAreReadByWhenTheyWereStored() throws SQLException {
        assertThat(plan(() -> reader.videos("1700000500000.shot-500", 12)))
                .noneMatch(step -> step.startsWith("SCAN"))
                .noneMatch(step -> step.equals("USE TEMP B-TREE FOR ORDER BY"));
    }

    /** Those of the states that are few. */
    @Test
    void whatIsNowIsReadWithoutLookingAtWhatIsSettled() throws SQLException {
        assertThat(plan(() -> new NowReader(journal, TestSettings.with(), InstantSource.system()).read()))
                .noneMatch(step -> step.startsWith("SCAN vidu_task") && !step.contains("vidu_task_failed"));
        assertThat(plan(() -> reader.deadLetters()))
                .filteredOn(step -> step.matches("(SCAN|SEARCH) t .*"))
                .hasSizeGreaterThan(1)
                .allMatch(step -> step.contains("vidu_task_failed"));
        assertThat(plan(() -> reader.open())).noneMatch(step -> step.startsWith("SCAN"));
        BatchProgressReader batches = new BatchProgressReader(journal, TestSettings.with(), InstantSource.system());
        assertThat(plan(batches::list)).noneMatch(step -> step.startsWith("SCAN vidu_task"));
        assertThat(plan(() -> batches.find("batch-1"))).noneMatch(step -> step.startsWith("SCAN vidu_task"));
    }
}

package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.live.CapNow;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.NowReader;
import dev.viduroutes.live.Trouble;
import dev.viduroutes.settings.TestSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of now while the journal has no answer to some questions. */
class SlowJournalTest {

    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private ReadOnlyJournal journal;

    @BeforeEach
    void make() throws SQLException {
        BigJournal.make(url(), 100);
        journal = ReadOnlyJournal.of(url());
    }

    private String url() {
        return "jdbc:sqlite:" + folder.resolve("journal.db");
    }

    private void slowAt(String part) {
        journal.watchedBy(sql -> {
            asked.add(sql);
            if (sql.contains(part)) {
                SlowJournalTest.<RuntimeException>raise(new SQLTimeoutException("no answer within 2 s"));
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static <E extends Exception> void raise(Exception failure) throws E {
        throw (E) failure;
    }

    private Now now(String... settings) throws SQLException {
        return new NowReader(journal, TestSettings.with(settings), InstantSource.fixed(NOON)).read();
    }

    @Test
    void whatHasNoAnswerIsNotKnownAndTheRestIsTold() throws SQLException {
        slowAt("SELECT COUNT(*) FROM vidu_task INDEXED BY vidu_task_failed");

        Now now = now();

        assertThat(now.forAPerson()).isEmpty();
        assertThat(now.perhapsPaid()).isPresent();
        assertThat(now.lanes()).hasSize(1);
        assertThat(now.troubles())
                .extracting(Trouble::sentence)
                .containsExactly("journal=slow: it had no answer in time, so that this is not known: dead letters");
    }

    @Test
    void afterTwoLateAnswersNothingMoreIsAsked() throws SQLException {
        slowAt("vidu_task");

        Now now = now();

        assertThat(now.forAPerson()).isEmpty();
        assertThat(now.troubles().get(0).sentence()).contains("tasks of other processes, what waits", "dead letters");
        assertThat(asked).noneMatch(sql -> sql.contains("vidu_balance"));
    }

    @Test
    void aJournalWithoutAnyAnswerFailsAsAWhole() {
        slowAt("vidu_slot");

        assertThatThrownBy(this::now).isInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void questionsWithOneDeadlineEndTogether() throws SQLException {
        long over = System.nanoTime() - 1;

        assertThatThrownBy(() -> journal.queryUntil(over, row -> row.getLong(1), "SELECT 1"))
                .isInstanceOf(SQLTimeoutException.class)
                .hasMessageContaining("ask for less");
        assertThat(journal.query(row -> row.getLong(1), "SELECT 1")).containsExactly(1L);
    }

    /** One raised for ads has more left than one that was not. */
    @Test
    void ofACapOfEachProjectTheOneWithLeastLeftCountsAsItWasRaised() throws SQLException {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO vidu_spending VALUES ('default', '2026-11-30', 'ads', '', 90),"
                    + " ('default', '2026-11-30', 'films', '', 80)");
            statement.execute("INSERT INTO vidu_cap_raise VALUES"
                    + " ('vidu.cap.project.*.day', '2026-11-30', 'ads', 1, '', 500, 'anna', 1),"
                    + " ('vidu.cap.project.*.day', '2026-11-30', 'films', 1, '', 120, 'anna', 1),"
                    + " ('vidu.cap.project.*.day', '2026-11-30', 'films', 2, 'CNY', 1, 'anna', 1)");
        }

        CapNow cap = now("vidu.cap.project.*.day", "100s").spent().caps().get(0);

        assertThat(cap.spent()).isEqualByComparingTo("80");
        assertThat(cap.limit()).isEqualByComparingTo("100");
    }
}

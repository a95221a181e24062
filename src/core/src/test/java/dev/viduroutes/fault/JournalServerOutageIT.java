package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.fixture.Retries;
import dev.viduroutes.sandbox.FreePort;
import dev.viduroutes.sandbox.Ledger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal's PostgreSQL server goes away under traffic, for longer than a lease, and comes back. */
class JournalServerOutageIT extends FaultTest {

    private static final int FILES = 12;

    @TempDir
    private Path data;

    private final int port = FreePort.next();
    private EmbeddedPostgres server;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        startServer();
        settings.setProperty("vidu.journal.url", server.getJdbcUrl("postgres", "postgres"));
        settings.setProperty("vidu.journal.lease", "2s");
    }

    private void startServer() {
        try {
            server = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data.resolve("data"))
                    .setCleanDataDirectory(false)
                    .start();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    @AfterEach
    void stopServer() throws IOException {
        context.stop();
        server.close();
    }

    @Test
    void requestsWaitForTheServerAndNoneIsLostOrSentWithoutARecord() throws Exception {
        for (int i = 0; i < FILES; i++) {
            drop(file("before", i), request(id("before", i), prompt(id("before", i) + trigger(i))));
        }
        await().until(() -> ledger().submitsFor("before") >= FILES / 2);

        server.close();
        for (int i = 0; i < FILES; i++) {
            drop(file("during", i), request(id("during", i), prompt(id("during", i))));
        }

        drop("forbidden.json", request("forbidden", "a clip").replace("2}", "20}"));

        Retries retries = Retries.of(context());
        retries.awaitMore(2 * FILES);
        assertThat(names(deadLetters()))
                .as("what was paid for it, only the journal can tell")
                .isEmpty();
        assertThat(ledger().submitsFor("during")).isZero();
        int sent = ledger().submitsFor("before");
        retries.awaitMore(FILES);
        assertThat(ledger().submitsFor("clip")).isEqualTo(sent);
        assertThat(names(inbox())).hasSizeGreaterThanOrEqualTo(FILES);

        startServer();
        awaitEmptyInbox();
        assertThat(names(deadLetters())).containsExactly("forbidden.json", "forbidden.json.reason.json");
        assertThat(names(done())).hasSize(4 * FILES);
        assertThat(recorded()).isEqualTo(paid()).hasSize(2 * FILES);
        assertThat(ledger().submitsFor("clip")).isEqualTo(2 * FILES);
        assertNothingIsLeft();
    }

    private static String trigger(int number) {
        return number % 2 == 0 ? "" : " sandbox:slow=200s";
    }

    private static String id(String when, int number) {
        return when + "-" + number;
    }

    private static String file(String when, int number) {
        return id(when, number) + ".json";
    }

    /** @return the journal's state and task id of each request; a submit more than were sent was held back */
    private Map<String, String> recorded() throws SQLException {
        Map<String, String> rows = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(server.getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT request_id, state, submits, task_id FROM vidu_task")) {
            while (row.next()) {
                assertThat(row.getInt(3))
                        .isGreaterThanOrEqualTo(ledger().submitsFor("a clip " + row.getString(1) + " "));
                rows.put(row.getString(1), row.getString(2) + " " + row.getString(4));
            }
        }
        return rows;
    }

    /** @return the same as the API's ledger has it, where each is to have one task */
    private Map<String, String> paid() {
        Map<String, String> tasks = new TreeMap<>();
        IntStream.range(0, FILES).boxed().forEach(i -> {
            for (String when : new String[] {"before", "during"}) {
                String prompt = "a clip " + id(when, i) + " ";
                tasks.put(
                        id(when, i),
                        "STORED "
                                + ledger().tasksFor(prompt).stream()
                                        .map(Ledger.Task::taskId)
                                        .collect(Collectors.joining(" ")));
            }
        });
        return tasks;
    }
}

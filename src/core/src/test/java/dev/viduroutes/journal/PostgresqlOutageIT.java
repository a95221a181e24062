package dev.viduroutes.journal;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.sandbox.FreePort;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that goes away and comes back. */
@Timeout(90)
class PostgresqlOutageIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    private Path folder;

    @Test
    void theJournalFailsInTimeWhileTheServerIsGoneAndWorksOnceItIsBack() throws IOException, SQLException {
        int port = FreePort.next();
        EmbeddedPostgres server = start(port);
        try (Node node = node(server.getJdbcUrl("postgres", "postgres"))) {
            Task task = node.bring(Samples.task("r"), TaskState.SUBMITTING);
            node.slots().take("r");
            server.close();
            for (int i = 0; i < 3; i++) {
                promptly(() -> assertThatThrownBy(() -> node.record(Samples.running(task)))
                        .isInstanceOf(SQLException.class));
                promptly(() -> assertThatThrownBy(() -> node.journal().claim(Samples.task("new")))
                        .isInstanceOf(SQLException.class));
            }
            server = start(port);
            await().ignoreExceptions().until(() -> node.record(Samples.running(task)) != null);
            assertThat(node.row("r")).containsEntry("task_id", "task-r");
            assertThat(node.granted(Samples.task("new")).epoch()).isEqualTo(1);
            assertThat(node.slots().holders()).containsExactly("r");
        } finally {
            server.close();
        }
    }

    /** As when a firewall swallows packets: connections are made, and nothing is ever answered. */
    @Test
    void aServerThatNeverAnswersIsAnErrorInTime() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "jdbc:postgresql://localhost:" + silent.getLocalPort() + "/x";
            promptly(() -> assertThatThrownBy(() -> node(url))
                    .isInstanceOf(SQLException.class)
                    .hasMessageStartingWith("vidu.journal.url is jdbc:postgresql://localhost"));
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setPort(port)
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private static Node node(String url) throws SQLException {
        return new Node(Journals.open(
                new Journals.Options(url, "", "", TIMEOUT, Duration.ofMinutes(1), Duration.ofDays(1), 4),
                InstantSource.system()));
    }
}

package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The journal's PostgreSQL server takes everything and says nothing more, as behind a firewall that forgot the connections. */
class FrozenJournalServerIT extends FaultTest {

    private static final int FILES = 8;
    /** Twice five seconds, for what is under way and what is worth another try; not five for each request. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private EmbeddedPostgres server;
    private TcpLine line;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        try {
            server = EmbeddedPostgres.start();
            line = TcpLine.to(server.getPort());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        settings.setProperty(
                "vidu.journal.url",
                server.getJdbcUrl("postgres", "postgres")
                        .replace(":" + server.getPort() + "/", ":" + line.port() + "/"));
    }

    @AfterEach
    void stopServer() throws IOException {
        line.thaw();
        context.stop();
        line.close();
        server.close();
    }

    @Test
    void aStopTakesSecondsAndLeavesTheRequestsAtTheirSource() throws Exception {
        for (int i = 0; i < FILES; i++) {
            drop("r" + i + ".json", request("r" + i, "a clip " + i + " sandbox:never"));
        }
        await().until(() -> ledger().submitsFor("a clip") == FILES);
        line.freeze();
        for (int i = 0; i < FILES; i++) {
            drop("late" + i + ".json", request("late" + i, "too late " + i));
        }

        long begin = System.nanoTime();
        assertThatCode(this::stopContext).doesNotThrowAnyException();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONGEST_STOP);
        assertThat(names(inbox())).hasSize(2 * FILES);
    }
}

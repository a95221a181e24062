package dev.viduroutes.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The acceptance suite on a real PostgreSQL. */
class PostgresqlJournalTest {

    private static EmbeddedPostgres server;

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static String ofServer() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    @Nested
    class Claims extends ClaimSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Fencing extends FencingSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Callbacks extends CallbackSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Attempts extends AttemptSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class PutBacks extends PutBackSuite {
        @Override
        String url() {
            return ofServer();
        }
    }

    @Nested
    class Slots extends SlotSuite {
        @Override
        String url() {
            return ofServer();
        }
    }
}

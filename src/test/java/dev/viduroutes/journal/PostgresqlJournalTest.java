package dev.viduroutes.journal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** The acceptance suite on a real PostgreSQL. */
class PostgresqlJournalTest {

    private static final int AT_ONCE = 8;

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

    @RepeatedTest(3)
    void journalsThatStartAtOnceOnAnEmptyDatabaseAllFindTheTables(RepetitionInfo round) throws Exception {
        String database = "fresh" + round.getCurrentRepetition();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + database);
        }
        String url = server.getJdbcUrl("postgres", database);
        CyclicBarrier connected = new CyclicBarrier(AT_ONCE);
        Callable<Void> start = () -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                connected.await();
                Schema.migrate(connection);
            }
            return null;
        };
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            for (Future<Void> started : threads.invokeAll(Collections.nCopies(AT_ONCE, start))) {
                started.get();
            }
        } finally {
            threads.shutdownNow();
        }
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

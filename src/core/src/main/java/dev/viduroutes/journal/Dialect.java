package dev.viduroutes.journal;

import dev.viduroutes.limits.BudgetStore;
import io.github.bucket4j.Bucket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The databases that the journal's SQL runs on. */
enum Dialect {
    SQLITE("SQLite") {
        @Override
        String place(Connection connection) throws SQLException {
            return text(connection, "SELECT file FROM pragma_database_list WHERE name = 'main'");
        }

        @Override
        DatabaseFile file(Connection connection) throws SQLException {
            return DatabaseFile.of(Path.of(place(connection)));
        }

        @Override
        void check(Connection connection) throws SQLException {
            String mode = text(connection, "PRAGMA journal_mode");
            if (place(connection).isEmpty() || List.of("memory", "off").contains(mode)) {
                throw new SQLException("it is a SQLite that a crash may empty (journal_mode " + mode
                        + "); the journal needs a file, and wal, delete, truncate or persist");
            }
            checkWritable(connection);
        }

        /** A file that may only be read opens like any other, and fails at the first thing that is to be remembered. */
        private void checkWritable(Connection connection) throws SQLException {
            String same = text(connection, "PRAGMA user_version");
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate("PRAGMA user_version = " + same);
            }
        }
    },
    POSTGRESQL("PostgreSQL") {
        @Override
        String place(Connection connection) throws SQLException {
            return "schema " + connection.getSchema();
        }

        @Override
        JournalClock clock(Database database, InstantSource own) throws SQLException {
            return new JournalClock(() -> serverTime(database), own);
        }

        private Instant serverTime(Database database) throws SQLException {
            return database.query(row -> row.getObject(1, OffsetDateTime.class).toInstant(), "SELECT clock_timestamp()")
                    .get(0);
        }

        @Override
        BudgetStore budget(DataSource connections, Duration timeout, InstantSource time) {
            return new PostgresqlBudgetStore(connections, timeout, time);
        }

        /** The weakest lock that plain reads, and so backups, do not take. */
        @Override
        void share(SqlExecutor step, String table) throws SQLException {
            step.update("LOCK TABLE " + table + " IN ROW SHARE MODE");
        }

        /** Holds up sharers and writers alone. */
        @Override
        void awaitSharers(SqlExecutor step, String table) throws SQLException {
            step.update("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
        }

        /** A stricter isolation refuses statements that only come one after the other. */
        @Override
        void check(Connection connection) throws SQLException {
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new SQLException(
                        "its connections begin with another isolation than READ COMMITTED, which the journal"
                                + " needs; vidu.journal.url can name the same database by a jdbc:postgresql: URL");
            }
            checkSchema(connection);
        }

        /** A schema that was made since would have an empty journal, by which everything is paid again. */
        private void checkSchema(Connection connection) throws SQLException {
            String begin = connection.getSchema();
            String found = text(
                    connection,
                    "SELECT nspname FROM pg_namespace JOIN pg_class ON relnamespace = pg_namespace.oid"
                            + " WHERE pg_class.oid = to_regclass('vidu_task')");
            if (!found.isEmpty() && !found.equals(begin)) {
                throw new SQLException("its connections begin in schema " + begin + ", and a journal is in schema "
                        + found + ", which comes later in their search_path; one of the two must go, or"
                        + " ?currentSchema=… of the URL must name the one that is meant");
            }
        }
    };

    private final String product;

    Dialect(String product) {
        this.product = product;
    }

    /** @throws SQLException if it is none of these */
    static Dialect of(Connection connection) throws SQLException {
        String found = connection.getMetaData().getDatabaseProductName();
        String all = Stream.of(values()).map(Dialect::toString).collect(Collectors.joining(" or "));
        return Arrays.stream(values())
                .filter(dialect -> dialect.product.equals(found))
                .findFirst()
                .orElseThrow(() -> new SQLException("it is a " + found + "; the journal needs " + all));
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }

    /** @return where the tables are: a file, or a schema */
    abstract String place(Connection connection) throws SQLException;

    /** @return the file that it has open, if it is one */
    DatabaseFile file(Connection connection) throws SQLException {
        return DatabaseFile.NONE;
    }

    /** @return the clock that processes on several machines have in common, if they may use the database */
    JournalClock clock(Database database, InstantSource own) throws SQLException {
        return JournalClock.of(own);
    }

    /** @return the budget of calls: shared where processes on several machines may use the database */
    BudgetStore budget(DataSource connections, Duration timeout, InstantSource time) {
        return (account, configuration) -> Bucket.builder()
                .withNanosecondPrecision()
                .addLimit(configuration.getBandwidths()[0])
                .build();
    }

    /** The first step of a transaction that goes by what the table says, and shall be over before {@link #awaitSharers} returns. */
    void share(SqlExecutor step, String table) throws SQLException {
        // SQLite has one writer at a time, and a transaction here begins by writing.
    }

    /** Part of a transaction, which returns once no other one has shared the table and is under way. */
    void awaitSharers(SqlExecutor step, String table) throws SQLException {
        // As above.
    }

    /** @throws SQLException if what is committed might be lost, or refused */
    abstract void check(Connection connection) throws SQLException;

    @Override
    public String toString() {
        return product;
    }
}

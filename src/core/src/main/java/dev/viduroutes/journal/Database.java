package dev.viduroutes.journal;

import com.zaxxer.hikari.HikariDataSource;
import dev.viduroutes.limits.BudgetStore;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.Outage;
import dev.viduroutes.settings.AddressRedactor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal's database. A statement is a transaction of its own, so that SQLite's one writer is never held up, unless
 * two must stand or fall together; what returned is on disk.
 */
final class Database implements SqlExecutor, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");

    /** Makes one value of each row. */
    interface RowMapper<T> {
        T map(ResultSet row) throws SQLException;
    }

    /** What stands or falls together; it is undone if it answers false or throws. */
    interface Transaction {
        boolean run(SqlExecutor statements) throws SQLException;
    }

    private final DataSource connections;
    private final Dialect dialect;
    private final DatabaseFile file;
    private final DatabaseAvailability availability;
    private final Duration timeout;
    private final Runnable end;

    /**
     * Opens a database of the journal's own.
     *
     * @param timeout how long a statement waits for the database before it fails
     * @throws SQLException if that fails; the message names the setting
     */
    static Database open(String url, String user, String password, Duration timeout) throws SQLException {
        HikariDataSource pool = ConnectionPool.open(url, user, password, timeout);
        try {
            ConnectionPool.checkAlone(url, pool);
            return new Database(AddressRedactor.withoutSecrets(url), pool, timeout, pool::close);
        } catch (SQLException failed) {
            pool.close();
            throw ConnectionPool.unusable(url, failed);
        }
    }

    /**
     * Uses a database of the host's, which stays open afterwards.
     *
     * @param name of the host's bean
     * @throws SQLException if that fails; the message has the name
     */
    static Database of(String name, DataSource host, Duration timeout) throws SQLException {
        HostDataSource connections = new HostDataSource(host, timeout);
        try {
            return new Database("DataSource " + name, connections, timeout, connections::close);
        } catch (SQLException failed) {
            throw new SQLException(
                    "the DataSource " + name + " can't be used for the journal: "
                            + ErrorText.withoutSecrets(failed.getMessage()),
                    failed);
        }
    }

    private Database(String name, DataSource connections, Duration timeout, Runnable end) throws SQLException {
        this.connections = connections;
        this.timeout = timeout;
        this.end = end;
        availability = new DatabaseAvailability(name);
        try (Connection connection = connections.getConnection()) {
            dialect = Dialect.of(connection);
            dialect.check(connection);
            SchemaMigration.migrate(connection);
            file = dialect.file(connection);
            LOG.info("journal={} engine={} at={}", name, dialect, dialect.place(connection));
        } catch (SQLException | RuntimeException failed) {
            end.run();
            throw failed;
        }
    }

    /** @return the clock that processes on several machines have in common, if they may use the database */
    JournalClock clock(InstantSource own) throws SQLException {
        return dialect.clock(this, own);
    }

    /**
     * @param time that all processes have in common
     * @return the budget of calls: shared where processes on several machines may use the database
     */
    BudgetStore budget(InstantSource time) {
        return dialect.budget(connections, timeout, time);
    }

    /** @throws SQLException if what is written goes where nobody will find it after a restart */
    void checkPlace() throws SQLException {
        availability.watched(() -> {
            file.check();
            return true;
        });
    }

    @Override
    public int update(String sql, Object... values) throws SQLException {
        return availability.watched(() -> {
            try (Connection connection = connections.getConnection()) {
                return update(connection, sql, values);
            }
        });
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /**
     * Runs a few statements as one transaction. The first must be a write: one that begins by reading is refused by SQLite
     * if somebody else writes in between.
     *
     * @return whether it was made
     */
    boolean inTransaction(Transaction work) throws SQLException {
        return availability.watched(() -> {
            try (Connection connection = connections.getConnection()) {
                // The pool rolls back what is not committed, and sets this back.
                connection.setAutoCommit(false);
                boolean made = work.run((sql, values) -> update(connection, sql, values));
                if (made) {
                    connection.commit();
                }
                return made;
            }
        });
    }

    /** @see Dialect#share */
    void share(SqlExecutor step, String table) throws SQLException {
        dialect.share(step, table);
    }

    /** @see Dialect#awaitSharers */
    void awaitSharers(String table) throws SQLException {
        inTransaction(step -> {
            dialect.awaitSharers(step, table);
            return true;
        });
    }

    <T> List<T> query(RowMapper<T> mapper, String sql, Object... values) throws SQLException {
        return availability.watched(() -> {
            try (Connection connection = connections.getConnection();
                    PreparedStatement statement = prepared(connection, sql, values);
                    ResultSet rows = statement.executeQuery()) {
                List<T> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(mapper.map(rows));
                }
                return found;
            }
        });
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i] instanceof String text ? StorableText.of(text) : values[i]);
            }
            return statement;
        } catch (SQLException failed) {
            statement.close();
            throw failed;
        }
    }

    /** @return for how long it has been away; nothing if it is there */
    Optional<Duration> awayFor() {
        return availability.awayFor();
    }

    DatabaseAvailability availability() {
        return availability;
    }

    Optional<Outage> outage() {
        return availability.outage();
    }

    /** The gateway stops: of a database that does not answer, what is asked next waits no longer. */
    void failFast() {
        availability.failFast();
    }

    /** What is asked next is worth waiting for. */
    void tryOnceMore() {
        availability.tryOnceMore();
    }

    boolean isClosed() {
        return availability.isClosed();
    }

    /** The pool waits for connections that are under way; for a database that does not answer, nobody waits with it. */
    @Override
    public void close() {
        availability.close();
        if (availability.isGivenUp()) {
            Thread closing = new Thread(end, "vidu-journal-close");
            closing.setDaemon(true);
            closing.start();
        } else {
            end.run();
        }
    }
}

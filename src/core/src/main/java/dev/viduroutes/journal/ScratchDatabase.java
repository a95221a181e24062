package dev.viduroutes.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A database of SQLite for what is too much for memory, gone when it is closed. Not thread-safe. */
public final class ScratchDatabase implements AutoCloseable {

    private final Path file;
    private final Connection connection;

    private ScratchDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** @param folder for temporary files; made if need be */
    public static ScratchDatabase in(Path folder) throws IOException, SQLException {
        SqliteNativeLibrary.load(folder);
        Path file = Files.createTempFile(Files.createDirectories(folder), "scratch", ".db");
        Properties fast = new Properties();
        fast.setProperty("journal_mode", "OFF");
        fast.setProperty("synchronous", "OFF");
        fast.setProperty("cache_size", "-32000");
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file, fast);
        connection.setAutoCommit(false);
        return new ScratchDatabase(file, connection);
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws IOException, SQLException {
        try {
            connection.close();
        } finally {
            Files.deleteIfExists(file);
        }
    }
}

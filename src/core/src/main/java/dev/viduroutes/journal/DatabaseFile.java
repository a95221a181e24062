package dev.viduroutes.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;

/**
 * The file that SQLite has open. If it is removed, or another is put in its place, SQLite goes on with the old one, which
 * nobody finds again: what is under way ends well by it, and what is not must wait for a start with the new one.
 *
 * @param key what the file system knows it by, null if it tells nobody
 */
record DatabaseFile(Path path, Object key) {

    /** Of a database that is no file. */
    static final DatabaseFile NONE = new DatabaseFile(Path.of(""), null);

    static DatabaseFile of(Path path) throws SQLException {
        return new DatabaseFile(path, key(path));
    }

    void check() throws SQLException {
        if (!equals(NONE) && !Objects.equals(key, key(path))) {
            throw gone(path, null);
        }
    }

    private static Object key(Path path) throws SQLException {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        } catch (IOException unreadable) {
            throw gone(path, unreadable);
        }
    }

    private static SQLException gone(Path path, IOException why) {
        return new SQLException(
                path
                        + " was removed or replaced while it is open; what is under way goes on without it, nothing else is begun:"
                        + " once nothing is under way, put back what should be there, and start again",
                why);
    }
}

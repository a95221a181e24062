package dev.viduroutes.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** Creates the journal's tables, or brings those of an earlier version up to date; one process at a time. */
final class Schema {

    private Schema() {}

    /** Flyway takes a lock of PostgreSQL's meanwhile. */
    static void migrate(DataSource database) {
        Flyway.configure(Schema.class.getClassLoader())
                .dataSource(database)
                .locations("classpath:db/vidu")
                .failOnMissingLocations(true)
                .table("vidu_schema")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    /**
     * SQLite has no lock that Flyway could take, so a file beside the database is locked. Not the database itself: to close
     * it would end the locks of SQLite's own. The lock ends with the process, and is no lock within it, hence {@code
     * synchronized}.
     */
    static synchronized void migrateFile(DataSource database, Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + "-lock");
        try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = channel.lock()) {
            assert alone.isValid();
            migrate(database);
        }
    }
}

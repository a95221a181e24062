package dev.viduroutes.journal;

import dev.viduroutes.failure.SanitizedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A look at the journal's file before SQLite opens it, for what SQLite finds late or not at all: that it is no file, or
 * was cut off.
 */
final class SqliteFileCheck {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.journal");
    private static final String OURS = "vidu_";
    private static final int LONGEST_NAMES = 200;
    private static final int HEADER = 100;
    private static final int PAGE_SIZE_AT = 16;
    private static final int CHANGES_AT = 24;
    private static final int PAGES_AT = 28;
    private static final int PAGES_OF_CHANGE_AT = 92;
    private static final int LARGEST_PAGE = 65_536;

    private SqliteFileCheck() {}

    /** Makes its folder, if need be. */
    static void prepare(Path file) throws IOException {
        checkKind(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        look(file);
    }

    private static void checkKind(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a folder; it must name a file, such as " + file.resolve("journal.db"));
        }
    }

    /** Changes nothing. */
    static void look(Path file) throws IOException {
        checkKind(file);
        if (Files.isRegularFile(file) && Files.isReadable(file)) {
            checkLength(file);
        }
    }

    private static void checkLength(Path file) throws IOException {
        long length = Files.size(file);
        boolean inLog = hasLog(file);
        if (length == 0 && inLog) {
            throw new IOException("it is empty, although " + file.getFileName()
                    + "-wal beside it is not; put back the copy" + " of the journal that belongs there");
        } else if (length == 0) {
            LOG.warn("journal={} is a file of 0 bytes, and begun anew: was it emptied?", file);
        } else if (length < HEADER) {
            // SQLite takes it for an empty one, and begins anew.
            throw new IOException("it is no SQLite database: it has " + length
                    + " bytes; put the journal back from a copy, or name another file");
        } else if (!inLog && length < wholeLength(file)) {
            throw new IOException("it is cut off: it has " + length + " bytes of " + wholeLength(file)
                    + "; put back the last copy of the journal, or what \"sqlite3 <file> .recover\" saves");
        }
    }

    /** @throws SQLException if it is another program's, whose file a wrong path may name */
    static void checkAlone(Connection connection) throws SQLException {
        List<String> others = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")) {
            while (tables.next()) {
                others.add(tables.getString(1));
            }
        }
        if (!others.isEmpty() && others.stream().noneMatch(name -> name.startsWith(OURS))) {
            throw new SQLException("it is another program's database, and no journal: it has the tables "
                    + SanitizedText.of(String.join(", ", others), LONGEST_NAMES)
                    + "; name a file that is the journal's alone");
        }
    }

    /** While its log is not empty, newer pages stand there. */
    private static boolean hasLog(Path file) throws IOException {
        Path log = file.resolveSibling(file.getFileName() + "-wal");
        return Files.isRegularFile(log) && Files.size(log) > 0;
    }

    /** @return what its header says, 0 if that can't be told */
    private static long wholeLength(Path file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        try (FileChannel open = FileChannel.open(file)) {
            while (header.hasRemaining() && open.read(header) >= 0) {
                // Reads on.
            }
        }
        boolean told = !header.hasRemaining() && header.getInt(CHANGES_AT) == header.getInt(PAGES_OF_CHANGE_AT);
        int pageSize = told ? header.getShort(PAGE_SIZE_AT) & 0xFFFF : 0;
        return (pageSize == 1 ? LARGEST_PAGE : (long) pageSize) * (header.getInt(PAGES_AT) & 0xFFFF_FFFFL);
    }
}

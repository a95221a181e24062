package dev.viduroutes.journal;

import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.apache.camel.util.ObjectHelper;

/** What a person does about a journal that fails. */
final class DatabaseErrorAdvice {

    private static final String NO_COPY = "; without a copy, what comes again is paid again";
    private static final String RIGHTS =
            "this process must be able to write the file, those beside it (-wal, -shm) and their folder, which must not be"
                    + " mounted read-only";
    private static final Pattern SQLITE = Pattern.compile("\\[SQLITE_([A-Z]+)");
    /** By SQLite's name of the error, without what comes after its first word. */
    private static final Map<String, String> OF_SQLITE = Map.of(
            "NOTADB",
            "the file is no SQLite database, or its beginning is damaged; put the journal back from a copy, or name"
                    + " another file" + NO_COPY,
            "CORRUPT",
            "the file is damaged; stop, keep it as it is, and put the last copy in its place, or what"
                    + " \"sqlite3 <file> .recover\" saves" + NO_COPY,
            "READONLY",
            RIGHTS,
            "PERM",
            RIGHTS,
            "CANTOPEN",
            RIGHTS,
            "BUSY",
            "another program has locked the file for long; end it, or what it does (fuser <file> tells which)",
            "LOCKED",
            "another program has locked the file for long; end it, or what it does (fuser <file> tells which)",
            "FULL",
            "its disk is full; make room there",
            "IOERR",
            "its disk can't be read or written: it may be full or failing, or on a network; it must be local");
    /** By SQLSTATE, or the class that it begins with. */
    private static final Map<String, String> OF_POSTGRESQL = Map.of(
            "28",
                    "see vidu.journal.user and vidu.journal.password, and whether the server lets them in from here (pg_hba.conf)",
            "3D000", "create this database, or name another one",
            "3F000", "create this schema, or name another one (currentSchema)",
            "42501", "let the user create and change tables in its schema (GRANT USAGE, CREATE ON SCHEMA …)",
            "25006", "the server only reads; name the one that is written to",
            "53100", "the server's disk is full; make room there",
            "53300", "the server has no connection left; let it have more, or others have fewer",
            "57P", "the server starts or stops; try again in a while",
            "08", "see host and port, and whether a PostgreSQL runs there and can be reached");

    private DatabaseErrorAdvice() {}

    /** @return what to do, empty if nobody knows */
    static String of(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return causes.stream()
                .map(DatabaseErrorAdvice::known)
                .filter(known -> !known.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static List<Throwable> causes(Throwable failure) {
        return StreamSupport.stream(
                        ObjectHelper.createExceptionIterable(failure).spliterator(), false)
                .toList();
    }

    private static String known(Throwable failure) {
        Matcher sqlite = SQLITE.matcher(String.valueOf(failure.getMessage()));
        if (sqlite.find()) {
            return OF_SQLITE.getOrDefault(sqlite.group(1), "");
        }
        if (failure instanceof FileSystemException) {
            return RIGHTS;
        }
        String state =
                failure instanceof SQLException refused && refused.getSQLState() != null ? refused.getSQLState() : "";
        return OF_POSTGRESQL.entrySet().stream()
                .filter(entry -> state.startsWith(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }
}

package dev.viduroutes.journal;

import java.sql.SQLException;
import org.apache.camel.CamelContext;

/** How long a context waits for a SQLite file that somebody else has locked. */
public final class BusyTimeout {

    private static final int SHORT_MILLIS = 300;

    private BusyTimeout() {}

    /** From now on it is told soon, not after five seconds. */
    public static void shorten(CamelContext context) throws SQLException {
        Journals journals = context.getRegistry().lookupByNameAndType("viduJournals", Journals.class);
        journals.database().query(row -> row.getInt(1), "PRAGMA busy_timeout=" + SHORT_MILLIS);
    }
}

package dev.viduroutes.runner;

import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;

/** The journal for commands that only look: beside a gateway that runs or not, on a connection that changes nothing. */
final class JournalView implements AutoCloseable {

    private final CommandContext context;
    private final ReadOnlyJournal journal;

    private JournalView(CommandContext context) {
        this.context = context;
        journal = ReadOnlyJournal.of(context.settings(), host());
    }

    static JournalView open(CommandContext.Opener opener) throws Exception {
        return new JournalView(opener.open());
    }

    Settings settings() {
        return context.settings();
    }

    HostBeans host() {
        return new HostBeans(context.camel());
    }

    ReadOnlyJournal journal() {
        return journal;
    }

    @Override
    public void close() throws SQLException {
        try {
            journal.close();
        } finally {
            context.close();
        }
    }
}

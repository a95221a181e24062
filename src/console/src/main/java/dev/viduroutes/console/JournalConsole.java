package dev.viduroutes.console;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.host.HostBeans;
import dev.viduroutes.journal.ReadOnlyJournal;
import dev.viduroutes.network.Network;
import dev.viduroutes.settings.ConsoleSettings;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.SettingsException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.s3.S3Client;

/** The console over a journal, beside a gateway that runs or without one: it shows, and changes nothing. */
public final class JournalConsole implements AutoCloseable {

    private final Settings settings;
    private final HostBeans host;
    private final ConsoleServer server;
    private Optional<VideoStore> store = Optional.empty();

    private JournalConsole(
            Settings settings,
            HostBeans host,
            ReadOnlyJournal journal,
            int port,
            boolean secret,
            Consumer<String> person) {
        this.settings = settings;
        this.host = host;
        ConsoleSettings console = settings.console().lookingOnly(port);
        if (!console.server().isLoopback() && console.token().isEmpty()) {
            throw new SettingsException(List.of("vidu.console.address is "
                    + console.server().address()
                    + "; where others reach it, it needs vidu.console.token; or set 127.0.0.1 for this machine alone"));
        }
        server = ConsoleServer.start(
                console, new JournalRoutes(settings, host, journal, this::bucket), secret, Optional.of(person));
    }

    /**
     * @param journal stays open when this ends
     * @param terminal whether a person sits there: then a token is made if the settings have none
     * @param person is told the address, with the token that was made
     * @throws SettingsException if it can't listen there, or may not be served like this
     */
    public static JournalConsole start(
            Settings settings,
            HostBeans host,
            ReadOnlyJournal journal,
            int port,
            boolean terminal,
            Consumer<String> person) {
        return new JournalConsole(settings, host, journal, port, terminal, person);
    }

    /** Opened with the first video that somebody plays. */
    private synchronized S3Client bucket() {
        if (store.isEmpty()) {
            store = Optional.of(VideoStore.of(settings, host, Network.of(settings)));
        }
        return store.get().client();
    }

    @Override
    public synchronized void close() {
        server.close();
        store.ifPresent(VideoStore::close);
    }
}

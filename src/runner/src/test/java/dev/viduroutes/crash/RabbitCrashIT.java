package dev.viduroutes.crash;

import dev.viduroutes.jms.RabbitServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MessageCrash} with RabbitMQ. */
class RabbitCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        Path folder = Files.createDirectories(storage.resolve("rabbit"));
        try (RabbitServer broker = RabbitServer.start(folder, RabbitTraffic.USER, RabbitTraffic.PASSWORD);
                RabbitTraffic messages = new RabbitTraffic(broker)) {
            new MessageCrash(home, storage, messages, 30, 10).noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies();
        }
    }
}

package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.sandbox.SandboxBroker;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MessageCrash} with a JMS queue. */
class QueueCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        try (SandboxBroker broker = SandboxBroker.start(
                        storage.resolve("broker"), QueueTraffic.USER, QueueTraffic.PASSWORD, Map.of());
                QueueTraffic messages = new QueueTraffic(broker)) {
            new MessageCrash(home, storage, messages, 45, 15).noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies();
            assertThat(broker.count("broker.undeliverable")).isZero();
        }
    }
}

package dev.viduroutes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.jms.ClassicBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MessageCrash} with ActiveMQ Classic. */
class ClassicCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        Path folder = Files.createDirectories(storage.resolve("classic"));
        try (ClassicBroker broker = ClassicBroker.start(folder, JmsTraffic.USER, JmsTraffic.PASSWORD);
                ClassicTraffic messages = new ClassicTraffic(broker)) {
            new MessageCrash(home, storage, messages, 24, 8).noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies();
            assertThat(broker.count(broker.undeliverable())).isZero();
        }
    }
}

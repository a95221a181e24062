package dev.viduroutes.crash;

import dev.viduroutes.kafka.KafkaBroker;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link MessageCrash} with a Kafka topic. */
class KafkaCrashIT {

    @TempDir
    private Path home;

    @TempDir
    private Path storage;

    @Test
    void noRecordIsLostOrPaidTwiceHoweverOftenTheProcessDies() throws Exception {
        try (KafkaBroker broker = KafkaBroker.start(storage.resolve("kafka"));
                KafkaTraffic messages = new KafkaTraffic(broker, storage.resolve("client"))) {
            new MessageCrash(home, storage, messages, 45, 15).noMessageIsLostOrPaidTwiceHoweverOftenTheProcessDies();
        }
    }
}

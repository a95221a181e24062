package dev.viduroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic that does not exist, or not yet: Kafka's client waits for it without a word. */
class MissingTopicIT extends KafkaTest {

    private final LogTrap log = LogTrap.of("vidu.intake", Level.INFO);

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        requests = requests.startsWith("late-") ? requests : "late-" + requests;
        settings.setProperty("vidu.intake.kafka.topic", requests);
        settings.setProperty("vidu.intake.kafka.group", "group-of-" + requests);
    }

    @Test
    void itIsToldOnceAndReadOnceItIsThere() throws Exception {
        await().until(() -> !log.lines().isEmpty());
        assertThat(log.lines())
                .singleElement()
                .asString()
                .contains("unavailable: vidu.intake.kafka.topic=" + requests + " does not exist");

        broker.createTopic(requests, 1);
        send(request("at last sandbox:fast"));

        assertThat(receiveOutcomes(1).get(0).path("state").asText()).isEqualTo("STORED");
        await().until(() -> log.lines().size() == 2);
        assertThat(log.lines().get(1)).contains("available again");
    }
}

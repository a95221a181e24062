package dev.viduroutes.fault;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.route.GatewayTest;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Dead letters that go to where nobody takes them and nobody fails. */
abstract class BlockedEndpointTest extends GatewayTest {

    /** More than there are threads. */
    private static final int BLOCKED = 4;

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.threads", "3");
        settings.setProperty("vidu.dead-letter.uri", endpoint());
    }

    /** Where the dead letters go. */
    protected abstract String endpoint();

    /** How many of them are there, and don't come back. */
    protected abstract int arrived();

    private void dropWhatBecomesADeadLetter() throws IOException {
        for (int i = 0; i < BLOCKED; i++) {
            drop("bad-" + i + ".json", "no json");
        }
        await().until(() -> arrived() > 1);
    }

    @Test
    void theyHoldUpNoOtherRequest() throws Exception {
        dropWhatBecomesADeadLetter();

        promptly(() -> {
            drop("shot.json", request("stored meanwhile sandbox:fast"));
            awaitDone("shot.json");
        });

        assertThat(names(inbox())).hasSize(BLOCKED);
    }

    @Test
    void aStopTakesNoLongerAndTheirFilesStay() throws Exception {
        try (LogTrap log = LogTrap.of("org.apache.camel.processor", Level.DEBUG)) {
            dropWhatBecomesADeadLetter();
            promptly(this::stopContext);
            // At whatever level: it is no matter for a person.
            assertThat(log.lines()).noneMatch(line -> line.startsWith("ERROR") || line.contains("Failed delivery"));
        }
        assertThat(names(inbox())).hasSize(BLOCKED);
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("vidu-dead-letter-")));
    }
}

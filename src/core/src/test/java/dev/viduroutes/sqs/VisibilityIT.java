package dev.viduroutes.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Tasks that run for longer than SQS keeps their messages from others. */
class VisibilityIT extends SqsTest {

    private static final Duration VISIBILITY = Duration.ofSeconds(4);

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.sqs.visibility", VISIBILITY.toSeconds() + "s");
    }

    @Test
    void noMessageComesAgainWhileItsTaskRuns() {
        for (int i = 0; i < 3; i++) {
            send(request("long " + i + " sandbox:never"), Map.of());
        }
        await().until(() -> ledger().tasksFor("long").size() == 3);

        await().during(VISIBILITY.multipliedBy(2)).until(() -> server.visible(requests) == 0);
        sandbox.finish("long");

        for (int i = 0; i < 3; i++) {
            assertThat(json(receive(outcomes).body()).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> server.count(requests) == 0);
        assertThat(server.count(outcomes)).isZero();
        assertThat(ledger().tasksFor("long")).hasSize(3);
    }
}

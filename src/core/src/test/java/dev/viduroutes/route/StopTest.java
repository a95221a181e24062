package dev.viduroutes.route;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A stop in the middle of everything. */
class StopTest extends GatewayTest {

    @Override
    protected void configure(Properties settings) {
        settings.setProperty("vidu.poll.first-delay", "10m");
    }

    @Test
    void aStopTakesSecondsAndLeavesEveryFileWhereItIs() throws Exception {
        for (int i = 0; i < 10; i++) {
            drop("shot-" + i + ".json", request("waiting " + i));
        }
        await().until(() -> ledger().tasksFor("waiting").size() == 10);

        promptly(context()::stop);

        assertThat(names(inbox())).hasSize(10);
        assertThat(names(deadLetters())).isEmpty();
        assertThat(ledger().calls()).doesNotContainKey("statusTask");
    }
}

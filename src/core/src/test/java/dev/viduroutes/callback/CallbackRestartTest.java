package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** What a callback told is not forgotten when the process ends before it asked. */
class CallbackRestartTest extends CallbackTest {

    @Test
    void aRestartBetweenCallbackAndStatusCallAsksAfterwards() throws Exception {
        drop("r.json", request("r", "interrupted sandbox:never"));
        running("r", "interrupted");
        sandbox.dropConnections(true);
        sandbox.finish("interrupted");
        await().until(() -> ledger().callbacks().acknowledged() == 1);
        stopContext();
        sandbox.dropConnections(false);
        assertThat(state("r")).isEqualTo("RUNNING");

        startAgain();

        assertThat(awaitDone("r.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().tasksFor("interrupted")).hasSize(1);
        assertThat(ledger().callbacks().acknowledged()).isEqualTo(1);
    }

    @Test
    void aCallbackAfterARestartIsStillGenuine() throws Exception {
        drop("r.json", request("r", "later sandbox:never"));
        running("r", "later");
        stopContext();

        startAgain();
        await().until(() -> polls("later") > 0);
        sandbox.finish("later");

        assertThat(awaitDone("r.json").path("state").asText()).isEqualTo("STORED");
        await().until(() -> ledger().callbacks().acknowledged() == 1);
        assertThat(ledger().callbacks().sent()).isEqualTo(1);
    }
}

package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Dead letters of an AMQP 1.0 queue, on their way back while the gateway runs. */
class AmqpReplayTest extends AmqpReplaySuite {

    @Test
    void whatIsUncertainNeedsForceForEachEnd() throws Exception {
        String id = fail("lost sandbox:lostx2").path("request_id").asText();
        assertThat(replay(false, false, id).lines().get(0)).startsWith("skip");

        for (String end : new String[] {"FAILED", "STORED"}) {
            assertThat(replay(false, true, id).lines().get(0)).startsWith("force     2 s  SUBMIT_UNCERTAIN");
            assertThat(json(received(asker())).path("state").asText()).isEqualTo(end);
        }
        assertThat(ledger().submitsFor("lost")).isEqualTo(3);
    }
}

package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue of outcomes that is full, at a broker that lets whoever sends there wait. */
class BlockedOutcomeTest extends QueueTest {

    /** More than there are threads. */
    private static final int BLOCKED = 3;

    private String outcomes;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        outcomes = "outcomes-of-" + requests;
        settings.setProperty("vidu.outcome.uri", "vidu-jms:queue:" + outcomes);
        settings.setProperty("vidu.threads", "2");
        settings.setProperty("vidu.intake.jms.consumers", Integer.toString(BLOCKED + 1));
    }

    @BeforeEach
    void fillTheQueue() {
        broker.block(outcomes);
        jms.createProducer().send(jms.createQueue(outcomes), "nobody reads this");
    }

    private void sendWhatNobodyAsksAbout() throws JMSException {
        for (int i = 0; i < BLOCKED; i++) {
            send("no json, " + i, null);
        }
    }

    @Test
    void itHoldsUpNeitherRepliesNorDeadLetters() throws Exception {
        sendWhatNobodyAsksAbout();
        await().until(() -> broker.count(dead) == BLOCKED);

        assertThat(json(answerTo(jms, jms.createTextMessage("no json")))
                        .path("state")
                        .asText())
                .isEqualTo("FAILED");
        assertThat(json(answerTo(jms, jms.createTextMessage(request("asked for sandbox:fast"))))
                        .path("state")
                        .asText())
                .isEqualTo("STORED");

        assertThat(broker.count(dead)).isEqualTo(BLOCKED + 1);
        await().until(() -> broker.count(requests) == BLOCKED);
    }
}

package dev.viduroutes.jms;

import static dev.viduroutes.fault.Promptly.promptly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A sender whose queue of replies is full, at a broker that lets whoever sends there wait. */
class BlockedReplyTest extends QueueTest {

    private static final int BLOCKED = 3;
    private static final String FILLER = "nobody reads this";

    private Queue full;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.intake.file.enabled", "true");
        settings.setProperty("vidu.threads", "2");
        settings.setProperty("vidu.delivery.parallel", "2");
        settings.setProperty("vidu.intake.jms.consumers", Integer.toString(BLOCKED + 1));
        settings.setProperty("vidu.intake.amqp.consumers", Integer.toString(BLOCKED + 1));
    }

    @BeforeEach
    void fillTheQueue() throws JMSException {
        full = jms.createQueue("full-of-" + requests);
        broker.block(full.getQueueName());
        jms.createProducer().send(full, FILLER);
    }

    private void sendWhatCanNotBeAnswered() throws JMSException {
        for (int i = 0; i < BLOCKED; i++) {
            send(request("blocked %d sandbox:fast".formatted(i)), full);
        }
        await().until(() -> stored() == BLOCKED);
    }

    private int stored() throws Exception {
        return journal()
                .query("SELECT state FROM vidu_task WHERE state = 'STORED'")
                .size();
    }

    @Test
    void itHoldsUpNeitherFilesNorOthersWhoSendMessages() throws Exception {
        sendWhatCanNotBeAnswered();

        promptly(() -> {
            drop("shot.json", request("from a file sandbox:fast"));
            awaitDone("shot.json");
            answerTo(jms, jms.createTextMessage(request("from another sandbox:fast")));
        });

        await().until(() -> broker.count(requests) == BLOCKED);
    }

    @Test
    void everyReplyArrivesOnceItIsReadAgain() throws Exception {
        sendWhatCanNotBeAnswered();

        assertThat(receive(full).getBody(String.class)).isEqualTo(FILLER);
        for (int i = 0; i < BLOCKED; i++) {
            assertThat(json(receive(full)).path("state").asText()).isEqualTo("STORED");
        }
        await().until(() -> broker.count(requests) == 0);
        assertNothingIsLeft();
    }

    @Test
    void aStopTakesNoLongerAndGivesTheMessagesBack() throws Exception {
        sendWhatCanNotBeAnswered();

        promptly(this::stopContext);
        assertThat(broker.count(requests)).isEqualTo(BLOCKED);
    }
}

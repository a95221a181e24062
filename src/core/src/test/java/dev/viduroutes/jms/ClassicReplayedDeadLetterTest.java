package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Dead letters that somebody moves back to a queue of ActiveMQ Classic. */
class ClassicReplayedDeadLetterTest extends ReplayedDeadLetterTest {

    @Override
    protected QueueBroker broker() {
        return ClassicIntakeTest.CLASSIC.get();
    }

    /** Its client does not let anybody switch ids off. */
    @Override
    @Test
    void aMessageWithoutAnIdNeedsOneInItsDocument() throws Exception {
        jms.createProducer().setDisableMessageID(true).send(jms.createQueue(requests), "no json");

        assertThat(reason(receiveDeadLetter()).at("/source/stamp").asText()).startsWith("ID:");
    }
}

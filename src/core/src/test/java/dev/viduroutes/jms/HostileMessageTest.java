package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.List;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.junit.jupiter.api.Test;

/** Messages of senders who mean no good, at ActiveMQ Artemis. */
class HostileMessageTest extends HostileMessageSuite {

    /** Artemis delivers four bytes of its own in place of none. */
    @Override
    protected String noBytes() {
        return "not usable as JSON";
    }

    @Override
    protected List<String> unsendable() {
        return List.of("", "?", "all.#");
    }

    @Test
    void aTextThatIsMalformedIsADeadLetterAndStopsNobody() throws Exception {
        try (ServerLocator locator =
                        ActiveMQClient.createServerLocator(artemis().url());
                var sessions = locator.createSessionFactory();
                ClientSession session = sessions.createSession(USER, PASSWORD, false, true, true, false, 1)) {
            ClientMessage malformed = session.createMessage((byte) 3, true);
            malformed.getBodyBuffer().writeByte((byte) 1);
            malformed.getBodyBuffer().writeInt(Integer.MAX_VALUE);
            malformed.setRoutingType(RoutingType.ANYCAST);
            session.createProducer(requests).send(malformed);
        }
        assertThat(reason(receiveDeadLetter()).at("/failure/message").asText()).contains("a malformed TextMessage");
    }

    /** Each of them broke the connection of all consumers, or was delivered again as fast as the broker could. */
    @Test
    void aMessageThatIsCalledCompressedAndIsNotIsADeadLetterAndStopsNobody() throws Exception {
        for (Object size : new Object[] {"none", 100L, Long.MAX_VALUE, "text"}) {
            TextMessage text = jms.createTextMessage("no zip");
            text.setBooleanProperty("_AMQ_LARGE_COMPRESSED", true);
            text.setObjectProperty(size.equals("none") ? "size" : "_AMQ_LARGE_SIZE", size);
            send(text);
            assertThat(reason(receiveDeadLetter()).at("/failure/message").asText())
                    .contains("a compressed message that can't be unpacked");
        }
        BytesMessage large = jms.createBytesMessage();
        large.writeBytes(new byte[300_000]);
        large.setBooleanProperty("_AMQ_LARGE_COMPRESSED", true);
        send(large);
        try (JMSConsumer deadLetters = jms.createConsumer(jms.createQueue(dead))) {
            Message deadLetter = deadLetters.receive(60_000);
            assertThat(reason(deadLetter).at("/failure/message").asText())
                    .contains("a compressed message that can't be unpacked");
            assertThat(deadLetter.getBody(byte[].class)).isEqualTo(new byte[300_000]);
        }
        await().until(() -> broker.count(requests) == 0);
        await().untilAsserted(this::assertNothingIsLeft);
    }
}

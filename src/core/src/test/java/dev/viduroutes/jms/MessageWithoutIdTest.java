package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import java.util.Arrays;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Messages whose senders switched ids off: nothing that is written about one may replace what is written about another. */
class MessageWithoutIdTest extends QueueTest {

    private static final int LENGTH = 3_000_000;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.outcome.uri", "file:" + home.resolve("outcomes"));
    }

    private JMSProducer nameless() {
        return jms.createProducer().setDisableMessageID(true);
    }

    @Test
    void eachHasAnOutcomeOfItsOwn() throws Exception {
        for (int i = 0; i < 3; i++) {
            nameless().send(jms.createQueue(requests), request("nameless-" + i, "sandbox:fast"));
        }

        await().until(() -> broker.count(requests) == 0);
        assertThat(names(home.resolve("outcomes"))).hasSize(3);
    }

    @Test
    void largeOnesAreDeadLettersToTheirLastByteEach() throws Exception {
        Set<String> sent = new TreeSet<>();
        for (byte content = 'a'; content <= 'h'; content++) {
            byte[] bytes = new byte[LENGTH];
            Arrays.fill(bytes, content);
            BytesMessage message = jms.createBytesMessage();
            message.writeBytes(bytes);
            nameless().send(jms.createQueue(requests), message);
            sent.add(described(bytes));
        }

        Set<String> described = new TreeSet<>();
        try (JMSConsumer deadLetters = jms.createConsumer(jms.createQueue(dead))) {
            for (int i = 0; i < sent.size(); i++) {
                Message deadLetter = deadLetters.receive(60_000);
                assertThat(deadLetter).isNotNull();
                described.add(described(deadLetter.getBody(byte[].class)));
            }
        }
        assertThat(described).isEqualTo(sent);
        await().until(() -> broker.count(requests) == 0);
        await().untilAsserted(this::assertNothingIsLeft);
    }

    private static String described(byte[] bytes) {
        Set<Character> found = new TreeSet<>();
        for (byte one : bytes) {
            found.add((char) one);
        }
        return found + " " + bytes.length;
    }
}

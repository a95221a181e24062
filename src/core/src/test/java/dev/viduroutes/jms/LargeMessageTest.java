package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import jakarta.jms.TextMessage;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Messages that must not be held in memory, and become dead letters to their last byte. */
class LargeMessageTest extends QueueTest {

    private static final int LENGTH = 3_000_000;

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.request.max-bytes", "64KiB");
    }

    @Test
    void aLargeMessageOfBytesIsADeadLetterToItsLastByte() throws Exception {
        byte[] bytes = new byte[LENGTH];
        bytes[LENGTH - 1] = 7;
        BytesMessage message = jms.createBytesMessage();
        message.writeBytes(bytes);
        send(message);

        assertThat(deadLetterBytes()).isEqualTo(bytes);
        assertNoTraces();
    }

    @Test
    void aLargeTextIsADeadLetterInUtf8() throws Exception {
        send(jms.createTextMessage("ü".repeat(LENGTH)));

        assertThat(new String(deadLetterBytes(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("ü".repeat(LENGTH));
        assertNoTraces();
    }

    /** A megabyte at the broker; what it grows to is up to its sender. */
    @Test
    void aBodyThatGrowsWhenItIsUnpackedIsADeadLetter() throws Exception {
        try (JMSContext sender = broker.connectCompressing()) {
            TextMessage text = sender.createTextMessage("x".repeat(LENGTH));
            sender.createProducer().send(sender.createQueue(requests), text);
        }
        assertThat(deadLetterBytes()).hasSize(LENGTH);
        assertNoTraces();
    }

    private void assertNoTraces() throws Exception {
        await().until(() -> broker.count(requests) == 0);
        await().untilAsserted(this::assertNothingIsLeft);
        assertThat(ledger().tasks()).isEmpty();
    }

    private byte[] deadLetterBytes() throws Exception {
        try (JMSConsumer consumer = jms.createConsumer(jms.createQueue(dead))) {
            Message deadLetter = consumer.receive(60_000);
            assertThat(reason(deadLetter).at("/failure/message").asText()).contains("longer than 65536 bytes");
            return deadLetter.getBody(byte[].class);
        }
    }
}

package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.settings.JmsProviderSettings;
import dev.viduroutes.settings.QueueSettings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class UndecodableMessageAppenderTest {

    private static final QueueSettings QUEUE = new QueueSettings(
            true,
            "amqp://u:secret@broker:5672?x=y",
            "",
            "",
            "video.requests",
            QueueSettings.Transacted.AUTO,
            10,
            5,
            "*",
            Duration.ofMinutes(5),
            JmsProviderSettings.ARTEMIS);

    @Test
    void whatTheClientCannotDecodeIsToldWithItsQueueAndACountAndNotForEachDelivery() throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        LongSupplier deliveries = UndecodableMessageAppender.attach(context, QUEUE);
        try (LogTrap client = LogTrap.of(UndecodableMessageAppender.CLIENT, Level.WARN);
                LogTrap log = LogTrap.of("vidu.intake", Level.INFO)) {
            IntStream.range(0, 10)
                    .forEach(i -> LoggerFactory.getLogger(UndecodableMessageAppender.CLIENT)
                            .warn("Error on transform: {}", "odd \u0085 section"));
            LoggerFactory.getLogger(UndecodableMessageAppender.CLIENT).warn("Received Ack for unknown message: {}", 1);

            assertThat(client.lines()).hasSize(11);
            assertThat(log.lines()).hasSize(4);
            assertThat(log.lines().get(0))
                    .contains(
                            "WARN vidu.intake intake=amqp broker=amqp://broker:5672 queue=video.requests undecodable=1:")
                    .contains("odd \\u{85} section");
            assertThat(log.lines().get(3)).contains("undecodable=8:");
            assertThat(deliveries.getAsLong()).isEqualTo(10);
            context.close();
            LoggerFactory.getLogger(UndecodableMessageAppender.CLIENT).warn("Error on transform: {}", "later");
            assertThat(deliveries.getAsLong()).isEqualTo(10);
        }
    }

    /** What it listens for is not promised by the client. */
    @Test
    void theClientStillSaysItInTheseWords() throws Exception {
        String file = "/" + UndecodableMessageAppender.CLIENT.replace('.', '/') + ".class";
        try (InputStream client = getClass().getResourceAsStream(file)) {
            assertThat(new String(client.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .contains(UndecodableMessageAppender.LINE + ": {}");
        }
    }
}

package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import jakarta.jms.Queue;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Bytes that a real broker takes for AMQP messages, and that no client can read. */
class BrokenAmqpTest extends QueueTest {

    private static final byte SECTION = 0x53;
    private static final byte VALUE = 0x77;
    private static final byte PROPERTIES = 0x74;
    private static final byte TEXT = (byte) 0xa1;

    private static final List<byte[]> BROKEN = List.of(
            // A body of a type that there is none of; one that ends early; one of no known kind; and a text that is no
            // UTF-8.
            new byte[] {0, SECTION, VALUE, (byte) 0x99},
            new byte[] {0, SECTION, VALUE, TEXT, 50, 'a'},
            new byte[] {0, SECTION, 0x10, TEXT, 1, 'a'},
            new byte[] {0, SECTION, VALUE, TEXT, 2, (byte) 0xff, (byte) 0xfe},
            // A text where properties should be.
            new byte[] {0, SECTION, PROPERTIES, TEXT, 1, 'a', 0, SECTION, VALUE, TEXT, 1, 'a'});

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        speakAmqp(settings);
        settings.setProperty("vidu.intake.amqp.consumers", "1");
    }

    @Test
    void theyAreToldWithQueueAndCountStayThereAndHoldNobodyUp() throws Exception {
        try (LogTrap log = LogTrap.of("vidu.intake", Level.INFO);
                RawAmqpSender sender = RawAmqpSender.to(artemis().amqpUrl(), USER, PASSWORD, requests)) {
            for (byte[] broken : BROKEN) {
                assertThat(sender.send(broken)).isEqualTo("Accepted{}");
            }
            Queue replies = jms.createQueue("replies-of-" + requests);
            send(request("behind them sandbox:fast"), replies);

            assertThat(json(receive(replies)).path("state").asText()).isEqualTo("STORED");
            await().until(() -> broker.count(requests) == BROKEN.size());
            assertThat(log.lines())
                    .hasSize(3)
                    .allMatch(line -> line.startsWith("WARN") && line.contains(" queue=" + requests + " undecodable="));
            assertThat(log.lines().get(2)).contains("undecodable=4:");
        }
    }
}

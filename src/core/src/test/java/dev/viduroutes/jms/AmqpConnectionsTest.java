package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;

/** What the client of AMQP is told. */
class AmqpConnectionsTest {

    private static JmsConnectionFactory factory(String url) {
        return AmqpConnections.factory(
                TestSettings.with("vidu.intake.amqp.url", url).amqp(), 0);
    }

    @Test
    void aBrokerThatTakesNothingEndsASendUnlessTheUrlSaysOtherwise() {
        assertThat(factory("amqp://h").getSendTimeout()).isEqualTo(30_000);
        assertThat(factory("amqp://h?jms.sendTimeout=7").getSendTimeout()).isEqualTo(7);
    }
}

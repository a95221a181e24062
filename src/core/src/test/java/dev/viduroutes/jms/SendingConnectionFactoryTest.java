package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.viduroutes.queue.SendFailures;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendingConnectionFactoryTest {

    @Test
    void aBrokerThatLetsNobodyInHasNotRefusedTheReply(@TempDir Path messages) throws Exception {
        try (var broker = SandboxBroker.start(messages, "gateway", "new", Map.of());
                ActiveMQConnectionFactory artemis = new ActiveMQConnectionFactory(broker.url(), "gateway", "old")) {
            assertThat(SendFailures.isPermanent(catchThrowable(artemis::createConnection)))
                    .isTrue();

            JmsConnectionFactory amqp = new JmsConnectionFactory("gateway", "old", broker.amqpUrl());
            for (ConnectionFactory factory : List.of(artemis, amqp)) {
                Throwable waitedFor = catchThrowable(
                        new SendingConnectionFactory(factory, new JmsClientAdapter() {})::createConnection);
                assertThat(waitedFor).isInstanceOf(JMSException.class);
                assertThat(SendFailures.isPermanent(waitedFor)).isFalse();
            }
        }
    }
}

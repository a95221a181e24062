package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.queue.InboundMessage;
import dev.viduroutes.request.Source;
import dev.viduroutes.sandbox.SandboxBroker;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.qpid.jms.JmsConnectionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Properties of dead letters whose requests came from elsewhere, with the clients of both protocols. */
class JmsDeadLetterPropertiesTest {

    @TempDir
    private Path folder;

    @Test
    void aNameThatJmsDoesNotAllowDoesNotKeepTheDeadLetterFromBeingWritten() throws Exception {
        Map<String, Object> headers = Map.of("x-trace-id", "trace-7", "a b", "c", "department", "harbour");
        InboundMessage inbound =
                new InboundMessage(Source.ofMessage("kafka", "requests-0-0-1", ""), "x", "", Map.of(), headers);
        Exchange exchange = new DefaultExchange(new DefaultCamelContext());
        exchange.setVariable("viduMessage", inbound);
        try (SandboxBroker broker = SandboxBroker.start(folder, "user", "password", Map.of())) {
            for (ConnectionFactory client : List.of(
                    new ActiveMQConnectionFactory(broker.url(), "user", "password"),
                    new JmsConnectionFactory("user", "password", broker.amqpUrl()))) {
                try (Connection connection = client.createConnection();
                        Session session = connection.createSession()) {
                    Message deadLetter = session.createTextMessage("x");
                    deadLetter.setStringProperty("vidu_reason_code", "DOWNLOAD_FAILED");

                    new JmsDeadLetterProperties().onMessageCreated(deadLetter, session, exchange, null);

                    assertThat(deadLetter.getStringProperty("department")).isEqualTo("harbour");
                }
            }
        }
    }
}

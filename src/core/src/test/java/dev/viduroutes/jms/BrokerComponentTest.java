package dev.viduroutes.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.settings.TestSettings;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerComponentTest {

    private static String destination(String uri) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            TransactionSupport none =
                    new TransactionSupport("amqp", TestSettings.with().amqp(), null, null);
            context.addComponent("vidu-amqp", new BrokerComponent(context, none, new RabbitQueueCheck(null)));
            return context.getEndpoint(uri, JmsEndpoint.class).getDestinationName();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "vidu-amqp:queue:requests, requests",
        "vidu-amqp:queue:/requests, requests",
        "vidu-amqp:queue://requests, requests",
        "vidu-amqp:queue:/queue/requests, /amq/queue/requests",
        "vidu-amqp:queue:/amq/queue/requests?deliveryPersistent=true, /amq/queue/requests",
        "vidu-amqp:queue:/queues/video.requests, /queues/video.requests",
        "vidu-amqp:queue:/queues/caf%C3%A9%2Fa%20b~c%25?deliveryPersistent=true, /queues/caf%C3%A9%2Fa%20b~c%25",
        "vidu-amqp:queue:queues/requests, queues/requests",
    })
    void anAddressOfRabbitIsThatOfAQueueThatIsThere(String uri, String destination) throws Exception {
        assertThat(destination(uri)).isEqualTo(destination);
    }

    @Test
    void aTopicIsNoQueue() throws Exception {
        assertThat(destination("vidu-amqp:topic:/queues/a")).isEqualTo("queues/a");
    }
}

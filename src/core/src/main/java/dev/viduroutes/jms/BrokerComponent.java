package dev.viduroutes.jms;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.component.jms.JmsEndpoint;
import org.apache.camel.spi.annotations.Component;

/** Camel's component for a broker, which knows whether that takes transactions, and what RabbitMQ calls its queues. */
@Component("jms")
final class BrokerComponent extends JmsComponent {

    private static final String AMQP = "vidu-amqp:";
    private static final String QUEUE = "queue:";

    private final TransactionSupport transactions;

    private final RabbitQueueCheck queues;

    BrokerComponent(CamelContext context, TransactionSupport transactions, RabbitQueueCheck queues) {
        super(context);
        this.transactions = transactions;
        this.queues = queues;
        setDestinationResolver(queues);
    }

    RabbitQueueCheck queues() {
        return queues;
    }

    TransactionSupport transactions() {
        return transactions;
    }

    /** Camel takes the slash at the beginning away. */
    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        JmsEndpoint endpoint = (JmsEndpoint) super.createEndpoint(uri, remaining, parameters);
        String name = uri.startsWith(AMQP) && remaining.startsWith(QUEUE) ? remaining.substring(QUEUE.length()) : "";
        if (RabbitAddress.isAddress(name)) {
            endpoint.setDestinationName(RabbitAddress.ofDecoded(name));
        }
        return endpoint;
    }
}

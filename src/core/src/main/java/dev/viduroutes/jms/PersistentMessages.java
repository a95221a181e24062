package dev.viduroutes.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.jms.MessageCreatedStrategy;

/**
 * Has each reply, outcome and dead letter survive a restart of its broker. Camel sends a message as it says of itself, and new
 * ones of ActiveMQ Classic say that they need not be kept.
 */
final class PersistentMessages implements MessageCreatedStrategy {

    private final MessageCreatedStrategy next;

    /** @param next what else is done with a new message */
    PersistentMessages(MessageCreatedStrategy next) {
        this.next = next;
    }

    @Override
    public void onMessageCreated(Message message, Session session, Exchange exchange, Throwable cause) {
        try {
            message.setJMSDeliveryMode(DeliveryMode.PERSISTENT);
        } catch (JMSException failed) {
            throw new RuntimeCamelException(failed);
        }
        next.onMessageCreated(message, session, exchange, cause);
    }
}

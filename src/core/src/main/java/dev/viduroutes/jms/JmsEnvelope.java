package dev.viduroutes.jms;

import jakarta.jms.Destination;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What stands on a JMS message beside body and properties. The routes keep it in the exchange variable
 * {@code viduEnvelope}.
 *
 * @param replyTo where its sender waits for a reply
 * @param answerable whether the settings let replies go there
 * @param correlationId as its sender set it, empty if it did not
 * @param messageId empty if it has none
 * @param type {@code JMSType}, empty if it has none
 */
public record JmsEnvelope(
        Optional<Destination> replyTo, boolean answerable, String correlationId, String messageId, String type) {

    /** @return whether its outcome goes to where it asks */
    public boolean isToBeAnswered() {
        return answerable && replyTo.isPresent();
    }

    /** @return where the reply goes */
    public Destination destination() {
        return replyTo.orElseThrow();
    }

    /** @return what tells its sender which message the reply belongs to, as JMS request and reply has it */
    public String replyCorrelationId() {
        return correlationId.isEmpty() ? messageId : correlationId;
    }

    /** @return the same for people */
    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>();
        headers.put("JMSCorrelationID", correlationId);
        headers.put("JMSType", type);
        headers.put("JMSReplyTo", replyTo.map(Object::toString).orElse(""));
        headers.values().removeIf(String::isEmpty);
        return headers;
    }
}

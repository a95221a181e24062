package dev.viduroutes.jms;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.Topic;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/** The destinations that replies may go to: the sender of a request must not be able to write to every queue of the gateway. */
final class ReplyToAllowlist {

    private static final String TEMPORARY = "temporary";

    /**
     * Whether a destination is temporary is what the message says, and its sender wrote that; the names that brokers make
     * up for these are no names of queues. A UUID, or an ActiveMQ Classic id.
     */
    private static final Pattern MADE_BY_A_BROKER =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}|ID:.+-\\d+-\\d+-\\d+:\\d+");

    /**
     * No broker lets a message be sent to nobody, to a pattern, or to a query; trying it again would hold up the intake for ever.
     * With commas ActiveMQ Classic has several destinations in one, of which a rule with {@code *} would allow all.
     */
    private static final Pattern SENDABLE = Pattern.compile("(#P2P/)?[^\\p{Cntrl}\\s?*#>,][^\\p{Cntrl}?*#>,]*");

    /** IBM MQ's names have a queue manager, which may be empty, and options. */
    private static final Pattern OF_IBM = Pattern.compile("(?:queue|topic)://[^/?]*/?([^?]*)(?:\\?.*)?");

    private final List<String> allowed;

    /** @param setting {@code *}, {@code temporary}, names that may hold {@code *}, separated by commas; empty for none */
    ReplyToAllowlist(String setting) {
        allowed = setting.isEmpty() ? List.of() : List.of(setting.split(","));
    }

    boolean allows(Destination destination) throws JMSException {
        String name = OF_IBM.matcher(name(destination)).replaceFirst("$1");
        if (!SENDABLE.matcher(name).matches()) {
            return false;
        }
        boolean temporary = (destination instanceof TemporaryQueue || destination instanceof TemporaryTopic)
                && MADE_BY_A_BROKER.matcher(name).find();
        return allowed.stream().anyMatch(rule -> rule.equals(TEMPORARY) ? temporary : matches(rule, name));
    }

    private static boolean matches(String rule, String name) {
        return Pattern.matches(Pattern.quote(rule).replace("*", "\\E.*\\Q"), name);
    }

    private static String name(Destination destination) throws JMSException {
        if (destination instanceof Queue queue) {
            return Objects.requireNonNullElse(queue.getQueueName(), "");
        }
        return destination instanceof Topic topic ? Objects.requireNonNullElse(topic.getTopicName(), "") : "";
    }
}

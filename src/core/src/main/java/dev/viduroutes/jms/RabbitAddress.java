package dev.viduroutes.jms;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What RabbitMQ calls its queues: {@code /queues/<percent-encoded name>} in version 4; in version 3 {@code /amq/queue/<name>},
 * or {@code /queue/<name>}, at which it makes a queue that is gone at the broker's next start, and refuses a durable one of that
 * name. Names of other brokers stay what they are.
 */
final class RabbitAddress {

    private static final String MADE = "/queue/";
    private static final String THERE = "/amq/queue/";
    private static final String ENCODED = "/queues/";

    private RabbitAddress() {}

    /** @return the address of a queue that is there, and is not made */
    static String of(String name) {
        return name.startsWith(MADE) ? THERE + name.substring(MADE.length()) : name;
    }

    /** @return the same for a name that Camel has decoded */
    static String ofDecoded(String name) {
        return name.startsWith(ENCODED) ? ENCODED + encoded(name.substring(ENCODED.length())) : of(name);
    }

    /** @return whether RabbitMQ 3 makes no queue for it, and drops what is sent there if there is none */
    static boolean isOfQueueThatIsThere(String name) {
        return name.startsWith(THERE);
    }

    /** @return whether it is one, and no name of a queue */
    static boolean isAddress(String name) {
        return name.startsWith(MADE) || name.startsWith(THERE) || name.startsWith(ENCODED);
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}

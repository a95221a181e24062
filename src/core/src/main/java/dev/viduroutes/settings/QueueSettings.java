package dev.viduroutes.settings;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * An intake from a queue of a message broker. {@link #toString()} leaves URL and credentials out.
 *
 * @param queue the queue that requests are taken from
 * @param consumers messages in flight
 * @param replyTo where replies may go: {@code *}, {@code temporary}, names with {@code *}; empty for nowhere
 * @param replyTimeout how long a destination may take no reply while its broker is there
 */
public record QueueSettings(
        boolean enabled,
        String url,
        String user,
        String password,
        String queue,
        int consumers,
        String replyTo,
        Duration replyTimeout) {

    private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9._:/-]{0,199}";
    private static final Pattern REPLY_TO = Pattern.compile("|[A-Za-z0-9._:/*-]+(,[A-Za-z0-9._:/*-]+)*");

    static QueueSettings jms(SettingReader read) {
        return read(read, "vidu.intake.jms.", "(tcp|vm|udp|jgroups|\\().+", "it must be a URL of the Artemis client");
    }

    static QueueSettings amqp(SettingReader read) {
        return read(read, "vidu.intake.amqp.", "(amqps?|amqpwss?|failover|discovery):.+", "it must be an AMQP URL");
    }

    private static QueueSettings read(SettingReader read, String prefix, String url, String rule) {
        return new QueueSettings(
                read.flag(prefix + "enabled"),
                // Its options may hold passwords of key stores.
                read.address(prefix + "url", Pattern.compile(url), rule),
                read.user(prefix + "user"),
                read.password(prefix + "password"),
                read.text(
                        prefix + "queue",
                        Pattern.compile(NAME),
                        "it must be 1 to 200 letters, digits, '.', '_', ':', '/' and '-'"),
                read.integer(prefix + "consumers", 1, 100_000),
                read.text(
                        prefix + "reply-to",
                        REPLY_TO,
                        "it must be *, temporary, or names of queues and topics that may hold *; separated by commas"),
                read.duration(prefix + "reply-timeout", "1s", "24h"));
    }

    /** @return broker and queue for the log: neither options nor users, where secrets stand */
    public String place() {
        return "broker=" + url.replaceAll("\\?[^,)]*", "").replaceAll("//[^/@,]*@", "//") + " queue=" + queue;
    }

    @Override
    public String toString() {
        return "QueueSettings[enabled=" + enabled + ", queue=" + queue + ", consumers=" + consumers + "]";
    }
}

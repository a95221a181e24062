package dev.viduroutes.settings;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An intake from a queue of a message broker. {@link #toString()} leaves URL and credentials out.
 *
 * @param queue the queue that requests are taken from
 * @param transacted whether the broker takes transactions
 * @param consumers messages in flight
 * @param urgentPriority messages of this priority of JMS and above are submitted before others; there are 0 to 9
 * @param replyTo where replies may go: {@code *}, {@code temporary}, names with {@code *}; empty for nowhere
 * @param replyTimeout how long a destination may take no reply while its broker is there
 * @param provider whose connections are used; of no meaning to AMQP
 */
public record QueueSettings(
        boolean enabled,
        String url,
        String user,
        String password,
        String queue,
        Transacted transacted,
        int consumers,
        int urgentPriority,
        String replyTo,
        Duration replyTimeout,
        JmsProviderSettings provider) {

    /** How a message is acknowledged. */
    public enum Transacted {
        /** The broker is asked. */
        AUTO,
        /** By committing a transaction. */
        TRUE,
        /** By itself, in a session of client acknowledgement. */
        FALSE
    }

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._:/-]{0,199}");
    private static final String NAME_RULE = "it must be 1 to 200 letters, digits, '.', '_', ':', '/' and '-'";

    /** RabbitMQ's addresses, too: {@code /queue/<name>}, {@code /amq/queue/<name>}, {@code /queues/<percent-encoded name>}. */
    private static final Pattern ADDRESS = Pattern.compile(
            "[A-Za-z0-9_][A-Za-z0-9._:/-]{0,199}|/((amq/)?queue/[A-Za-z0-9._:-]{1,200}|queues/([A-Za-z0-9._~-]|%[0-9A-Fa-f]{2}){1,200})");

    private static final Pattern REPLY_TO = Pattern.compile("|[A-Za-z0-9._:/*%~-]+(,[A-Za-z0-9._:/*%~-]+)*");

    static QueueSettings jms(SettingReader read) {
        String prefix = "vidu.intake.jms.";
        boolean enabled = read.flag(prefix + "enabled");
        return read(
                read,
                prefix,
                enabled,
                read.address(
                        prefix + "url",
                        Pattern.compile("(tcp|vm|udp|jgroups|\\().+"),
                        "it must be a URL of the Artemis client"),
                read.text(prefix + "queue", NAME, NAME_RULE),
                Transacted.TRUE,
                JmsProviderSettings.read(read, enabled));
    }

    static QueueSettings amqp(SettingReader read) {
        String prefix = "vidu.intake.amqp.";
        return read(
                read,
                prefix,
                read.flag(prefix + "enabled"),
                read.address(
                        prefix + "url",
                        Pattern.compile("(amqps?|amqpwss?|failover|discovery):.+"),
                        "it must be an AMQP URL"),
                read.text(
                        prefix + "queue",
                        ADDRESS,
                        NAME_RULE + "; or an address of RabbitMQ: /queues/<percent-encoded name>, /queue/<name> or"
                                + " /amq/queue/<name>"),
                transacted(read, prefix),
                JmsProviderSettings.ARTEMIS);
    }

    private static Transacted transacted(SettingReader read, String prefix) {
        String value =
                read.text(prefix + "transacted", Pattern.compile("auto|true|false"), "it must be auto, true or false");
        try {
            return Transacted.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException told) {
            return Transacted.AUTO;
        }
    }

    /** @param url whose options may hold passwords of key stores */
    private static QueueSettings read(
            SettingReader read,
            String prefix,
            boolean enabled,
            String url,
            String queue,
            Transacted transacted,
            JmsProviderSettings provider) {
        return new QueueSettings(
                enabled,
                url,
                read.user(prefix + "user"),
                read.password(prefix + "password"),
                queue,
                transacted,
                read.integer(prefix + "consumers", 1, 100_000),
                read.integer(prefix + "urgent-priority", 1, 10),
                read.text(
                        prefix + "reply-to",
                        REPLY_TO,
                        "it must be *, temporary, or names of queues and topics that may hold *; separated by commas"),
                read.duration(prefix + "reply-timeout", "1s", "24h"),
                provider);
    }

    /** @return broker and queue for the log: neither options nor users, where secrets stand */
    public String place() {
        return broker() + " queue=" + queue;
    }

    /**
     * @param kind of the intake
     * @return the setting that says where its broker is
     */
    public String addressSetting(String kind) {
        return provider.isArtemis() ? "vidu.intake." + kind + ".url" : provider.addressSetting();
    }

    private String broker() {
        return provider.isArtemis()
                ? "broker=" + url.replaceAll("\\?[^,)]*", "").replaceAll("//[^/@,]*@", "//")
                : "provider=" + provider.connectionFactory();
    }

    @Override
    public String toString() {
        return "QueueSettings[enabled=" + enabled + ", queue=" + queue + ", consumers=" + consumers + "]";
    }
}

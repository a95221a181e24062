package dev.viduroutes.settings;

import java.util.Map;
import java.util.regex.Pattern;

/**
 * The intake from a Kafka topic. {@link #toString()} leaves the credentials out.
 *
 * @param security how the brokers are spoken to, such as {@code SASL_SSL}
 * @param clientProperties whatever else Kafka's clients are to be told, such as key stores
 * @param inFlight records under way at once
 */
public record KafkaSettings(
        boolean enabled,
        String brokers,
        String security,
        String saslMechanism,
        String user,
        String password,
        Map<String, String> clientProperties,
        String topic,
        String group,
        int inFlight) {

    private static final String PREFIX = "vidu.intake.kafka.";
    private static final Pattern BROKERS =
            Pattern.compile("[A-Za-z0-9._:\\[\\]-]+:\\d+(,[A-Za-z0-9._:\\[\\]-]+:\\d+)*");
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    static KafkaSettings read(SettingReader read) {
        return new KafkaSettings(
                read.flag(PREFIX + "enabled"),
                read.text(PREFIX + "brokers", BROKERS, "it must be host:port, or several separated by commas"),
                read.text(
                        PREFIX + "security",
                        Pattern.compile("PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL"),
                        "it must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"),
                read.text(
                        PREFIX + "sasl-mechanism",
                        Pattern.compile("PLAIN|SCRAM-SHA-256|SCRAM-SHA-512"),
                        "it must be PLAIN, SCRAM-SHA-256 or SCRAM-SHA-512"),
                read.user(PREFIX + "user"),
                read.password(PREFIX + "password"),
                read.properties(PREFIX + "client-properties"),
                read.text(PREFIX + "topic", NAME, "it must be 1 to 249 letters, digits, '.', '_' and '-'"),
                read.text(PREFIX + "group", NAME, "it must be 1 to 249 letters, digits, '.', '_' and '-'"),
                read.integer(PREFIX + "in-flight", 1, 100_000));
    }

    @Override
    public String toString() {
        return "KafkaSettings[enabled=" + enabled + ", brokers=" + brokers + ", topic=" + topic + ", group=" + group
                + "]";
    }
}

package dev.viduroutes.settings;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The intake from a Kafka topic. {@link #toString()} leaves the credentials out.
 *
 * @param security how the brokers are spoken to, such as {@code SASL_SSL}
 * @param tokenUrl where an access token is had for user and password; only {@code OAUTHBEARER} needs it
 * @param tokenScope what that token is asked for; may be empty
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
        Optional<URI> tokenUrl,
        String tokenScope,
        Map<String, String> clientProperties,
        String topic,
        String group,
        int inFlight) {

    private static final String PREFIX = "vidu.intake.kafka.";
    private static final String OAUTHBEARER = "OAUTHBEARER";
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]*( [!#-\\[\\]-~]+)*");
    private static final Pattern BROKERS =
            Pattern.compile("[A-Za-z0-9._:\\[\\]-]+:\\d+(,[A-Za-z0-9._:\\[\\]-]+:\\d+)*");
    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    static KafkaSettings read(SettingReader read) {
        KafkaSettings settings = new KafkaSettings(
                read.flag(PREFIX + "enabled"),
                read.text(PREFIX + "brokers", BROKERS, "it must be host:port, or several separated by commas"),
                read.text(
                        PREFIX + "security",
                        Pattern.compile("PLAINTEXT|SSL|SASL_PLAINTEXT|SASL_SSL"),
                        "it must be PLAINTEXT, SSL, SASL_PLAINTEXT or SASL_SSL"),
                read.text(
                        PREFIX + "sasl-mechanism",
                        Pattern.compile("PLAIN|SCRAM-SHA-256|SCRAM-SHA-512|" + OAUTHBEARER),
                        "it must be PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER; others are set in " + PREFIX
                                + "client-properties"),
                read.user(PREFIX + "user"),
                read.password(PREFIX + "password"),
                read.optionalUrl(PREFIX + "token-url"),
                read.text(
                        PREFIX + "token-scope",
                        SCOPE,
                        "it must be scopes of an authorization server, with blanks between"),
                read.properties(PREFIX + "client-properties"),
                read.text(PREFIX + "topic", NAME, "it must be 1 to 249 letters, digits, '.', '_' and '-'"),
                read.text(PREFIX + "group", NAME, "it must be 1 to 249 letters, digits, '.', '_' and '-'"),
                read.integer(PREFIX + "in-flight", 1, 100_000));
        if (settings.isTokenUrlMissing()) {
            read.problem(PREFIX + "token-url is not set; with " + OAUTHBEARER + ", " + PREFIX
                    + "user and .password are a client's id and secret, and a token is had for them at this URL");
        }
        return settings;
    }

    private boolean isTokenUrlMissing() {
        return enabled && usesToken() && tokenUrl.isEmpty();
    }

    /** @return whether user and password are given for an access token, which the brokers are shown */
    public boolean usesToken() {
        return !user.isEmpty() && saslMechanism.equals(OAUTHBEARER);
    }

    @Override
    public String toString() {
        return "KafkaSettings[enabled=" + enabled + ", brokers=" + brokers + ", topic=" + topic + ", group=" + group
                + "]";
    }
}

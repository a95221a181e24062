package dev.viduroutes.kafka;

import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.KafkaSettings;
import java.util.Locale;
import javax.security.auth.login.LoginException;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Explains why the brokers can't be used, and which setting to look at. */
final class KafkaFailureAnalyzer {

    private static final String PREFIX = "vidu.intake.kafka.";

    private static final String CLIENT_PROPERTIES = PREFIX + "client-properties";

    private final KafkaSettings settings;

    KafkaFailureAnalyzer(KafkaSettings settings) {
        this.settings = settings;
    }

    /** A broker that does not speak as the client does ends the connection without a word. */
    String nobody() {
        return "no broker answers, or none speaks " + settings.security() + " (" + PREFIX
                + "security), or their advertised listeners can't be reached from here"
                + (settings.usesToken() ? ", or no token is had from " + PREFIX + "token-url" : "");
    }

    /** That is no failure, but somebody may wonder. */
    String othersHaveAll(int partitions) {
        return "the other members of " + PREFIX + "group=" + settings.group() + " have all " + partitions
                + " partitions of the topic";
    }

    String why(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof UnsupportedSaslMechanismException) {
                return PREFIX + "sasl-mechanism=" + settings.saslMechanism() + " is refused, "
                        + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof OutOfMemoryError) {
                return "an answer is too long for the memory; a broker that speaks TLS looks so to " + PREFIX
                        + "security=" + settings.security();
            }
            if (cause instanceof UnknownTopicOrPartitionException) {
                return PREFIX + "topic=" + settings.topic() + " does not exist";
            }
            if (cause instanceof SaslAuthenticationException) {
                return refused() + " refused, " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof LoginException) {
                return noLogin() + ", " + firstLine(cause);
            }
            if (cause instanceof TopicAuthorizationException) {
                return who() + " may not read " + PREFIX + "topic, " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof GroupAuthorizationException) {
                return who() + " may not use " + PREFIX + "group, " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof FencedInstanceIdException) {
                return "another process has the same group.instance.id as " + CLIENT_PROPERTIES + " says, "
                        + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof InconsistentGroupProtocolException) {
                return "the other members of " + PREFIX + "group share its partitions in another way"
                        + " (partition.assignment.strategy), " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof InvalidSessionTimeoutException || cause instanceof ConfigException) {
                return "see " + CLIENT_PROPERTIES + " and " + PREFIX + "brokers, " + ErrorText.ofRootCause(failure);
            }
            if (isUnreadable(cause)) {
                return "the brokers have a record that nobody can read, and nothing behind it is taken; it is repaired"
                        + " there, or the group's offset set behind it, " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof TimeoutException) {
                return nobody() + ", " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof SslAuthenticationException) {
                return "TLS fails, see ssl.… in " + CLIENT_PROPERTIES + ", " + ErrorText.ofRootCause(failure);
            }
        }
        return ErrorText.ofRootCause(failure);
    }

    private String refused() {
        return settings.user().isEmpty()
                ? "the login that " + CLIENT_PROPERTIES + " sets is"
                : settings.usesToken()
                        ? "a token from " + PREFIX + "token-url is"
                        : PREFIX + "user and " + PREFIX + "password are";
    }

    /** Before any broker was asked. */
    private String noLogin() {
        return settings.usesToken()
                ? "no token is had from " + PREFIX + "token-url="
                        + settings.tokenUrl().orElseThrow() + " for " + PREFIX + "user and " + PREFIX + "password"
                : "see sasl.… in " + CLIENT_PROPERTIES;
    }

    /** The client puts the whole stack trace of a token that it does not get into the message. */
    private static String firstLine(Throwable failure) {
        return ErrorText.withoutSecrets(
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    private String who() {
        return settings.user().isEmpty() ? "the gateway" : PREFIX + "user=" + settings.user();
    }

    /** The client has no exception of its own for most of this, and names partition and offset in its text. */
    private static boolean isUnreadable(Throwable cause) {
        String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof CorruptRecordException
                || said.contains("corrupt")
                || said.contains(" is invalid, cause: ");
    }
}

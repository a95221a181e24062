package dev.viduroutes.kafka;

import dev.viduroutes.outage.Causes;
import dev.viduroutes.settings.KafkaSettings;
import org.apache.camel.util.ObjectHelper;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/** Says why the brokers can't be used, and which setting to look at. */
final class KafkaTroubles {

    private static final String PREFIX = "vidu.intake.kafka.";

    private final KafkaSettings settings;

    KafkaTroubles(KafkaSettings settings) {
        this.settings = settings;
    }

    /** A broker that does not speak as the client does ends the connection without a word. */
    String nobody() {
        return "no broker answers, or none speaks " + settings.security() + " (" + PREFIX
                + "security), or their advertised listeners can't be reached from here";
    }

    /** That is no trouble, but somebody may wonder. */
    String othersHaveAll(int partitions) {
        return "the other members of " + PREFIX + "group=" + settings.group() + " have all " + partitions
                + " partitions of the topic";
    }

    String why(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof UnsupportedSaslMechanismException) {
                return PREFIX + "sasl-mechanism=" + settings.saslMechanism() + " is refused, " + Causes.of(failure);
            }
            if (cause instanceof OutOfMemoryError) {
                return "an answer is too long for the memory; a broker that speaks TLS looks so to " + PREFIX
                        + "security=" + settings.security();
            }
            if (cause instanceof UnknownTopicOrPartitionException) {
                return PREFIX + "topic=" + settings.topic() + " does not exist";
            }
            if (cause instanceof SaslAuthenticationException) {
                return PREFIX + "user and " + PREFIX + "password are refused, " + Causes.of(failure);
            }
            if (cause instanceof TimeoutException) {
                return nobody() + ", " + Causes.of(failure);
            }
            if (cause instanceof SslAuthenticationException) {
                return "TLS fails, see ssl.… in " + PREFIX + "client-properties, " + Causes.of(failure);
            }
        }
        return Causes.of(failure);
    }
}

package dev.viduroutes.jms;

import dev.viduroutes.outage.ErrorText;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSSecurityException;
import java.io.EOFException;
import java.net.ConnectException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.camel.util.ObjectHelper;

/** Explains why a broker can't be used, and which setting to look at. */
final class JmsFailureAnalyzer implements Function<Throwable, String> {

    private static final String AMQP = "vidu.intake.amqp.";
    private static final String NO_QUEUE = "<intake>.queue names nothing that messages can be taken from";
    private static final String NO_TRANSACTIONS =
            "<address> leads to a broker that takes no transactions, and <who> asks for them<remedy>";
    private static final String RABBIT_NAME =
            "RabbitMQ wants to make <intake>.queue anew, and it is there; call it /amq/queue/<name>";
    private static final String NO_ANSWER =
            "nobody answers at <address> as it should: are host and port right, is the broker"
                    + " there, and is its TLS, its certificate and its protocol what stands there";

    /** As brokers and clients say what has no exception of its own. */
    private static final List<Map.Entry<String, String>> WORDS = List.of(
            Map.entry("transactions not supported", NO_TRANSACTIONS),
            Map.entry("coordinator", NO_TRANSACTIONS),
            Map.entry("not support transacted", NO_TRANSACTIONS),
            Map.entry("no queue with name", NO_QUEUE),
            Map.entry("no queue '", NO_QUEUE),
            Map.entry("inequivalent arg", RABBIT_NAME),
            Map.entry("not configured for queue support", NO_QUEUE),
            Map.entry(
                    "maximum consumer limit",
                    "the queue lets in fewer consumers than <intake>.consumers asks for, or others have its places"),
            Map.entry("cannot connect to server", NO_ANSWER),
            Map.entry("could not connect to broker", NO_ANSWER),
            Map.entry("remotely closed", NO_ANSWER),
            Map.entry("timed out while waiting to connect", NO_ANSWER),
            Map.entry("no connection within", NO_ANSWER));

    /** As brokers say that they take no transactions. */
    private static final List<String> REFUSALS =
            List.of("transactions not supported", "coordinator", "not-implemented");

    private final String prefix;
    private final String address;

    /**
     * @param prefix of the intake's settings
     * @param address the setting that says where the broker is
     */
    JmsFailureAnalyzer(String prefix, String address) {
        this.prefix = prefix;
        this.address = address;
    }

    /** @return whether a broker refused a transaction, as such; false for null */
    static boolean saysNoTransactions(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (!said.contains("timed out") && REFUSALS.stream().anyMatch(said::contains)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String apply(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof JMSSecurityException) {
                return prefix + "user and " + prefix + "password are refused, or what the user may do, "
                        + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return "TLS fails, see the options of " + address + ", " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof EOFException || cause instanceof ConnectException) {
                return setting(NO_ANSWER) + ", " + ErrorText.ofRootCause(failure);
            }
            if (cause instanceof InvalidDestinationException) {
                return setting(NO_QUEUE) + ", " + ErrorText.ofRootCause(failure);
            }
            String said = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            for (Map.Entry<String, String> word : WORDS) {
                if (said.contains(word.getKey())) {
                    return setting(word.getValue()) + ", " + ErrorText.ofRootCause(failure);
                }
            }
        }
        return ErrorText.ofRootCause(failure) + " (see " + address + " and " + prefix + "queue)";
    }

    private String setting(String text) {
        return text.replace("<who>", prefix.equals(AMQP) ? "<intake>.transacted" : "this intake")
                .replace("<remedy>", prefix.equals(AMQP) ? "; it should be auto" : ", as JMS has it")
                .replace("<address>", address)
                .replace("<intake>.", prefix);
    }
}

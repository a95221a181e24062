package dev.viduroutes.jms;

import dev.viduroutes.outage.Causes;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSSecurityException;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.camel.util.ObjectHelper;

/** Says why a broker can't be used, and which setting to look at. */
final class JmsTroubles implements Function<Throwable, String> {

    private final String prefix;

    /** @param prefix of the intake's settings */
    JmsTroubles(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String apply(Throwable failure) {
        for (Throwable cause : ObjectHelper.createExceptionIterable(failure)) {
            if (cause instanceof JMSSecurityException) {
                return prefix + "user and " + prefix + "password are refused, or what the user may do, "
                        + Causes.of(failure);
            }
            if (cause instanceof SSLException || cause instanceof GeneralSecurityException) {
                return "TLS fails, see the options of " + prefix + "url, " + Causes.of(failure);
            }
            if (cause instanceof InvalidDestinationException) {
                return prefix + "queue names nothing that messages can be taken from, " + Causes.of(failure);
            }
            if (isAboutTransactions(cause)) {
                return prefix + "url leads to a broker that knows no transactions, which this intake needs, "
                        + Causes.of(failure);
            }
        }
        return Causes.of(failure) + " (see " + prefix + "url and " + prefix + "queue)";
    }

    /** As brokers say it that speak AMQP 1.0 and can't do all of it. */
    private static boolean isAboutTransactions(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("transactions not supported") || message.contains("coordinator");
    }
}

package dev.viduroutes.jms;

import dev.viduroutes.outage.Causes;
import jakarta.jms.JMSSecurityException;
import java.security.GeneralSecurityException;
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
        }
        return Causes.of(failure);
    }
}

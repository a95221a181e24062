package dev.viduroutes.outage;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.lifecycle.StoppingException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for what a route could not finish, instead of a stack trace at every poll; what fails again and again for the
 * same reason is logged every five minutes. Failures of the journal are logged by the journal. Thread-safe.
 */
public final class IntakeExceptionHandler implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final LogThrottle throttle;

    public IntakeExceptionHandler() {
        this(System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    IntakeExceptionHandler(LongSupplier nanos) {
        throttle = new LogThrottle(nanos);
    }

    @Override
    public void handleException(Throwable exception) {
        handleException("the intake failed", null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        String what =
                Optional.ofNullable(exchange).map(Exchange::getFromRouteId).orElse(message);
        if (!isOfAStop(exception) && !isLoggedElsewhere(exception) && throttle.allows(what + exception)) {
            LOG.warn("{}: {}; it is tried again", what, exception == null ? "" : SanitizedText.of(exception));
        }
    }

    /** Nothing but a stop interrupts a thread of the intakes. */
    private static boolean isOfAStop(Throwable exception) {
        return ObjectHelper.getException(StoppingException.class, exception) != null
                || ObjectHelper.getException(InterruptedException.class, exception) != null;
    }

    private static boolean isLoggedElsewhere(Throwable exception) {
        return ObjectHelper.getException(SQLException.class, exception) != null;
    }
}

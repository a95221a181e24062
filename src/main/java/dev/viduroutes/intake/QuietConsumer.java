package dev.viduroutes.intake;

import dev.viduroutes.pace.StoppingException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for what a route could not finish, instead of a stack trace at every poll; what fails again and again for the
 * same reason, as everything does on a full disk, is told every five minutes. Thread-safe.
 */
public final class QuietConsumer implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final long REMINDER_NANOS = Duration.ofMinutes(5).toNanos();
    /** Reasons may hold names of files, of which there may be many. */
    private static final int MOST_REASONS = 100;

    private final Map<String, Long> told = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MOST_REASONS;
        }
    };

    private final LongSupplier nanos;

    public QuietConsumer() {
        this(System::nanoTime);
    }

    /** @param nanos of a clock that nobody sets, since whenever */
    QuietConsumer(LongSupplier nanos) {
        this.nanos = nanos;
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
        if (ObjectHelper.getException(StoppingException.class, exception) == null && isNews(what + exception)) {
            LOG.warn("{}: {}; it is tried again", what, String.valueOf(exception));
        }
    }

    private synchronized boolean isNews(String failure) {
        long now = nanos.getAsLong();
        Long before = told.get(failure);
        if (before != null && now - before < REMINDER_NANOS) {
            return false;
        }
        told.put(failure, now);
        return true;
    }
}

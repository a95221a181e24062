package dev.viduroutes.intake;

import dev.viduroutes.pace.StoppingException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for what a consumer could not finish, instead of a stack trace at every poll. */
public final class QuietConsumer implements ExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

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
        if (ObjectHelper.getException(StoppingException.class, exception) == null) {
            LOG.warn("{}: {}", message, String.valueOf(exception));
        }
    }
}

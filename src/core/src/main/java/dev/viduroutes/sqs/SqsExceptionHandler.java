package dev.viduroutes.sqs;

import dev.viduroutes.outage.IntakeExceptionHandler;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import software.amazon.awssdk.core.exception.SdkException;

/** Logs nothing about calls that fail: {@link SqsOutageInterceptor} does. */
final class SqsExceptionHandler implements ExceptionHandler {

    private final IntakeExceptionHandler others = new IntakeExceptionHandler();

    @Override
    public void handleException(Throwable exception) {
        handleException("the intake failed", exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        if (!(exception instanceof SdkException)) {
            others.handleException(message, exchange, exception);
        }
    }
}

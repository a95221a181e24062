package dev.viduroutes.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.kafka.PollExceptionStrategy;

/** Goes on polling whatever fails, after a pause: refused credentials fail each poll without any delay. */
final class RetryPollExceptionStrategy implements PollExceptionStrategy {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final KafkaAvailability availability;

    RetryPollExceptionStrategy(KafkaAvailability availability) {
        this.availability = availability;
    }

    @Override
    public boolean canContinue() {
        return true;
    }

    @Override
    public void handle(long partitionLastOffset, Exception exception) {
        availability.failed(exception);
        LockSupport.parkNanos(WAIT.toNanos());
    }
}

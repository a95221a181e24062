package dev.viduroutes.kafka;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.component.kafka.PollExceptionStrategy;

/** Goes on polling whatever fails, but not at once: refused credentials fail each poll without any delay. */
final class KafkaPatience implements PollExceptionStrategy {

    private static final Duration WAIT = Duration.ofSeconds(1);

    private final KafkaContact contact;

    KafkaPatience(KafkaContact contact) {
        this.contact = contact;
    }

    @Override
    public boolean canContinue() {
        return true;
    }

    @Override
    public void handle(long partitionLastOffset, Exception exception) {
        contact.failed(exception);
        LockSupport.parkNanos(WAIT.toNanos());
    }
}

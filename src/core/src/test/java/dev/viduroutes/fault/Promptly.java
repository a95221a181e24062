package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What must not wait for something: a stop, an answer. */
public final class Promptly {

    /** On a busy machine what waits for nothing takes seconds; what waits takes half a minute, or for ever. */
    private static final Duration PROMPT = Duration.ofSeconds(10);

    private Promptly() {}

    /** Runs something that must end well, and soon. */
    public static void promptly(ThrowingCallable what) {
        long begin = System.nanoTime();
        assertThatCode(what).doesNotThrowAnyException();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPT);
    }
}

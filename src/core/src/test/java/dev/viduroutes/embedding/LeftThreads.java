package dev.viduroutes.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Set;
import java.util.stream.Collectors;

/** What a context leaves behind in its process. */
public final class LeftThreads {

    private static final int ROUNDS = 2;

    private LeftThreads() {}

    /** What a host does from making its context to closing it. */
    public interface Life {
        void live() throws Exception;
    }

    /** Lives several times: each more must leave no thread more. */
    public static void assertLeavesNothing(Life life) throws Exception {
        // Shared threads of the JVM and of libraries are there from then on.
        life.live();
        Set<Thread> before = threads();
        for (int round = 0; round < ROUNDS; round++) {
            life.live();
        }
        await().untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread ->
                        !thread.getName().matches("(awaitility|sandbox|S3Proxy|qtp|ForkJoinPool|Scheduler).*"))
                .collect(Collectors.toSet());
    }
}

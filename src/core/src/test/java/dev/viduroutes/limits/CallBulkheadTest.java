package dev.viduroutes.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** The pool runs what the test says. */
class CallBulkheadTest {

    private final Deque<Runnable> pool = new ArrayDeque<>();
    private final Executor threads = pool::add;
    private final List<String> done = new ArrayList<>();
    private int freed;

    private CallBulkhead bulkhead(int most) {
        return new CallBulkhead(threads, most, () -> freed++);
    }

    @Test
    void noMoreThanItsShareIsAtThePoolAndTheNextComesWhenOneEnds() {
        CallBulkhead bulkhead = bulkhead(2);
        for (String call : List.of("a", "b", "c")) {
            assertThat(bulkhead.isFull()).isEqualTo(call.equals("c"));
            bulkhead.execute(() -> done.add(call));
        }
        assertThat(pool).hasSize(2);

        pool.remove().run();
        assertThat(pool).as("c in place of a").hasSize(2);
        assertThat(bulkhead.isFull()).isTrue();
        assertThat(freed).isZero();

        pool.remove().run();
        assertThat(bulkhead.isFull()).isFalse();
        assertThat(freed).isOne();
        pool.remove().run();
        assertThat(done).containsExactly("a", "b", "c");
    }

    @Test
    void aCallThatFailsLeavesItsPlace() {
        CallBulkhead bulkhead = bulkhead(1);
        bulkhead.execute(() -> {
            throw new IllegalStateException("broken");
        });

        try {
            pool.remove().run();
        } catch (IllegalStateException broken) {
            done.add("thrown");
        }

        assertThat(done).containsExactly("thrown");
        assertThat(bulkhead.isFull()).isFalse();
        assertThat(freed).isOne();
    }

    @Test
    void theOnlyAccountHasThePoolForItself() {
        CallBulkhead bulkhead = bulkhead(CallBulkhead.UNBOUNDED);
        for (int i = 0; i < 100; i++) {
            bulkhead.execute(() -> {});
        }
        assertThat(pool).hasSize(100);
        pool.forEach(Runnable::run);
        assertThat(freed).as("nobody asks again").isZero();
    }
}

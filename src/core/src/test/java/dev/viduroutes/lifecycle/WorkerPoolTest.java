package dev.viduroutes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The pool in which requests wait. */
class WorkerPoolTest {

    private static final int WAITING = 10_000;

    private final WorkerPool pool = new WorkerPool(2);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void tenThousandRequestsWaitWithoutAThreadEachAndAStopEndsAllWaits() throws Exception {
        CountDownLatch ended = new CountDownLatch(WAITING);
        for (int i = 0; i < WAITING; i++) {
            pool.schedule(ended::countDown, 1, TimeUnit.HOURS);
        }
        assertThat(ended.getCount()).isEqualTo(WAITING);
        assertThat(pool.getPoolSize()).isLessThanOrEqualTo(2);

        pool.endWaits();

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(pool.getQueue()).isEmpty();
    }

    @Test
    void afterAStopBeganNoWaitBegins() throws Exception {
        pool.endWaits();
        CountDownLatch ended = new CountDownLatch(1);

        pool.schedule(ended::countDown, 1, TimeUnit.HOURS);

        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aWaitThatBeginsAtTheVeryMomentOfTheStopEndsToo() throws Exception {
        for (int round = 0; round < 300; round++) {
            WorkerPool stopping = new WorkerPool(1);
            int each = 40;
            CountDownLatch ended = new CountDownLatch(2 * each);
            CyclicBarrier start = new CyclicBarrier(3);
            try {
                for (int t = 0; t < 2; t++) {
                    new Thread(() -> {
                                pass(start);
                                for (int i = 0; i < each; i++) {
                                    stopping.schedule(ended::countDown, 1, TimeUnit.HOURS);
                                }
                            })
                            .start();
                }
                pass(start);
                stopping.endWaits();
                assertThat(ended.await(60, TimeUnit.SECONDS))
                        .as("round %s: %s still wait", round, ended.getCount())
                        .isTrue();
            } finally {
                stopping.shutdownNow();
            }
        }
    }

    private static void pass(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception broken) {
            throw new AssertionError(broken);
        }
    }
}

package dev.viduroutes.pause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a process knows of pauses, with several threads that ask. */
class PausesTest {

    private static final class Store implements PauseStore {

        private final CountDownLatch isAsked = new CountDownLatch(1);
        private final CountDownLatch answers = new CountDownLatch(1);
        private volatile List<Pause> stored = List.of();
        private volatile Thread slow;

        @Override
        public List<Pause> all() {
            List<Pause> read = stored;
            if (Thread.currentThread() == slow) {
                isAsked.countDown();
                try {
                    answers.await();
                } catch (InterruptedException stopped) {
                    throw new IllegalStateException(stopped);
                }
            }
            return read;
        }

        @Override
        public boolean begin(PauseOrder order) {
            stored = List.of(new Pause(order.account(), order.who(), Instant.EPOCH));
            return true;
        }

        @Override
        public boolean end(String account) {
            stored = List.of();
            return true;
        }

        @Override
        public long leaving(String account) {
            return 0;
        }
    }

    private final Store store = new Store();
    private final Pauses pauses = new Pauses(TestSettings.with(), store);

    private void look() {
        store.slow = Thread.currentThread();
        try {
            pauses.look();
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    private PauseReport pause() {
        try {
            return pauses.pause(PauseOrder.ofAll("anna"));
        } catch (SQLException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The timer asked before somebody paused, and hears the answer afterwards. */
    @Test
    void anOlderAnswerUndoesNoPause() throws Exception {
        CompletableFuture<Void> timer = CompletableFuture.runAsync(this::look);
        assertThat(store.isAsked.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<PauseReport> report = new CompletableFuture<>();
        Thread person = new Thread(() -> report.complete(pause()));
        person.start();
        await().until(() -> report.isDone() || person.getState() == Thread.State.WAITING);
        store.answers.countDown();
        timer.get(10, TimeUnit.SECONDS);

        assertThat(report.get(10, TimeUnit.SECONDS).paused()).isTrue();
        assertThat(pauses.of("default").isShut()).isTrue();
        assertThat(pauses.isAny()).isTrue();
    }
}

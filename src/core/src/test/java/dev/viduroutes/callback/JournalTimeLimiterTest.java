package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A journal that does not answer. */
class JournalTimeLimiterTest {

    private final AtomicLong nanos = new AtomicLong(5);
    private final CountDownLatch never = new CountDownLatch(1);
    private final JournalTimeLimiter limiter = new JournalTimeLimiter(Duration.ofMillis(50), nanos::get);

    @AfterEach
    void close() {
        never.countDown();
        limiter.close();
    }

    @Test
    void anAnswerInTimeIsHandedOn() throws SQLException {
        assertThat(limiter.call(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void whatFailsSaysSo() {
        assertThatThrownBy(() -> limiter.call(() -> {
                    throw new SQLException("the disk is full");
                }))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("the disk is full");
    }

    @Test
    void afterAWaitInVainNobodyElseWaitsForAWhile() throws SQLException {
        assertThatThrownBy(() -> limiter.call(this::hang)).hasMessageContaining("does not answer within 50 ms");
        assertThatThrownBy(() -> limiter.call(() -> "answer")).hasMessageContaining("a moment ago");

        nanos.addAndGet(Duration.ofSeconds(1).toNanos());

        assertThat(limiter.call(() -> "answer")).isEqualTo("answer");
    }

    @Test
    void whatWaitsIsBounded() {
        // Nothing here is to be answered in time.
        try (JournalTimeLimiter impatient = new JournalTimeLimiter(Duration.ofMillis(1), nanos::get)) {
            int waiting = 0;
            String told = refusal(impatient);
            while (told.contains("within") && waiting <= 100) {
                waiting++;
                nanos.addAndGet(Duration.ofSeconds(1).toNanos());
                told = refusal(impatient);
            }
            assertThat(told).contains("too much");
            // Two run and 64 wait; what is given up before a thread has begun with it makes room again.
            assertThat(waiting).isBetween(66, 100);
        }
    }

    private String refusal(JournalTimeLimiter impatient) {
        return catchThrowable(() -> impatient.call(this::hang)).getMessage();
    }

    private String hang() throws InterruptedException {
        never.await();
        return "";
    }
}

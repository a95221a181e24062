package dev.viduroutes.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.viduroutes.limits.InMemorySlotStore;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds submits back before anything was looked at. */
class ModerationAtStartTest {

    private static final ModerationStatus HELD =
            new ModerationStatus(3, Optional.empty(), Optional.of(Instant.parse("2026-03-01T12:00:00Z")));

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final TaskSlots slots = new TaskSlots(TestSettings.with(), new InMemorySlotStore(1), timer);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    /** The first look comes seconds later; a submit would not wait for it. */
    @Test
    void whatHeldAnEarlierProcessHoldsFromTheFirstMomentOn() {
        ModerationBreaker breaker = new ModerationBreaker(TestSettings.with(), new Store(), slots);

        assertThat(slots.isHeld()).isTrue();
        assertThat(breaker.holds()).isTrue();
    }

    @Test
    void whereNothingIsToBeHeldNothingOfBeforeHolds() {
        for (String action : new String[] {"warn", "off"}) {
            new ModerationBreaker(TestSettings.with("vidu.moderation.action", action), new Store(), slots);

            assertThat(slots.isHeld()).as(action).isFalse();
        }
    }

    @Test
    void whatCouldNotBeAskedForAtFirstHoldsOnceItCan() throws Exception {
        Store store = new Store();
        store.isAway = true;
        ModerationBreaker breaker = new ModerationBreaker(TestSettings.with(), store, slots);
        assertThat(slots.isHeld()).isFalse();
        store.isAway = false;

        breaker.look();

        assertThat(slots.isHeld()).isTrue();
    }

    /** Held by an earlier process, until somebody releases it. */
    private static final class Store implements RefusalStore {

        private boolean isAway;

        @Override
        public ModerationStatus status(Duration window) throws SQLException {
            if (isAway) {
                throw new SQLException("the database is away");
            }
            return HELD;
        }

        @Override
        public boolean hold(int limit, Duration window) {
            return false;
        }

        @Override
        public Optional<LiftedHold> release() {
            return Optional.empty();
        }

        @Override
        public int forget(int limit, Duration window) {
            return 0;
        }
    }
}

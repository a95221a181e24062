package dev.viduroutes.moderation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.limits.SlotStore;
import dev.viduroutes.limits.TaskSlots;
import dev.viduroutes.settings.TestSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What refusals for content do, by {@code vidu.moderation.action}. */
class ModerationBreakerTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final LogTrap log = LogTrap.of("vidu.moderation", Level.INFO);
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private final Shared store = new Shared();

    @AfterEach
    void stop() {
        log.close();
        timer.shutdownNow();
    }

    /** One process. */
    private record Node(ModerationBreaker breaker, TaskSlots slots) {}

    private Node node(String action) {
        TaskSlots slots = new TaskSlots(TestSettings.with(), new NoSlots(), timer);
        return new Node(
                new ModerationBreaker(
                        TestSettings.with("vidu.moderation.limit", "3", "vidu.moderation.action", action),
                        store,
                        slots),
                slots);
    }

    private void refuse(Node node, int times) throws SQLException {
        for (int i = 0; i < times; i++) {
            store.refused.add(new ContentRefusal("shot-" + store.refused.size(), "NSFW", NOW));
            node.breaker().look();
        }
    }

    @Test
    void theLimitHoldsEveryProcessUntilOneReleases() throws SQLException {
        Node one = node("hold");
        Node other = node("hold");
        refuse(one, 2);
        assertThat(one.slots().isHeld()).isFalse();

        refuse(one, 1);
        other.breaker().look();

        assertThat(one.slots().isHeld()).isTrue();
        assertThat(other.slots().isHeld()).isTrue();
        assertThat(other.breaker().holds()).isTrue();

        assertThat(other.breaker().release().released()).isTrue();
        one.breaker().look();

        assertThat(one.slots().isHeld()).isFalse();
        assertThat(other.slots().isHeld()).isFalse();
    }

    /** Those that were under way when the limit was reached. */
    @Test
    void aFloodOfRefusalsIsToldOnce() throws SQLException {
        refuse(node("hold"), 50);

        assertThat(log.lines()).singleElement().asString().startsWith("ERROR").contains("refusals=3");
    }

    @Test
    void aProcessThatStartsIsHeldFromItsFirstMoment() throws SQLException {
        refuse(node("hold"), 3);

        Node later = node("hold");

        assertThat(later.slots().isHeld()).isTrue();
        assertThat(later.breaker().holds()).isTrue();
    }

    @Test
    void aJournalThatCannotBeAskedAtTheStartIsAskedLater() throws SQLException {
        refuse(node("hold"), 3);
        store.away = true;
        Node later = node("hold");
        assertThatThrownBy(() -> later.breaker().look()).isInstanceOf(SQLException.class);
        store.away = false;

        later.breaker().look();

        assertThat(later.slots().isHeld()).isTrue();
    }

    @Test
    void aWarningHoldsNothingAndCountsAnew() throws SQLException {
        Node node = node("warn");

        refuse(node, 7);

        assertThat(node.slots().isHeld()).isFalse();
        assertThat(node.breaker().holds()).isFalse();
        assertThat(log.lines()).hasSize(2).allMatch(line -> line.startsWith("WARN") && line.contains("refusals=3"));
    }

    @Test
    void offDoesNothingThoughOthersHold() throws SQLException {
        refuse(node("hold"), 3);
        Node node = node("off");
        store.away = true;

        node.breaker().look();

        assertThat(node.slots().isHeld()).isFalse();
        assertThat(node.breaker().holds()).isFalse();
    }

    /** What the processes have in common. */
    private static final class Shared implements RefusalStore {

        private final List<ContentRefusal> refused = new ArrayList<>();
        private int counted;
        private boolean held;
        private boolean away;

        @Override
        public ModerationStatus status(Duration window) throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            int count = refused.size() - counted;
            return new ModerationStatus(
                    count,
                    count == 0 ? Optional.empty() : Optional.of(refused.get(refused.size() - 1)),
                    held ? Optional.of(NOW) : Optional.empty());
        }

        @Override
        public boolean hold(int limit, Duration window) {
            held = true;
            return true;
        }

        @Override
        public Optional<LiftedHold> release() {
            if (!held) {
                return Optional.empty();
            }
            held = false;
            List<ContentRefusal> those = List.copyOf(refused.subList(counted, refused.size()));
            counted = refused.size();
            return Optional.of(new LiftedHold(NOW, those));
        }

        @Override
        public int forget(int limit, Duration window) {
            int count = refused.size() - counted;
            counted = refused.size();
            return count;
        }
    }

    /** Nobody gets one. */
    private static final class NoSlots implements SlotStore {

        @Override
        public boolean take(String holder) {
            return false;
        }

        @Override
        public void free(String holder) {}

        @Override
        public int inUse() {
            return 0;
        }

        @Override
        public boolean holds(String holder) {
            return false;
        }
    }
}

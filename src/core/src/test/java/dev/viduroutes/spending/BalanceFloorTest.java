package dev.viduroutes.spending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import dev.viduroutes.fault.LogTrap;
import dev.viduroutes.money.BalanceStore;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What must be left of a balance: 5 USD. */
class BalanceFloorTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private final Store store = new Store();
    private final BalanceFloor floor = floor(OptionalLong.of(5_000_000));
    private long seconds;

    private BalanceFloor floor(OptionalLong micros) {
        return new BalanceFloor(
                "studio", micros, store, () -> Duration.ofSeconds(seconds).toNanos());
    }

    private final class Store implements BalanceStore {

        private Optional<Balance> known = Optional.empty();
        private boolean away;
        private boolean due = true;
        private int asked;

        @Override
        public Optional<Instant> ask(String account) {
            asked++;
            return due ? Optional.of(time()) : Optional.empty();
        }

        @Override
        public void answered(String account, Instant askedAt, long micros) {
            known = Optional.of(new Balance(micros, 0, askedAt));
        }

        @Override
        public Optional<Balance> balance(String account) throws SQLException {
            if (away) {
                throw new SQLException("away");
            }
            return known;
        }

        @Override
        public Instant time() {
            return START.plusSeconds(seconds);
        }

        void commit(long micros) {
            known = known.map(now -> new Balance(now.micros(), micros, now.askedAt()));
        }
    }

    private void answer(String usd) throws SQLException {
        assertThat(floor.isToBeAsked()).isTrue();
        floor.answered(new BigDecimal(usd));
    }

    private boolean holds(long micros) {
        floor.leftAbove();
        return floor.holds(micros);
    }

    private void pass(int more) {
        seconds += more;
    }

    @Test
    void whatIsLeftIsTheBalanceLessWhatMayBeChargedBesides() throws SQLException {
        answer("8.00");
        assertThat(holds(3_000_000)).isFalse();
        assertThat(holds(3_000_001)).isTrue();
        store.commit(2_000_000);
        pass(1);

        assertThat(holds(1_000_000)).isFalse();
        assertThat(holds(1_000_001)).isTrue();
    }

    @Test
    void beforeTheFirstAnswerNobodyKnows() throws SQLException {
        assertThat(holds(1)).isTrue();
        answer("100");

        assertThat(holds(1)).isFalse();
    }

    @Test
    void aQuestionWithoutAnAnswerHoldsNothingUpForTenMinutesAndAllFromThenOn() throws SQLException {
        answer("100");
        pass(599);
        assertThat(floor.isToBeAsked()).isTrue();
        floor.unanswered();
        assertThat(holds(1)).isFalse();
        pass(1);
        assertThat(holds(1)).isTrue();

        answer("100");

        assertThat(holds(1)).isFalse();
    }

    @Test
    void aJournalThatIsAwayChangesNothing() throws SQLException {
        answer("8.00");
        assertThat(holds(3_000_000)).isFalse();
        store.away = true;
        pass(2);

        assertThat(holds(3_000_000)).isFalse();
        assertThat(holds(3_000_001)).isTrue();
    }

    @Test
    void whatCostsLessAndGoesOnMakesNoNews() throws SQLException {
        answer("6");
        try (LogTrap log = LogTrap.of("vidu.balance", Level.INFO)) {
            for (int i = 0; i < 5; i++) {
                assertThat(holds(1_200_000)).isTrue();
                assertThat(holds(100_000)).isFalse();
                pass(1);
            }
            assertThat(log.lines()).as("it waits yet").hasSize(1);

            pass(55);
            answer("7");
            assertThat(holds(100_000)).isFalse();
            assertThat(log.lines()).hasSize(2);
            assertThat(log.text()).contains("left=7.00 USD: submits go on");
        }
    }

    @Test
    void whatWaitedAndIsGoneIsNoReasonToTellNothing() throws SQLException {
        answer("6");
        try (LogTrap log = LogTrap.of("vidu.balance", Level.INFO)) {
            holds(1_200_000);
            pass(10);
            holds(100_000);
            assertThat(log.lines()).as("it was withdrawn").hasSize(2);
            holds(1_200_000);
            assertThat(log.lines()).hasSize(3);
        }
    }

    @Test
    void itIsToldOnceWithItsSums() throws SQLException {
        try (LogTrap log = LogTrap.of("vidu.balance", Level.INFO)) {
            holds(1);
            holds(1);
            answer("6.5");
            store.commit(600_000);
            floor.forget();
            holds(1_200_000);
            assertThat(log.lines()).hasSize(1);
            assertThat(log.text()).contains("WARN vidu.balance account=studio balance=? floor=5");
            holds(100_000);
            assertThat(log.lines()).hasSize(2);
            assertThat(log.text()).contains("INFO vidu.balance account=studio left=5.90 USD: submits go on");
            holds(1_200_000);
            holds(1_200_000);

            assertThat(log.lines()).hasSize(3);
            assertThat(log.text())
                    .contains("WARN vidu.balance account=studio balance=6.50 USD asked=2026-03-01T12:00:00Z"
                            + " reserved=0.60 USD next=1.20 USD floor=5.00 USD: submits wait until");
        }
    }

    @Test
    void withoutAFloorNobodyIsAsked() throws SQLException {
        BalanceFloor none = floor(OptionalLong.empty());

        assertThat(none.isToBeAsked()).isFalse();
        assertThat(none.holds(Long.MAX_VALUE)).isFalse();
        assertThat(store.asked).isZero();
    }

    @Test
    void aQuestionThatIsNeverHeardOfAgainIsAskedOnceMore() throws SQLException {
        assertThat(floor.isToBeAsked()).isTrue();
        pass(599);
        assertThat(floor.isToBeAsked()).isFalse();
        pass(1);

        assertThat(floor.isToBeAsked()).isTrue();
    }

    @Test
    void noNumberOverflows() throws SQLException {
        answer("1e40");
        assertThat(holds(1)).isFalse();
        answer("-1e40");
        assertThat(holds(1)).isTrue();
    }

    @Test
    void anAccountHasItsOwnFloorOrThatOfAll() {
        Settings settings = TestSettings.with(
                "vidu.accounts", "studio,agency,club",
                "vidu.account.studio.key", "one",
                "vidu.account.agency.key", "two",
                "vidu.account.club.key", "three",
                "vidu.price.*.*", "1",
                "vidu.balance.floor", "5",
                "vidu.account.agency.balance-floor", "7.50",
                "vidu.account.club.balance-floor", "none");
        BalanceFloors floors = new BalanceFloors(settings, store);

        assertThat(floors.of("studio").floor()).hasValue(5_000_000);
        assertThat(floors.of("agency").floor()).hasValue(7_500_000);
        assertThat(floors.of("club").isSet()).isFalse();
        assertThat(floors.of("of-before").holds(1)).isFalse();
    }

    @Test
    void pricesMustBeInTheCurrencyOfTheBalance() {
        assertThatThrownBy(() -> TestSettings.with(
                        "vidu.price.*.*", "1", "vidu.price.currency", "EUR", "vidu.balance.floor", "5"))
                .hasMessageContaining("vidu.balance.floor is 5; the balance is in USD");
        assertThatThrownBy(() -> TestSettings.with("vidu.balance.floor", "5"))
                .hasMessageContaining("it needs prices in USD");
    }

    @Test
    void whileAQuestionIsUnderWayNoOtherOneIsAsked() throws Exception {
        assertThat(floor.isToBeAsked()).isTrue();
        assertThat(floor.isToBeAsked()).isFalse();
        assertThat(store.asked).isOne();
        floor.unanswered();
        assertThat(floor.isToBeAsked()).isTrue();
        floor.answered(BigDecimal.TEN);

        assertThat(floor.isToBeAsked()).isTrue();
    }
}

package dev.viduroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.money.Cost;
import dev.viduroutes.money.CostState;
import dev.viduroutes.money.Prices;
import dev.viduroutes.money.Quote;
import dev.viduroutes.settings.TestSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an outcome says that a request cost, however prices, defaults and templates changed meanwhile. */
class OutcomeCostTest {

    private static final String DAY = "2026-11-22";
    /** Another price and fewer seconds than when the submits left. */
    private final Prices today = Prices.of(TestSettings.with("vidu.price.*.*", "9.00"));

    private static Quote quote(int seconds, long cents, boolean assumed) {
        return new Quote(
                "default", false, "", "text-to-video", seconds, cents * 10_000, "USD", assumed, List.of(), DAY, DAY);
    }

    private static Task received() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("input").put("prompt", "a lake").put("duration", 4);
        return TestTasks.received("r", Map.of(), body);
    }

    private static Task submitted(Task received, String taskId, Quote quote) {
        return received.submitting().quoted(quote).accepted(taskId, TestTasks.THEN);
    }

    private static Task stored(Task running) {
        return running.succeeded(List.of("https://cdn/1.mp4"), TestTasks.THEN).allStored(TestTasks.THEN);
    }

    private Outcome outcome(Task task) {
        return new Outcomes(() -> TestTasks.THEN, today).of(task);
    }

    private Cost cost(Task task) {
        return outcome(task).cost().orElseThrow();
    }

    private static Failure failure(FailureClass kind, Billing billing) {
        return new Failure("CODE", "why", kind, billing);
    }

    @Test
    void theSecondsAndThePriceOfTheSubmitCount() {
        Task stored = stored(submitted(received(), "task_1", quote(16, 10, false)));

        assertThat(cost(stored).amount()).isEqualByComparingTo("1.60");
        assertThat(cost(stored).seconds()).isEqualTo(16);
        assertThat(cost(stored).state()).isEqualTo(CostState.CHARGED);
        assertThat(outcome(stored).billedSeconds()).contains(16);
    }

    @Test
    void eachEarlierTaskIsDoubtfulByItsOwnQuote() {
        Task again = submitted(received(), "task_1", quote(8, 10, false))
                .again("CODE", "it failed", Duration.ZERO, TestTasks.THEN);
        Task stored = stored(submitted(again, "task_2", quote(4, 20, false)));

        assertThat(cost(stored).amount()).isEqualByComparingTo("0.80");
        assertThat(cost(stored).doubtful()).contains(new BigDecimal("0.80"));
    }

    @Test
    void aReplacementThatWasRefusedOrNeverMadeAddsNoDoubt() {
        Task again = submitted(received(), "task_1", quote(4, 10, false))
                .again("CODE", "it failed", Duration.ZERO, TestTasks.THEN);
        Task refused = again.submitting()
                .quoted(quote(4, 10, false))
                .failed(failure(FailureClass.INPUT, Billing.NONE), TestTasks.THEN);
        Task neverMade = again.failed(Failure.capExceeded("why"), TestTasks.THEN);

        for (Task ended : List.of(refused, neverMade)) {
            assertThat(cost(ended).doubtful()).contains(new BigDecimal("0.40"));
            assertThat(cost(ended).amount()).isEqualByComparingTo("0");
        }
    }

    @Test
    void whatWasLeftToTheApiIsDoubtful() {
        Task stored = stored(submitted(received(), "task_1", quote(16, 10, true)));

        assertThat(cost(stored).amount()).isEqualByComparingTo("0");
        assertThat(cost(stored).doubtful()).contains(new BigDecimal("1.60"));
    }

    @Test
    void whatWasSubmittedBeforeThereWerePricesHasNoCost() {
        Quote without = new Quote("default", false, "", "text-to-video", 4, 0, "", false, List.of(), DAY, DAY);

        assertThat(outcome(stored(submitted(received(), "task_1", without))).cost())
                .isEmpty();
    }
}

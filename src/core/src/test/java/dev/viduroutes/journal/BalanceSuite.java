package dev.viduroutes.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.viduroutes.money.BalanceStore.Balance;
import dev.viduroutes.money.CapExceededException;
import dev.viduroutes.money.Quote;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is known of an account's balance, and what may be charged that is not in it. Each submit costs 600,000. */
abstract class BalanceSuite extends Nodes {

    private static final String ACCOUNT = "default";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private Task intent(Node node, Task received, long floor) throws Exception {
        String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
        Task submitting = received.submitting();
        node.journal()
                .recordIntent(
                        submitting,
                        new Quote(
                                        ACCOUNT,
                                        false,
                                        "",
                                        "text-to-video",
                                        5,
                                        120_000,
                                        "USD",
                                        false,
                                        List.of(),
                                        today,
                                        today)
                                .withFloor(floor));
        return submitting;
    }

    private Task running(Node node, String id) throws Exception {
        return node.record(Samples.running(intent(node, node.granted(Samples.task(id)), Quote.NO_FLOOR)));
    }

    private static void charged(Node node, Task running) throws Exception {
        node.settle(node.record(running.succeeded(List.of("https://cdn/1.mp4"), Samples.NOW))
                .allStored(Samples.NOW));
    }

    private void answer(Node node, long micros) throws Exception {
        Instant asked = node.journals().balances().ask(ACCOUNT).orElseThrow();
        node.journals().balances().answered(ACCOUNT, asked, micros);
    }

    private static long committed(Node node) throws Exception {
        return node.journals().balances().balance(ACCOUNT).orElseThrow().committedMicros();
    }

    @Test
    void itIsAskedOnceAMinuteOverAllProcesses() throws Exception {
        Node first = node();
        Node second = node();
        assertThat(first.journals().balances().ask(ACCOUNT)).contains(clock.instant());
        assertThat(second.journals().balances().ask(ACCOUNT)).isEmpty();
        assertThat(second.journals().balances().ask("another")).isPresent();
        clock.advance(MINUTE.minusMillis(1));
        assertThat(first.journals().balances().ask(ACCOUNT)).isEmpty();

        clock.advance(Duration.ofMillis(1));

        assertThat(second.journals().balances().ask(ACCOUNT)).isPresent();
        clock.advance(MINUTE.negated());
        assertThat(first.journals().balances().ask(ACCOUNT))
                .as("the clock was set back")
                .isPresent();
    }

    @Test
    void whatOneProcessHeardAllKnowWithItsAge() throws Exception {
        Node node = node();
        assertThat(node.journals().balances().balance(ACCOUNT)).isEmpty();
        Instant asked = clock.instant();
        answer(node, 7_500_000);
        clock.advance(MINUTE);

        assertThat(node().journals().balances().balance(ACCOUNT)).contains(new Balance(7_500_000, 0, asked));
    }

    @Test
    void anAnswerThatComesAfterTheNextQuestionIsNotKept() throws Exception {
        Node slow = node();
        Instant asked = slow.journals().balances().ask(ACCOUNT).orElseThrow();
        clock.advance(MINUTE);
        answer(node(), 3);

        slow.journals().balances().answered(ACCOUNT, asked, 9);

        assertThat(slow.journals().balances().balance(ACCOUNT).orElseThrow().micros())
                .isEqualTo(3);
    }

    @Test
    void whatRunsWhenItIsAskedAndWhatIsReservedSinceMayNotBeInIt() throws Exception {
        Node node = node();
        charged(node, running(node, "before"));
        Task runs = running(node, "runs");
        answer(node, 10_000_000);
        assertThat(committed(node)).isEqualTo(600_000);
        Task since = running(node(), "since");
        assertThat(committed(node)).isEqualTo(1_200_000);
        charged(node, runs);
        charged(node, since);
        assertThat(committed(node))
                .as("it may have been charged after the question")
                .isEqualTo(1_200_000);
        clock.advance(MINUTE);

        answer(node, 9_000_000);

        assertThat(committed(node)).isZero();
    }

    @Test
    void whatIsGivenBackIsNotHeldBack() throws Exception {
        Node node = node();
        Task open = intent(node, node.granted(Samples.task("open")), Quote.NO_FLOOR);
        answer(node, 10_000_000);
        Task late = intent(node, node.granted(Samples.task("late")), Quote.NO_FLOOR);
        assertThat(committed(node)).isEqualTo(1_200_000);

        node.record(open.notAccepted(RetryReason.NETWORK, "429", Duration.ZERO));
        node.record(late.notSent("no route", Duration.ZERO));

        assertThat(committed(node)).isZero();
    }

    /** Each process that looked before would have let its submit through. */
    @Test
    void noSubmitIsRecordedThatWouldLeaveLess() throws Exception {
        Node node = node();
        Node other = node();
        answer(node, 2_000_000);
        intent(node, node.granted(Samples.task("a")), 800_000);
        intent(other, other.granted(Samples.task("b")), 800_000);
        Task tooMuch = node.granted(Samples.task("c"));

        assertThatThrownBy(() -> intent(node, tooMuch, 800_000))
                .isInstanceOf(CapExceededException.class)
                .hasMessage("more than vidu.balance.floor leaves");

        assertThat(committed(node)).as("it was not reserved").isEqualTo(1_200_000);
        intent(node, tooMuch, 200_000);
    }

    @Test
    void withoutAnAnswerOrWithOneThatIsTooOldNoSubmitIsRecorded() throws Exception {
        Node node = node();
        assertThatThrownBy(() -> intent(node, node.granted(Samples.task("a")), 0))
                .isInstanceOf(CapExceededException.class);
        node.journals().balances().ask(ACCOUNT);
        assertThatThrownBy(() -> intent(node, node.granted(Samples.task("b")), 0))
                .isInstanceOf(CapExceededException.class);
        clock.advance(MINUTE);
        answer(node, 5_000_000);
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        intent(node, node.granted(Samples.task("c")), 0);
        clock.advance(Duration.ofMillis(1));

        assertThatThrownBy(() -> intent(node, node.granted(Samples.task("d")), 0))
                .isInstanceOf(CapExceededException.class);
        intent(node, node.granted(Samples.task("e")), Quote.NO_FLOOR);
    }
}

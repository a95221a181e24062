package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.nio.file.Files;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** A callback that is lost or late: the fallback finds the end of the task. */
class LateCallbackTest extends CallbackTest {

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.poll.first-delay", "600ms");
        settings.setProperty("vidu.callback.grace", "500ms");
    }

    @Test
    void aLostCallbackIsMadeUpForByAFallbackPoll() throws Exception {
        Outcome outcome = end(start("lost", "silence sandbox:no-callback"));

        assertStoredOnce(outcome, "silence");
        assertThat(ledger().callbacks().sent()).isZero();
        assertNothingIsLeft();
    }

    @Test
    void aCallbackAfterTheEndWasFoundChangesNothing() throws Exception {
        Outcome outcome = end(start("late", "late sandbox:callback=late"));
        int polls = polls("late");

        await().until(() -> ledger().callbacks().acknowledged() == 1);
        assertStoredOnce(outcome, "late");
        assertThat(polls("late")).isEqualTo(polls);
        assertThat(end(start("late", "late sandbox:callback=late"))).isEqualTo(outcome);
    }

    @Test
    void anUncertainSubmitThatIsNotCalledBackInTimeIsGivenUpAndStaysSo() throws Exception {
        Outcome outcome = end(start("gone", "gone sandbox:lost sandbox:callback=late"));

        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("SUBMIT_UNCERTAIN");
        await().until(() -> ledger().callbacks().acknowledged() == 1);
        assertThat(state("gone")).isEqualTo("FAILED");
        assertThat(ledger().tasksFor("gone")).hasSize(1);
    }

    @Test
    void theVideoOfATaskThatWasCalledBackAfterItWasGivenUpIsFetchedWhenItsDeadLetterIsPutBack() throws Exception {
        drop("found.json", request("found", "found sandbox:lost sandbox:callback=late"));
        awaitDeadLetter("found.json");
        await().until(() -> ledger().callbacks().acknowledged() == 1);

        Files.move(deadLetters().resolve("found.json"), inbox().resolve("found.json"));

        assertThat(awaitDone("found.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("found")).isEqualTo(1);
    }
}

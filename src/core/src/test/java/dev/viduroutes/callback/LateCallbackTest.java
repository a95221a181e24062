package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** What the API says of the only task with this prompt, when everybody has stopped waiting for it. */
    private int callBack(String prompt) {
        String taskId = ledger().tasksFor(prompt).get(0).taskId();
        return post(callbackUrl(prompt), envelope(taskId, "success"));
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
        Outcome outcome = end(start("late", "late sandbox:no-callback"));
        int polls = polls("late");

        assertThat(callBack("late")).isEqualTo(200);
        assertStoredOnce(outcome, "late");
        assertThat(polls("late")).isEqualTo(polls);
        assertThat(end(start("late", "late sandbox:no-callback"))).isEqualTo(outcome);
    }

    @Test
    void anUncertainSubmitThatIsNotCalledBackInTimeIsGivenUpAndStaysSo() throws Exception {
        Outcome outcome = end(start("gone", "gone sandbox:lost sandbox:no-callback"));

        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("SUBMIT_UNCERTAIN");
        assertThat(callBack("gone")).isEqualTo(200);
        assertThat(state("gone")).isEqualTo("FAILED");
        assertThat(ledger().tasksFor("gone")).hasSize(1);
    }

    @Test
    void theVideoOfATaskThatWasCalledBackAfterItWasGivenUpIsFetchedWhenItsDeadLetterIsPutBack() throws Exception {
        drop("found.json", request("found", "found sandbox:lost sandbox:no-callback"));
        awaitDeadLetter("found.json");
        assertThat(callBack("found")).isEqualTo(200);

        Files.move(deadLetters().resolve("found.json"), inbox().resolve("found.json"));

        assertThat(awaitDone("found.json").path("state").asText()).isEqualTo("STORED");
        assertThat(ledger().submitsFor("found")).isEqualTo(1);
    }
}

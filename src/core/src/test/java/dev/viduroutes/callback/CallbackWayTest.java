package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** From the submit to the stored video by a callback, whenever and however often it comes. */
class CallbackWayTest extends CallbackTest {

    @Test
    void aCallbackHasTheTaskAskedAboutOnce() throws Exception {
        Outcome outcome = end(start("good", "a good one"));

        assertStoredOnce(outcome, "a good one");
        assertThat(polls("a good one")).isEqualTo(1);
        assertThat(callbackUrl("a good one").toString())
                .matches("http://127.0.0.1:" + port + "/vidu/callback/good/1/[A-Za-z0-9_-]{43}");
        await().until(() -> ledger().callbacks().acknowledged() == 1);
        assertNothingIsLeft();
    }

    @Test
    void aFailureIsTheOneThatTheApiTellsWhenItIsAsked() throws Exception {
        Outcome outcome = end(start("bad", "a bad one sandbox:fail=CONTENT_VIOLATION"));

        assertThat(outcome.failure().orElseThrow().code()).isEqualTo("CONTENT_VIOLATION");
        assertThat(polls("a bad one")).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void aReplacedTaskIsCalledBackUnderAUrlOfItsOwn() throws Exception {
        Outcome outcome = end(start("twice", "mended sandbox:fail=GENERATION_FAILEDx1"));

        assertThat(outcome.failure()).isEmpty();
        assertThat(ledger().tasksFor("mended")).hasSize(2);
        assertThat(callbackUrl("mended").getPath()).contains("/vidu/callback/twice/2/");
    }

    @Test
    void aCallbackThatComesTwiceChangesNothingTheSecondTime() throws Exception {
        Outcome outcome = end(start("again", "again sandbox:callback=twice"));

        assertStoredOnce(outcome, "again");
        await().until(() -> ledger().callbacks().acknowledged() == 2);
        assertThat(post(callbackUrl("again"), envelope(outcome.taskId(), "success")))
                .isEqualTo(200);
        assertThat(state("again")).isEqualTo("STORED");
        assertThat(polls("again")).isBetween(1, 2);
    }

    @Test
    void aCallbackBeforeTheAnswerToTheSubmitIsNotLost() throws Exception {
        Outcome outcome = end(start("early", "early sandbox:callback=early"));

        assertStoredOnce(outcome, "early");
        await().until(() -> ledger().callbacks().acknowledged() == 1);
    }

    @Test
    void aCallbackTellsTheTaskOfASubmitWhoseAnswerWasLost() throws Exception {
        CompletableFuture<Outcome> lost = start("lost", "no answer sandbox:lost");

        await().until(() -> state("lost").equals("UNCERTAIN"));
        assertStoredOnce(end(lost), "no answer");
        assertThat(ledger().billedSecondsTotal()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void evenIfItComesBeforeTheAnswerIsLost() throws Exception {
        Outcome outcome = end(start("both", "neither sandbox:lost sandbox:callback=early"));

        assertStoredOnce(outcome, "neither");
        assertThat(ledger().billedSecondsTotal()).isEqualTo(2);
    }
}

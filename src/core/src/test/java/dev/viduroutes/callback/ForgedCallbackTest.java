package dev.viduroutes.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.sandbox.Ledger;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What others send: no callback is more than a reason to ask. */
class ForgedCallbackTest extends CallbackTest {

    private static final String UNENDING = " sandbox:never";

    @Test
    void aWrongSignatureIsNotFoundAndChangesNothing() throws Exception {
        start("one", "one" + UNENDING);
        Ledger.Task task = running("one", "one");
        start("two", "two" + UNENDING);
        running("two", "two");
        String genuine = callbackUrl("one").toString();
        String signature = genuine.substring(genuine.lastIndexOf('/') + 1);
        String foreign = callbackUrl("two").toString();
        String signatureOfOther = foreign.substring(foreign.lastIndexOf('/') + 1);
        for (String forged : List.of(
                genuine.replace(signature, signatureOfOther),
                genuine.replace("/one/1/", "/two/1/"),
                genuine.replace("/one/1/", "/one/2/"),
                genuine.replace("/one/1/", "/one/01/"),
                genuine.replace(signature, (signature.charAt(0) == 'A' ? "B" : "A") + signature.substring(1)),
                genuine.replace(signature, signature.substring(1)),
                genuine.replace(signature, signature + "A"),
                genuine.replace(signature, "A".repeat(43)),
                genuine.replace(signature, "%00"),
                genuine.replace(signature, ""),
                genuine.replace("/one/1/", "/one/99999999999999999999/"),
                genuine.replace("/one/", "/../one/"),
                genuine.replace("/one/", "/%2e%2e%2fone/"),
                genuine + "?vidu_signature=" + signature + "&vidu_request=one",
                genuine + "/more")) {
            assertThat(post(URI.create(forged), envelope(task.taskId(), "success")))
                    .as(forged)
                    .isEqualTo(404);
        }

        assertThat(journal().query("SELECT called_back_at FROM vidu_task")).containsOnly("0");
        assertThat(polls("one") + polls("two")).isZero();
        assertThat(List.of(state("one"), state("two"))).containsOnly("RUNNING");
    }

    @Test
    void aForgedSuccessDeliversNothingAndAForgedFailureEndsNothing() throws Exception {
        CompletableFuture<Outcome> started = start("forged", "forged" + UNENDING);
        Ledger.Task task = running("forged", "forged");
        URI url = callbackUrl("forged");
        String foreignVideo = sandbox.baseUri() + "/foreign.mp4";
        String success = """
                {"code":200,"message":"success","data":{"taskId":"%s","state":"success",
                 "resultJson":"{\\"resultUrls\\":[\\"%s\\"]}","completeTime":1,"costTime":1}}""".formatted(task.taskId(), foreignVideo);

        assertThat(post(url, success)).isEqualTo(200);
        await().until(() -> polls("forged") > 0);
        assertThat(state("forged")).isEqualTo("RUNNING");
        String failure = envelope(task.taskId(), "failed\",\"failCode\":\"CONTENT_VIOLATION");
        int polls = polls("forged");
        awaitPollInterval();
        assertThat(post(url, failure)).isEqualTo(200);
        await().until(() -> polls("forged") > polls);
        assertThat(state("forged")).isEqualTo("RUNNING");
        awaitPollInterval();
        sandbox.finish("forged");

        assertStoredOnce(end(started), "forged");
        assertThat(ledger().calls().get("result").byStatus()).containsOnlyKeys(200);
        assertThat(ledger().calls()).doesNotContainKey("other");
    }

    /** Within that time of a callback the next one changes nothing. */
    private static void awaitPollInterval() {
        await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    }

    @Test
    void aBodyForAnotherTaskChangesNothing() throws Exception {
        start("mine", "mine" + UNENDING);
        start("other", "theirs" + UNENDING);
        running("mine", "mine");
        Ledger.Task foreign = running("other", "theirs");
        List<String> before = rows();

        assertThat(post(callbackUrl("mine"), envelope(foreign.taskId(), "success")))
                .isEqualTo(200);
        assertThat(post(callbackUrl("mine"), envelope("task_nobody_knows", "success")))
                .isEqualTo(200);

        assertThat(rows()).isEqualTo(before);
        assertThat(polls("mine") + polls("theirs")).isZero();
    }

    @Test
    void anUncertainSubmitDoesNotTakeTheTaskOfAnotherRequest() throws Exception {
        start("other", "theirs" + UNENDING);
        Ledger.Task foreign = running("other", "theirs");
        start("lost", "unsure sandbox:lost" + UNENDING);
        await().until(() -> state("lost").equals("UNCERTAIN"));

        assertThat(post(callbackUrl("unsure"), envelope(foreign.taskId(), "success")))
                .isEqualTo(200);
        assertThat(journal().query("SELECT task_id FROM vidu_task WHERE request_id = 'lost'"))
                .containsExactly("");

        String own = ledger().tasksFor("unsure").get(0).taskId();
        assertThat(post(callbackUrl("unsure"), envelope(own, "success"))).isEqualTo(200);
        await().until(() -> state("lost").equals("RUNNING"));
    }

    @Test
    void aCallbackForAnEarlierSubmitIsNotOneForTheNext() throws Exception {
        CompletableFuture<Outcome> started = start("again", "again sandbox:fail=GENERATION_FAILEDx1");
        await().until(() -> !ledger().tasksFor("again").isEmpty());
        URI first = callbackUrl("again");
        await().until(() ->
                ledger().tasksFor("again").size() == 2 && state("again").equals("RUNNING"));
        String second = ledger().tasksFor("again").get(1).taskId();
        List<String> before = rows();

        assertThat(post(first, envelope(second, "success"))).isEqualTo(200);

        assertThat(rows()).isEqualTo(before);
        assertThat(end(started).failure()).isEmpty();
    }

    private List<String> rows() throws Exception {
        return journal().query("SELECT request_id || state || task_id || called_back_at FROM vidu_task ORDER BY 1");
    }
}

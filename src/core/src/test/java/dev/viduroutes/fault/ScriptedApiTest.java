package dev.viduroutes.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.viduroutes.failure.Billing;
import dev.viduroutes.request.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Answers that only a very odd API gives. */
class ScriptedApiTest extends FaultTest {

    private static final String ACCEPTED = "{\"code\":200,\"message\":\"success\",\"data\":{\"taskId\":\"t-%d\"}}";

    private static final int THREADS = 4;

    private final ScriptedServer api = new ScriptedServer(ScriptedServer.json(500, "{}"));

    @Override
    protected void configure(Properties settings) {
        super.configure(settings);
        settings.setProperty("vidu.api.base-url", api.url());
        settings.setProperty("vidu.api.response-timeout", "500ms");
        settings.setProperty("vidu.api.max-answer-bytes", "64KiB");
        settings.setProperty("vidu.task.timeout", "1s");
        settings.setProperty("vidu.delivery.timeout", "1s");
        settings.setProperty("vidu.threads", Integer.toString(THREADS));
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    /** The two meanings of 403 differ in nothing but the message. */
    @Test
    void aKeyWithoutPermissionMakesRequestsWaitAndForbiddenContentDoesNot() throws Exception {
        List<String> ofContent = List.of(
                "content violates policy",
                "Your prompt has forbidden tokens: content policy",
                "rejected by our safety system; ask for permission");
        for (String message : ofContent) {
            api.script(ScriptedServer.json(403, forbidden(message)));
            assertDead(message, endOf(start("content")), "CONTENT_REFUSED", "content", Billing.NONE);
        }
        api.script(ScriptedServer.json(403, forbidden("API key lacks permission for this model")));
        int before = api.asked().size();
        Future<Outcome> started = start("key");
        await().until(() -> api.asked().size() > before + 1);
        assertThat(started).isNotDone();
        assertThat(log.text()).contains("account blocked: 403 (API key lacks permission for this model)");
    }

    @Test
    void anAnswerWithoutEndIsGivenUpAndFreesItsThread() throws Exception {
        api.script(ScriptedServer.endless("{\"code\":200,\"data\":{\"taskId\":\"".getBytes(StandardCharsets.UTF_8)));
        assertMoreThanThereAreThreadsAreGivenUp("endless");
    }

    @Test
    void anAnswerThatTricklesInForEverIsGivenUpAndFreesItsThread() throws Exception {
        api.script(api.trickling("{\"code\":200,".getBytes(StandardCharsets.UTF_8)));
        assertMoreThanThereAreThreadsAreGivenUp("trickle");
    }

    private void assertMoreThanThereAreThreadsAreGivenUp(String prompt) throws Exception {
        Map<String, Outcome> ended = runAll(IntStream.rangeClosed(0, THREADS)
                .mapToObj(i -> prompt + " " + i)
                .toArray(String[]::new));
        for (Map.Entry<String, Outcome> one : ended.entrySet()) {
            assertDead(one.getKey(), one.getValue(), "SUBMIT_UNCERTAIN", "uncertain", Billing.UNKNOWN);
        }
        assertThat(api.asked()).hasSize(THREADS + 1);
    }

    /** Whatever the API says of the task, it is asked again until that is hopeless, and never submitted again. */
    @Test
    void statusAnswersThatMakeNoSenseNeverLeadToAnotherSubmit() throws Exception {
        List<String> senseless = List.of(
                "null",
                "[]",
                "7",
                "\"\"",
                "{}",
                "{\"code\":\"200\"}",
                "{\"code\":200,\"data\":null}",
                "{\"code\":200,\"data\":[{\"state\":\"success\"}]}",
                "{\"code\":200,\"data\":{\"state\":7}}",
                "{\"code\":200,\"data\":{\"state\":{\"a\":1}}}",
                "{\"code\":99999999999999999999,\"data\":{\"state\":\"failed\"}}",
                "[".repeat(30_000));
        AtomicInteger tasks = new AtomicInteger();
        api.script(exchange -> {
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            boolean post = exchange.getRequestMethod().equals("POST");
            String answer = post
                    ? ACCEPTED.formatted(tasks.getAndIncrement())
                    : senseless.get(Integer.parseInt(query.replace("taskId=t-", "")));
            ScriptedServer.json(200, answer).answer(exchange);
        });

        Map<String, Outcome> ended = runAll(IntStream.range(0, senseless.size())
                .mapToObj(i -> "senseless " + i)
                .toArray(String[]::new));

        for (Outcome outcome : ended.values()) {
            String answer = senseless.get(Integer.parseInt(outcome.taskId().replace("t-", "")));
            assertDead(answer, outcome, "TASK_TIMEOUT", "transient", Billing.UNKNOWN);
            assertThat(outcome.attempts()).isEqualTo(1);
        }
        assertThat(tasks).hasValue(senseless.size());
    }

    /** A submit on a connection that the server closes at that moment may have arrived or not, and nobody would know. */
    @Test
    void aServerThatClosesConnectionsUnannouncedLosesNoSubmit() throws Exception {
        Set<Integer> used = ConcurrentHashMap.newKeySet();
        ScriptedServer.Script refusal = ScriptedServer.json(400, "{\"code\":400,\"message\":\"no\"}");
        api.script(exchange -> {
            if (used.add(exchange.getRemoteAddress().getPort())) {
                refusal.answer(exchange);
            }
        });

        for (int i = 0; i < 5; i++) {
            assertDead("refused", endOf(start("refused " + i)), "REQUEST_REFUSED", "input", Billing.NONE);
        }
        assertThat(used).hasSize(5);
    }

    private static String forbidden(String message) {
        return "{\"code\":403,\"message\":\"" + message + "\",\"data\":null}";
    }
}

package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answer to the call that costs money means. */
class SubmitHandlerTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final InstantSource CLOCK = InstantSource.fixed(TestTasks.THEN);
    private static final long SEED = 20_261_122;

    private final Settings settings = TestSettings.with();
    private final ApiResponses responses = new ApiResponses(CLOCK);
    private final AccountGate account = new AccountGate();
    private final SubmitHandler handler =
            new SubmitHandler(settings, codes(), new Backoff(settings), TestAccounts.with(account), CLOCK);

    private static FailureCodes codes() {
        Properties packaged = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("config", "failures.properties"))) {
            packaged.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new FailureCodes(packaged);
    }

    /** HTTP statuses and envelope codes, and what each pair means. */
    @ParameterizedTest(name = "{0} with code {1} is {2}")
    @CsvSource({
        "200,200,running",
        "201,201,running",
        "200,400,REQUEST_REFUSED",
        "422,422,REQUEST_REFUSED",
        "405,405,REQUEST_REFUSED",
        "403,403,ACCOUNT_BLOCKED",
        "200,403,ACCOUNT_BLOCKED",
        "401,401,ACCOUNT_BLOCKED",
        "402,402,ACCOUNT_BLOCKED",
        "200,402,ACCOUNT_BLOCKED",
        "404,404,ACCOUNT_BLOCKED",
        "429,429,ASKED_TO_WAIT",
        "200,429,ASKED_TO_WAIT",
        "503,503,ASKED_TO_WAIT",
        "500,500,SERVER_ERROR",
        "200,500,SERVER_ERROR",
        "408,408,SUBMIT_UNCERTAIN",
        "501,501,SUBMIT_UNCERTAIN",
        "502,502,SUBMIT_UNCERTAIN",
        "504,504,SUBMIT_UNCERTAIN",
        "520,520,SUBMIT_UNCERTAIN",
        "200,0,SUBMIT_UNCERTAIN",
        "200,-1,SUBMIT_UNCERTAIN",
        "200,302,SUBMIT_UNCERTAIN",
        "200,600,SUBMIT_UNCERTAIN",
        "500,200,SUBMIT_UNCERTAIN",
        "503,200,SUBMIT_UNCERTAIN",
        "429,200,SUBMIT_UNCERTAIN",
        "401,200,SUBMIT_UNCERTAIN"
    })
    void statusAndEnvelopeDecideTogether(int status, int code, String meaning) throws Exception {
        String data = code >= 200 && code < 300 ? "{\"taskId\":\"task_1\"}" : "null";

        assertThat(meaning(submit(status, code, data))).isEqualTo(meaning);
    }

    @Test
    void onlyAnswersThatProveThatThereIsNoTaskAreFollowedByAnotherSubmit() throws Exception {
        Random random = new Random(SEED);
        List<String> withoutTask = List.of("null", "{}", "{\"taskId\":null}", "{\"taskId\":\"\"}", "[]");
        List<String> withTask = List.of("{\"taskId\":\"t\"}", "{\"taskId\":7}", "{\"taskId\":\"a b\"}");
        // What the contract says was not let in: nobody bills for these.
        Set<Integer> proofs = Set.of(401, 402, 403, 404, 429, 500, 503);
        int resubmitted = 0;
        for (int i = 0; i < 20_000; i++) {
            int status = random.nextInt(4) == 0 ? 200 : 200 + random.nextInt(400);
            int code = random.nextInt(3) == 0 ? status : random.nextInt(3) == 0 ? 200 : random.nextInt(700) - 10;
            boolean hasTask = random.nextBoolean();
            List<String> datas = hasTask ? withTask : withoutTask;
            String data = datas.get(random.nextInt(datas.size()));
            if (submit(status, code, data).isToSubmit()) {
                resubmitted++;
                assertThat(proofs)
                        .as("HTTP %s, code %s, data %s; seed %s", status, code, data, SEED)
                        .contains(code < 400 ? status : code);
                assertThat(hasTask)
                        .as("HTTP %s, code %s, data %s; seed %s", status, code, data, SEED)
                        .isFalse();
            }
        }
        assertThat(resubmitted).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\"code\":null,", "\"code\":{},", "\"code\":true,", "\"code\":99999999999999999999,"})
    void aTaskThatIsNamedInAnOddEnvelopeIsAskedAbout(String code) throws Exception {
        JsonNode body = new ObjectMapper().readTree("{" + code + "\"data\":{\"taskId\":\"task_7\"}}");

        Task named = handler.handle(TestTasks.submitting(), responses.answered(200, "", body));
        Task failed = handler.handle(TestTasks.submitting(), responses.answered(502, "", body));

        assertThat(named.isRunning()).isTrue();
        assertThat(named.id()).isEqualTo("task_7");
        assertThat(failed.isAnswerLost()).isTrue();
    }

    @Test
    void whatIsNotTheApisAnswerIsNeverFollowedByAnotherSubmit() {
        for (ApiResponse response : List.of(
                responses.garbled(200),
                responses.garbled(429),
                responses.garbled(503),
                responses.failed(new IOException("reset")),
                responses.answered(503, "1", JSON.createArrayNode()))) {
            Task task = handler.handle(TestTasks.submitting(), response);

            assertThat(meaning(task)).as("%s", response).isEqualTo(Failure.SUBMIT_UNCERTAIN);
            assertThat(task.isToSubmit()).isFalse();
            assertThat(task.history().doubt()).isNotEmpty();
        }
    }

    @Test
    void aCallThatWasNotSentIsTriedAgainForEverAndCountsAsNoSubmit() {
        Task task = handler.handle(TestTasks.submitting(), responses.failed(new ConnectException("refused")));
        for (int i = 0; i < 5_000; i++) {
            task = handler.handle(task.submitting(), responses.failed(new ConnectException("refused")));
        }
        assertThat(task.isToSubmit()).isTrue();
        assertThat(task.submits()).isZero();
        assertThat(task.pause()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "[]",
                "\"task_1\"",
                "{\"taskId\":null}",
                "{\"taskId\":\"\"}",
                "{\"taskId\":\" \"}",
                "{\"taskId\":{\"id\":1}}",
                "{\"taskId\":[\"a\"]}",
                "{\"taskId\":true}",
                "{\"taskId\":\"a b\"}",
                "{\"taskId\":\"a\\nb\"}",
                "{\"taskId\":\"größe\"}",
                "{\"taskid\":\"t\"}"
            })
    void successWithoutAUsableTaskIdIsUncertain(String data) throws Exception {
        assertThat(meaning(submit(200, 200, data))).isEqualTo(Failure.SUBMIT_UNCERTAIN);
    }

    @Test
    void aTaskIdMayHave256CharactersAndNoMore() throws Exception {
        String id = "x".repeat(256);

        assertThat(submit(200, 200, "{\"taskId\":\"" + id + "\"}").id()).isEqualTo(id);
        assertThat(meaning(submit(200, 200, "{\"taskId\":\"" + id + "x\"}"))).isEqualTo(Failure.SUBMIT_UNCERTAIN);
    }

    @Test
    void anAcceptedTaskIsKnownByItsId() throws Exception {
        Task task = submit(200, 200, "{\"taskId\":\"task_1\"}");

        assertThat(task.id()).isEqualTo("task_1");
        assertThat(task.acceptedAt()).isEqualTo(TestTasks.THEN);
    }

    @Test
    void aRetryAfterIsHonoured() throws Exception {
        ApiResponse response = responses.answered(429, "1800", JSON.readTree("{\"code\":429}"));

        assertThat(handler.handle(TestTasks.submitting(), response).pause()).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void aServerThatKeepsFailingIsLeftAfterTheConfiguredAttempts() throws Exception {
        ApiResponse failing = responses.answered(500, "", JSON.readTree("{\"code\":500}"));
        Task task = TestTasks.submitting();
        for (int i = 1; i < 20; i++) {
            task = handler.handle(task, failing);
            assertThat(task.isToSubmit()).as("after %s answers", i).isTrue();
        }
        task = handler.handle(task, failing);

        assertThat(meaning(task)).isEqualTo(Failure.API_ERROR);
        assertThat(task.failure().orElseThrow().billing()).isEqualTo(Billing.NONE);
    }

    /** Where the contract, the vendor and its upstream may put a code, and what it then means. */
    @ParameterizedTest(name = "HTTP {0}: {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "400|{'code':400,'message':'CreationPolicyViolation'}|CreationPolicyViolation content",
                "400|{'code':400,'message':'no','data':{'error':'creationpolicyviolation'}}|CreationPolicyViolation content",
                "400|{'code':400,'message':'no','data':{'error':'rejected (AuditSubmitIllegal), see the docs'}}|AuditSubmitIllegal content",
                "400|{'code':400,'message':'no','data':{'failCode':'TaskPromptPolicyViolation'}}|TaskPromptPolicyViolation content",
                "400|{'code':400,'message':'no','data':{'error':{'code':'NSFW','message':'no'}}}|NSFW content",
                "422|{'code':422,'message':'your prompt is NSFW.'}|NSFW content",
                "200|{'code':400,'message':'CONTENT_VIOLATION'}|CONTENT_VIOLATION content",
                "403|{'code':403,'message':'SensitiveContentDetected'}|SensitiveContentDetected content",
                "400|{'code':'CreationPolicyViolation','message':'no'}|CreationPolicyViolation content",
                "400|{'error':{'code':'FieldInvalid','message':'no'}}|FieldInvalid input",
                "400|{'code':400,'message':'FieldInvalid: images[0]'}|FieldInvalid input",
                "400|{'code':400,'message':'IMAGEFORMATINVALID'}|ImageFormatInvalid input",
                "404|{'code':404,'message':'UserCancelled'}|UserCancelled input",
                "400|{'code':400,'message':'CreditInsufficient'}|ACCOUNT_BLOCKED",
                "403|{'code':403,'message':'','data':{'error':'CreditInsufficient'}}|ACCOUNT_BLOCKED",
                "429|{'code':429,'message':'CreditInsufficient'}|ACCOUNT_BLOCKED",
                "400|{'code':'CreditInsufficient'}|ACCOUNT_BLOCKED",
                "401|{'code':401,'message':'FieldInvalid: key'}|ACCOUNT_BLOCKED",
                "402|{'code':402,'message':'content policy: FieldInvalid'}|ACCOUNT_BLOCKED",
                "400|{'code':400,'message':'SystemThrottling'}|ASKED_TO_WAIT",
                "400|{'code':400,'message':'no','data':{'error':'quotaexceeded'}}|ASKED_TO_WAIT",
                "403|{'code':403,'message':'OperationInProcess'}|ASKED_TO_WAIT",
                "404|{'code':404,'message':'ModelUnavailable'}|ASKED_TO_WAIT",
                "400|{'code':'TooManyRequests'}|ASKED_TO_WAIT",
                // No code, or only a part of another word.
                "400|{'code':400,'message':'SOMETHING_NEW'}|REQUEST_REFUSED input",
                "400|{'code':400,'message':'FieldInvalidFormat and XFieldInvalid'}|REQUEST_REFUSED input",
                "400|{'code':400,'message':'QuotaExceeded_v2, my_QuotaExceeded, non-NSFW, NSFW-free'}|REQUEST_REFUSED input",
                "400|{'code':400,'message':'default'}|REQUEST_REFUSED input",
                "400|{'code':'SOMETHING_NEW'}|SUBMIT_UNCERTAIN",
                // What servers in trouble say: refused for good is refused for good, and all else as without a code.
                "500|{'code':500,'message':'CreationPolicyViolation'}|CreationPolicyViolation content",
                "503|{'code':503,'message':'upstream: FieldInvalid'}|FieldInvalid input",
                "500|{'code':500,'message':'CreditInsufficient'}|ACCOUNT_BLOCKED",
                "500|{'code':500,'message':'InternalServiceFailure'}|SERVER_ERROR",
                "503|{'code':503,'message':'ModelUnavailable'}|ASKED_TO_WAIT",
                "500|{'code':500,'message':'the NSFW filter is down'}|SERVER_ERROR",
                "503|{'code':503,'message':'our NSFW filter is down'}|ASKED_TO_WAIT",
                // What proves nothing.
                "502|{'code':502,'message':'ModelUnavailable'}|SUBMIT_UNCERTAIN",
                "504|{'code':504,'message':'CreationPolicyViolation'}|SUBMIT_UNCERTAIN",
                "408|{'code':408,'message':'SystemThrottling'}|SUBMIT_UNCERTAIN",
                "200|{'code':'SystemThrottling'}|SUBMIT_UNCERTAIN",
                "500|{'code':'SystemThrottling'}|SUBMIT_UNCERTAIN",
                "400|{'code':200,'message':'CreditInsufficient'}|SUBMIT_UNCERTAIN",
                "400|{'code':400,'message':'SystemThrottling','data':{'taskId':'t'}}|SUBMIT_UNCERTAIN",
                "400|{'code':'SystemThrottling','data':{'taskId':'t'}}|SUBMIT_UNCERTAIN",
                "400|{'code':'SystemThrottling','taskId':7}|SUBMIT_UNCERTAIN",
            })
    void aRefusalThatNamesAKnownCodeIsTreatedByItsClass(int status, String answer, String meaning) throws Exception {
        JsonNode body = JSON.readTree(answer.replace('\'', '"'));
        Task task = handler.handle(TestTasks.submitting(), responses.answered(status, "", body));

        assertThat(meaning(task)
                        + task.failure()
                                .filter(failure -> !failure.code().startsWith("SUBMIT"))
                                .map(failure -> " " + failure.kind().word())
                                .orElse(""))
                .isEqualTo(meaning);
        assertThat(account.isShut()).isEqualTo(meaning.equals("ACCOUNT_BLOCKED"));
        assertThat(task.failure().map(Failure::billing).orElse(Billing.NONE)).isEqualTo(Billing.NONE);
    }

    /** A prompt that the API quotes must not hold up the requests of others, nor its own for ever. */
    @ParameterizedTest
    @CsvSource({
        "CreditInsufficient,REQUEST_REFUSED",
        "systemthrottling,REQUEST_REFUSED",
        "FieldInvalid,FieldInvalid",
        "nsfw,NSFW"
    })
    void aCodeThatTheRequestItselfHoldsIsTheApisOnlyIfItEndsTheRequestAlone(String word, String meaning) {
        ObjectNode body = JSON.createObjectNode()
                .put("code", 400)
                .put("message", "the prompt \"a " + word + " fox\" is too short");
        Task asked = TestTasks.submitting("a " + word + " fox");

        assertThat(meaning(handler.handle(asked, responses.answered(400, "", body))))
                .isEqualTo(meaning);
    }

    @Test
    void aRefusalForSystemThrottlingIsTriedAgainForEver() throws Exception {
        ApiResponse throttled =
                responses.answered(400, "", JSON.readTree("{\"code\":400,\"message\":\"SystemThrottling\"}"));
        Task task = TestTasks.submitting();
        for (int i = 0; i < 5_000; i++) {
            task = handler.handle(task, throttled);
        }
        assertThat(task.isToSubmit()).isTrue();
    }

    @Test
    void aBlockedAccountIsToldWithWhatTheApiSaidInEitherPlace() throws Exception {
        String body = "{\"code\":403,\"message\":\"Forbidden\",\"data\":{\"error\":\"IP 203.0.113.7 is not allowed\"}}";

        Task task = handler.handle(TestTasks.submitting(), responses.answered(403, "", JSON.readTree(body)));

        assertThat(task.trouble()).isEqualTo("account blocked: 403 (Forbidden: IP 203.0.113.7 is not allowed)");
    }

    private Task submit(int status, int code, String data) throws JsonProcessingException {
        String body = "{\"code\":%d,\"message\":\"said\",\"data\":%s}".formatted(code, data);
        return handler.handle(TestTasks.submitting(), responses.answered(status, "", JSON.readTree(body)));
    }

    private static String meaning(Task task) {
        if (task.isRunning()) {
            return "running";
        }
        if (task.isAnswerLost()) {
            return Failure.SUBMIT_UNCERTAIN;
        }
        for (RetryReason sort : RetryReason.values()) {
            if (sort != RetryReason.NONE && task.retries(sort) > 0) {
                return sort.name();
            }
        }
        return task.failure().map(Failure::code).orElse("nothing");
    }
}

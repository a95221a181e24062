package dev.viduroutes.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.limits.AccountGate;
import dev.viduroutes.limits.TaskEndListener;
import dev.viduroutes.limits.TestAccounts;
import dev.viduroutes.request.RetryReason;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskState;
import dev.viduroutes.request.TestTasks;
import dev.viduroutes.settings.Settings;
import dev.viduroutes.settings.TestSettings;
import dev.viduroutes.time.Backoff;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the answer to a status call means. */
class StatusHandlerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings = TestSettings.with();
    private Instant now = TestTasks.THEN;
    private final ApiResponses responses = new ApiResponses(() -> now);
    private final AccountGate account = new AccountGate();
    private final List<String> told = new ArrayList<>();
    private final TaskEndListener ends = new TaskEndListener() {
        @Override
        public void ended(Task task, Optional<Duration> took) {
            told.add("ended " + task.id() + " after " + took.map(Duration::toMillis));
        }

        @Override
        public void leave(Task task) {
            told.add("left " + task.id());
        }
    };
    private final StatusHandler handler =
            new StatusHandler(settings, codes(), new Backoff(settings), TestAccounts.with(account), ends, () -> now);

    private static FailureCodes codes() {
        Properties codes = new Properties();
        codes.setProperty("NSFW", "content");
        codes.setProperty("GENERATION_FAILED", "transient");
        codes.setProperty("INSUFFICIENT_CREDITS", "account");
        codes.setProperty("default", "input");
        return new FailureCodes(codes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"pending\"}",
                "{\"state\":\"processing\"}",
                "{\"state\":\"paused\"}",
                "{\"state\":\"SUCCESS\"}",
                "{\"state\":null}",
                "{\"state\":{}}",
                "{\"state\":7}",
                "{\"state\":[\"success\"]}",
                "{}",
                "null",
                "[]",
                "7"
            })
    void whatIsNoEndIsNone(String data) throws Exception {
        Task task = data(data);

        assertThat(task.isRunning()).isTrue();
        assertThat(task.pause()).isEqualTo(Duration.ZERO);
    }

    @ParameterizedTest
    @CsvSource({
        "401,ACCOUNT_BLOCKED",
        "402,ACCOUNT_BLOCKED",
        "403,ACCOUNT_BLOCKED",
        "429,ASKED_TO_WAIT",
        "500,SERVER_ERROR",
        "503,SERVER_ERROR",
        "400,SERVER_ERROR",
        "302,SERVER_ERROR",
        "0,SERVER_ERROR",
        "404,NOT_FOUND"
    })
    void troubleWithTheQuestionSaysNothingAboutTheTask(int code, RetryReason sort) throws Exception {
        Task task = handler.handle(TestTasks.running(), envelope(code));

        assertThat(task.isRunning()).isTrue();
        assertThat(task.retries(sort)).isOne();
        assertThat(task.id()).isEqualTo("task_9");
        assertThat(task.pause()).isPositive();
    }

    @Test
    void noAnswerAndAForeignAnswerSayNothingAboutTheTask() {
        Task unanswered = handler.handle(TestTasks.running(), responses.failed(new IOException("x")));
        Task foreign = handler.handle(TestTasks.running(), responses.garbled(404));

        assertThat(unanswered.retries(RetryReason.NETWORK)).isOne();
        assertThat(foreign.retries(RetryReason.SERVER_ERROR)).isOne();
    }

    @Test
    void aTaskThatIsNotKnownFiveTimesInARowIsLost() throws Exception {
        Task task = TestTasks.running();
        for (int i = 0; i < 4; i++) {
            task = handler.handle(task, envelope(404));
            assertThat(task.isRunning()).isTrue();
        }
        assertThat(ending(handler.handle(task, envelope(404)))).isEqualTo(Failure.TASK_NOT_FOUND);
        Task interrupted = handler.handle(task, responses.failed(new IOException("x")));
        assertThat(handler.handle(interrupted, envelope(404)).isRunning()).isTrue();
    }

    @Test
    void anEndThatIsKnownIsNoNewsWhenFreshUrlsAreAskedFor() {
        Task renewed = success(TestTasks.running(), "{\"resultUrls\":[\"https://a/1.mp4\"]}")
                .renewing("the URL is too old", Duration.ZERO);
        told.clear();
        now = now.plus(Duration.ofHours(3));

        success(renewed, "{\"resultUrls\":[\"https://a/2.mp4\"]}");

        assertThat(told).containsExactly("left task_9");
    }

    @Test
    void aResultIsParsedASecondTime() {
        Task task =
                success(TestTasks.running(), "{\"resultUrls\":[\"https://a/1.mp4\",\"https://a/2.mp4\"],\"more\":{}}");

        assertThat(task.isToDeliver()).isTrue();
        assertThat(task.result().urls()).containsExactly("https://a/1.mp4", "https://a/2.mp4");
        assertThat(task.result().endedAt()).isEqualTo(TestTasks.THEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "not json",
                "{\"resultUrls\":",
                "{\"resultUrls\":null}",
                "{\"resultUrls\":[]}",
                "{\"resultUrls\":\"https://a/1.mp4\"}",
                "{\"resultUrls\":[null]}",
                "{\"resultUrls\":[7]}",
                "{\"resultUrls\":[\"\"]}",
                "{\"resultUrls\":[{\"url\":\"https://a/1.mp4\"}]}",
                "{\"resultUrls\":[\"https://a/1.mp4\",null]}"
            })
    void successWithoutUsableUrlsIsAskedAgainAndThenInvalid(String resultJson) {
        Task task = TestTasks.running();
        for (int i = 0; i < 4; i++) {
            task = success(task, resultJson);
            assertThat(task.isRunning()).as("after answer %s", i + 1).isTrue();
        }
        task = success(task, resultJson);

        assertThat(ending(task)).isEqualTo(Failure.INVALID_RESULT);
        assertThat(task.failure().orElseThrow().billing()).isEqualTo(Billing.BILLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"success\"}",
                "{\"state\":\"success\",\"resultJson\":null}",
                "{\"state\":\"success\",\"resultJson\":7}",
                "{\"state\":\"success\",\"resultJson\":{\"resultUrls\":[\"https://a\"]}}"
            })
    void aResultThatIsNoTextIsInvalidAndNoDefect(String data) throws Exception {
        assertThat(data(data).retries(RetryReason.INVALID_RESULT)).isOne();
    }

    @Test
    void resultsThatAreTooManyOrTooDeepAreInvalid() {
        assertThat(success(TestTasks.running(), urls(100)).result().urls()).hasSize(100);
        for (String hostile : new String[] {urls(101), urls(1_000), "[".repeat(50_000)}) {
            assertThat(success(TestTasks.running(), hostile).retries(RetryReason.INVALID_RESULT))
                    .isOne();
        }
    }

    private static String urls(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"https://a/" + i + ".mp4\"")
                .collect(Collectors.joining(",", "{\"resultUrls\":[", "]}"));
    }

    @ParameterizedTest
    @CsvSource({
        "NSFW,NSFW,false",
        "nsfw,nsfw,false",
        "NEW_CODE,NEW_CODE,false",
        "GENERATION_FAILED,,true",
        "INSUFFICIENT_CREDITS,,true"
    })
    void aFailCodeDecidesWhetherANewTaskIsMade(String failCode, String ending, boolean again) throws Exception {
        Task task = failedWith(TestTasks.running(), failCode);

        assertThat(task.isToSubmit()).isEqualTo(again);
        assertThat(task.failure().map(Failure::code).orElse(null)).isEqualTo(ending);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"state\":\"failed\"}",
                "{\"state\":\"failed\",\"failCode\":null,\"failMsg\":null}",
                "{\"state\":\"failed\",\"failCode\":\"\",\"failMsg\":\"\"}",
                "{\"state\":\"failed\",\"failCode\":{},\"failMsg\":[]}"
            })
    void aFailureWithoutACodeIsUnknown(String data) throws Exception {
        Task task = data(data);

        assertThat(ending(task)).isEqualTo("UNKNOWN");
        assertThat(task.failure().orElseThrow().message()).isNotEqualTo("null");
    }

    @Test
    void aTransientFailureIsReplacedTwiceAndAFailureOfTheAccountForEver() throws Exception {
        Task task = TestTasks.running();
        for (int i = 0; i < 2; i++) {
            task = accepted(failedWith(task, "GENERATION_FAILED"));
        }
        assertThat(ending(failedWith(task, "GENERATION_FAILED"))).isEqualTo("GENERATION_FAILED");
        for (int i = 0; i < 50; i++) {
            task = failedWith(task, "INSUFFICIENT_CREDITS");
            assertThat(task.state()).isEqualTo(TaskState.RECEIVED);
            assertThat(account.isShut()).isTrue();
            account.open();
            task = accepted(task);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'state':'failed','createTime':1000,'completeTime':91000,'costTime':80000} | Optional[90000]",
                "{'state':'failed','costTime':80000} | Optional[80000]",
                "{'state':'failed','createTime':91000,'completeTime':1000} | Optional.empty",
                "{'state':'failed','costTime':-1} | Optional.empty",
                "{'state':'failed','costTime':'long'} | Optional.empty",
                "{'state':'success','resultJson':'{\"resultUrls\":[\"https://a/b\"]}','costTime':5} | Optional[5]"
            })
    void whatEndedTellsHowLongItTook(String data, String took) throws Exception {
        data(data.replace("\"", "\\\"").replace('\'', '"'));

        assertThat(told).containsExactly("ended task_9 after " + took);
    }

    @Test
    void aTaskThatIsGivenUpTeachesNothing() throws Exception {
        now = now.plus(Duration.ofDays(9));
        data("{\"state\":\"processing\"}");

        assertThat(told).containsExactly("left task_9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GENERATION_FAILED", "INSUFFICIENT_CREDITS"})
    void aFailedTaskThatTodaysRulesForbidIsNotReplaced(String code) throws Exception {
        assertThat(ending(failedWith(TestTasks.forbidden(), code))).isEqualTo(code);
    }

    @Test
    void aTaskThatIsAskedAboutForItsResultOnlyIsNotReplacedAndGetsItsPatienceAnew() throws Exception {
        now = now.plus(Duration.ofDays(1));
        Task putBack = TestTasks.fetching(now);

        assertThat(ending(failedWith(putBack, "GENERATION_FAILED"))).isEqualTo("GENERATION_FAILED");
        assertThat(ending(failedWith(putBack, "INSUFFICIENT_CREDITS"))).isEqualTo("INSUFFICIENT_CREDITS");
        assertThat(handler.handle(putBack, answered("{\"state\":\"processing\"}"))
                        .isRunning())
                .isTrue();
    }

    private Task accepted(Task task) {
        return task.submitting().accepted("next", now);
    }

    @Test
    void aTaskThatRunsTooLongIsGivenUpButUnknownIsNotTooLong() throws Exception {
        now = now.plus(Duration.ofMinutes(30));

        assertThat(ending(data("{\"state\":\"processing\"}"))).isEqualTo(Failure.TASK_TIMEOUT);
        assertThat(handler.handle(TestTasks.running(), responses.failed(new IOException("x")))
                        .isRunning())
                .isTrue();
        assertThat(success(TestTasks.running(), urls(1)).isToDeliver()).isTrue();
    }

    private Task failedWith(Task task, String code) throws JsonProcessingException {
        return handler.handle(task, answered("{\"state\":\"failed\",\"failCode\":\"" + code + "\"}"));
    }

    private Task success(Task task, String resultJson) {
        ObjectNode body = JSON.createObjectNode().put("code", 200);
        body.putObject("data").put("state", "success").put("resultJson", resultJson);
        return handler.handle(task, responses.answered(200, "", body));
    }

    private Task data(String data) throws JsonProcessingException {
        return handler.handle(TestTasks.running(), answered(data));
    }

    private ApiResponse answered(String data) throws JsonProcessingException {
        return responses.answered(200, "", JSON.readTree("{\"code\":200,\"data\":" + data + "}"));
    }

    private ApiResponse envelope(int code) throws JsonProcessingException {
        return responses.answered(200, "", JSON.readTree("{\"code\":" + code + "}"));
    }

    private static String ending(Task task) {
        return task.failure().map(Failure::code).orElse("none: " + task.state());
    }
}

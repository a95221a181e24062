package dev.viduroutes.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.viduroutes.callback.CallbackUrls;
import dev.viduroutes.failure.Billing;
import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.FailureClass;
import dev.viduroutes.failure.FailureCodes;
import dev.viduroutes.pace.AccountGate;
import dev.viduroutes.pace.Backoff;
import dev.viduroutes.pace.TaskEnds;
import dev.viduroutes.request.Setback;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the answer to a status call means. Trouble while asking says nothing about the task: unknown is not failed. */
public final class StatusReader {

    private static final int MOST_RESULTS = 100;

    private final Settings settings;
    private final FailureCodes codes;
    private final Backoff backoff;
    private final AccountGate account;
    private final TaskEnds ends;
    private final InstantSource clock;
    private final ObjectMapper json = new ObjectMapper();

    public StatusReader(
            Settings settings,
            FailureCodes codes,
            Backoff backoff,
            AccountGate account,
            TaskEnds ends,
            InstantSource clock) {
        this.settings = settings;
        this.codes = codes;
        this.backoff = backoff;
        this.account = account;
        this.ends = ends;
        this.clock = clock;
    }

    /** @return the task as the reply leaves it */
    public Task read(Task task, Reply reply) {
        if (!(reply instanceof Reply.Answered answered)) {
            Setback sort = reply instanceof Reply.Garbled ? Setback.SERVER_ERROR : Setback.NETWORK;
            return unknown(task, sort, reply.summary(), Duration.ZERO);
        }
        if (answered.code() == 404) {
            return notFound(task, answered);
        }
        if (answered.code() == 401 || answered.code() == 402 || answered.code() == 403) {
            // The account is concerned, not the task; while it is blocked, no task grows too old.
            return task.setBack(
                    Setback.ACCOUNT_BLOCKED,
                    "account blocked: " + answered.code() + " (" + answered.message() + ")",
                    settings.retry().accountInterval());
        }
        if (answered.code() < 200 || answered.code() >= 300) {
            Setback sort = answered.code() == 429 ? Setback.ASKED_TO_WAIT : Setback.SERVER_ERROR;
            return unknown(task, sort, answered.code() + " (" + answered.message() + ")", answered.retryAfter());
        }
        JsonNode data = answered.data();
        return switch (data.path("state").asText()) {
            case "success" -> succeeded(task, data);
            case "failed" -> failed(task, data);
            // A state that the contract does not know is not an end.
            default -> stillRunning(task.stillRunning());
        };
    }

    private Task unknown(Task task, Setback sort, String why, Duration asked) {
        Task later = task.setBack(sort, why, backoff.after(task.setbacks(), asked));
        // As long as a result could still be fetched, not knowing is no reason to give up.
        Duration hopeless =
                settings.poll().taskTimeout().plus(settings.delivery().timeout());
        return age(task).compareTo(hopeless) < 0 ? later : tooOld(later, hopeless);
    }

    private Task notFound(Task task, Reply.Answered answer) {
        int times = task.setbacks(Setback.NOT_FOUND) + 1;
        if (times < settings.poll().notFoundLimit()) {
            return unknown(task, Setback.NOT_FOUND, "404 (" + answer.message() + ")", Duration.ZERO);
        }
        String message = "the API answered 404 to " + times + " status calls in a row";
        return givenUp(task, Failure.TASK_NOT_FOUND, message, FailureClass.TRANSIENT, Billing.UNKNOWN);
    }

    private Task succeeded(Task task, JsonNode data) {
        try {
            // The contract has JSON inside of a JSON string.
            JsonNode result = json.readTree(data.path("resultJson").asText());
            List<String> urls = new ArrayList<>();
            result.path("resultUrls").forEach(url -> urls.add(url.isTextual() ? url.textValue() : ""));
            if (!urls.isEmpty() && !urls.contains("") && urls.size() <= MOST_RESULTS) {
                tellEnd(task, data);
                return task.succeeded(urls, clock.instant());
            }
        } catch (JsonProcessingException notJson) {
            // falls through to the same message
        }
        return invalidResult(task);
    }

    /** Asked again before it counts: an answer may be served before its result is complete. */
    private Task invalidResult(Task task) {
        if (task.setbacks(Setback.INVALID_RESULT) + 1 < settings.delivery().attempts()) {
            return unknown(task, Setback.INVALID_RESULT, "success without usable resultUrls", Duration.ZERO);
        }
        String message = "the task ended in success, but its resultJson holds no list of 1 to 100 resultUrls";
        return givenUp(task, Failure.INVALID_RESULT, message, FailureClass.DELIVERY, Billing.BILLED);
    }

    private Task failed(Task task, JsonNode data) {
        String named =
                Failure.shortened(CallbackUrls.hidden(data.path("failCode").asText("")), 100);
        tellEnd(task, data);
        String code = named.isBlank() ? "UNKNOWN" : named;
        String message =
                Failure.shortened(CallbackUrls.hidden(data.path("failMsg").asText("")), 1_000);
        FailureClass kind = codes.of(code);
        if (task.isForResultOnly()) {
            return failed(task, code, message, kind, Billing.UNKNOWN);
        }
        if (kind == FailureClass.ACCOUNT) {
            account.block(code);
            return task.againUncounted(code, "account blocked: " + code, Duration.ZERO, clock.instant());
        }
        if (kind == FailureClass.TRANSIENT
                && task.failedTasks() < settings.retry().failedTasks()) {
            return task.again(code, code, backoff.after(task.failedTasks()), clock.instant());
        }
        return failed(task, code, message, kind, Billing.UNKNOWN);
    }

    /** The end of a task whose result is only asked for again is no news, and nothing is learned from it. */
    private void tellEnd(Task task, JsonNode data) {
        if (task.endedAt().equals(Instant.EPOCH)) {
            ends.ended(task, took(data));
        } else {
            ends.leave(task);
        }
    }

    private Task stillRunning(Task task) {
        Duration longest = settings.poll().taskTimeout();
        return age(task).compareTo(longest) < 0 ? task : tooOld(task, longest);
    }

    private Duration age(Task task) {
        return task.waitedSince(task.acceptedAt(), clock.instant());
    }

    private Task tooOld(Task task, Duration longest) {
        String message = "the end of the task is not known after " + longest.toSeconds() + " s (vidu.task.timeout)"
                + (task.trouble().isEmpty() ? "; it is still running" : "; last: " + task.trouble());
        return givenUp(task, Failure.TASK_TIMEOUT, message, FailureClass.TRANSIENT, Billing.UNKNOWN);
    }

    private Task givenUp(Task task, String code, String message, FailureClass kind, Billing billing) {
        ends.leave(task);
        // It ended well once, and is billed, whatever is heard of it now.
        boolean billed = !task.endedAt().equals(Instant.EPOCH);
        return failed(task, code, message, kind, billed ? Billing.BILLED : billing);
    }

    private Task failed(Task task, String code, String message, FailureClass kind, Billing billing) {
        return task.failed(new Failure(code, message, kind, billing), clock.instant());
    }

    /** By the server's own clock, from acceptance to end, or as it says; the contract has both in milliseconds. */
    private static Optional<Duration> took(JsonNode data) {
        long created = data.path("createTime").asLong();
        long completed = data.path("completeTime").asLong();
        long millis = created > 0 && completed > created
                ? completed - created
                : data.path("costTime").asLong();
        return millis > 0 ? Optional.of(Duration.ofMillis(millis)) : Optional.empty();
    }
}

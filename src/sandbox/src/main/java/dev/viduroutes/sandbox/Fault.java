package dev.viduroutes.sandbox;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Every fault that the sandbox makes on request, as a word {@code sandbox:<name>[=<value>][x<N>]} in a prompt. The only
 * place that lists them: the parser, the help page and the tests read this table.
 */
enum Fault {
    FAIL("fail", FaultValue.CODE, "the task ends failed with this code; N counts accepted tasks"),
    SUBMIT(
            "submit",
            FaultValue.SUBMIT_STATUS,
            "the POST is answered with this status: 400-404, 429, 500, 503 by the API, nothing accepted;"
                    + " 408, 502, 504, 520-527 as a proxy's HTML page AFTER the task was accepted;"
                    + " 403-ip, 403-key, 403-content say so, 400-FieldInvalid has that code in data.error"),
    SUBMIT_HTML("submit-html", FaultValue.STATUS, "the POST is answered with an HTML page; nothing accepted"),
    ENVELOPE("envelope", FaultValue.ENVELOPE_CODE, "HTTP 200 whose envelope has this code; nothing accepted"),
    LOST("lost", FaultValue.NONE, "accepted, then the connection is closed without an answer"),
    HANG("hang", FaultValue.NONE, "accepted, never answered: the connection is held for 10 real minutes"),
    HTML("html", FaultValue.NONE, "accepted, answered 200 with an HTML page"),
    GARBAGE("garbage", FaultValue.NONE, "accepted, answered 200 with JSON that breaks off before the task id"),
    NO_TASK_ID("no-task-id", FaultValue.NONE, "accepted, answered 200 without a task id"),
    HUGE_ANSWER("huge-answer", FaultValue.NONE, "accepted, answered with 64 MiB of JSON; the task id comes last"),

    STATUS("status", FaultValue.STATUS, "the status call is answered with this status, as API or proxy would"),
    STATUS_LOST("status-lost", FaultValue.NONE, "the status call's connection is closed without an answer"),
    STATUS_HTML("status-html", FaultValue.NONE, "the status call is answered 200 with an HTML page"),
    STATUS_404("status-404", FaultValue.NONE, "the status call does not find the task"),
    STATE("state", FaultValue.WORD, "the status call reports this state"),

    SLOW("slow", FaultValue.OPTIONAL_DURATION, "the task takes that much longer, 60s if not said (unscaled)"),
    FAST("fast", FaultValue.NONE, "the task takes 1 s (unscaled)"),
    NEVER("never", FaultValue.NONE, "the task never ends and keeps its place among the concurrent tasks"),

    RESULTS("results", FaultValue.COUNT, "the task has n result files, each with other bytes (1 to 99)"),
    TWO_RESULTS("two-results", FaultValue.NONE, "the same as results=2"),
    NO_RESULTS("no-results", FaultValue.NONE, "success with an empty list of result URLs"),
    BAD_RESULT_JSON("bad-result-json", FaultValue.NONE, "success with a resultJson that is not JSON"),
    RESULT_URL("result-url", FaultValue.URL, "success with exactly this result URL"),
    SIZE("size", FaultValue.MEGABYTES, "the file is padded to n x 1,048,576 bytes (1 to 1999 MB)"),
    EXPIRED("expired", FaultValue.OPTIONAL_ALWAYS, "answers carry expired URLs; x1 if not said"),

    DOWNLOAD("download", FaultValue.STATUS, "the download is answered with this status"),
    TRUNCATED("truncated", FaultValue.NONE, "the download breaks off in the middle"),
    NOT_VIDEO("not-video", FaultValue.NONE, "the download is answered 200 with an HTML page"),
    EMPTY("empty", FaultValue.NONE, "the download is answered 200 with zero bytes"),
    REDIRECT("redirect", FaultValue.OPTIONAL_URL, "the download is answered 302; to the file itself if not said"),

    NO_CALLBACK("no-callback", FaultValue.NONE, "the callback is lost"),
    CALLBACK(
            "callback",
            FaultValue.CALLBACK,
            "twice: sent two times; early: sent before the answer to the POST; late: 60 s after the end (unscaled)");

    /** Faults of the POST, of which the first that is due decides the answer. */
    static final Set<Fault> OF_SUBMIT = Set.copyOf(EnumSet.range(SUBMIT, HUGE_ANSWER));
    /** Faults of the status call, of which the first that is due decides the answer. */
    static final Set<Fault> OF_STATUS = Set.copyOf(EnumSet.range(STATUS, STATE));
    /** Faults of the download, of which the first that is due decides the answer. */
    static final Set<Fault> OF_DOWNLOAD = Set.copyOf(EnumSet.range(DOWNLOAD, REDIRECT));

    private final String word;
    private final FaultValue value;
    private final String meaning;

    Fault(String word, FaultValue value, String meaning) {
        this.word = word;
        this.value = value;
        this.meaning = meaning;
    }

    static Optional<Fault> named(String word) {
        return Arrays.stream(values()).filter(fault -> fault.word.equals(word)).findFirst();
    }

    /** @return the table for people, one fault a line */
    static String table() {
        return Arrays.stream(values()).map(Fault::line).collect(Collectors.joining("\n"));
    }

    String word() {
        return word;
    }

    FaultValue value() {
        return value;
    }

    private String line() {
        String times = value.isUrl() ? "" : "[xN]";
        return String.format(Locale.ROOT, "  %-34s %s", "sandbox:" + word + value.syntax() + times, meaning);
    }
}

package dev.viduroutes.demo;

import dev.viduroutes.request.Outcome;
import dev.viduroutes.request.Source;
import dev.viduroutes.request.Task;
import dev.viduroutes.request.TaskListener;
import dev.viduroutes.request.Video;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Shows how requests get on, a line each. On a terminal the lines stay in place and move on; elsewhere each change is
 * printed once.
 */
final class LiveBoard implements TaskListener {

    private static final String UP = "\033[%dA";
    private static final String CLEAR_LINE = "\033[2K";
    /** Longer lines would wrap, and then "one line up" is not one request up. */
    private static final int COLUMNS = Integer.getInteger("vidu.sandbox.columns", 79);

    private final PrintStream out;
    private final boolean terminal;
    private long startNanos = System.nanoTime();
    private final Map<String, BoardRow> rows = new LinkedHashMap<>();
    private int drawn;

    LiveBoard(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** The clock of the board starts now. */
    synchronized void begin() {
        startNanos = System.nanoTime();
    }

    synchronized void say(String line) {
        out.println(line);
        drawn = 0;
    }

    @Override
    public synchronized void stepped(Task task) {
        if (task.isOpen()) {
            BoardRow row = row(task.request().source(), task.request().id());
            row.enter(stage(task), detail(task, row), secondsSinceBegin());
            show(row);
        }
    }

    @Override
    public synchronized void settled(Outcome outcome) {
        BoardRow row = row(outcome.source(), outcome.requestId());
        row.end(outcome);
        row.enter(outcome.isStored() ? "stored" : "refused", result(outcome), secondsSinceBegin());
        show(row);
        notifyAll();
    }

    /** A file has a name, and so has a row of one; a message's own id tells people nothing. */
    private BoardRow row(Source source, String requestId) {
        boolean named = source.isFile() || source.isRow();
        return rows.computeIfAbsent(named ? source.name() : requestId, BoardRow::new);
    }

    /** @return whether each of these requests ended as expected within the time */
    synchronized boolean await(Map<String, String> expected, Duration patience) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + patience.toNanos();
        while (!expected.keySet().stream().allMatch(name -> outcome(name).isPresent())) {
            long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return expected.entrySet().stream().allMatch(entry -> entry.getValue().equals(ending(entry.getKey())));
    }

    synchronized void summary(Map<String, String> expected) {
        say("");
        say(String.format(Locale.ROOT, "  %-32s %-17s %7s  %s", "request", "outcome", "seconds", "object or reason"));
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            String ending = ending(entry.getKey());
            BoardRow row = rows.getOrDefault(entry.getKey(), new BoardRow(entry.getKey()));
            String mark = ending.equals(entry.getValue()) ? " " : "!";
            say(String.format(
                    Locale.ROOT,
                    "%s %-32s %-17s %7.1f  %s",
                    mark,
                    entry.getKey(),
                    ending,
                    row.seconds(),
                    row.detail()));
        }
        say("");
        rows.clear();
    }

    private Optional<Outcome> outcome(String name) {
        return Optional.ofNullable(rows.get(name)).flatMap(BoardRow::outcome);
    }

    private String ending(String name) {
        return outcome(name).map(LiveBoard::endingOf).orElse("not ended");
    }

    private static String endingOf(Outcome outcome) {
        return outcome.failure()
                .map(failure -> failure.code())
                .orElse(outcome.state().name());
    }

    private static String result(Outcome outcome) {
        return outcome.failure()
                .map(failure -> failure.message())
                .orElseGet(() -> outcome.videos().stream().map(Video::uri).collect(Collectors.joining(" ")));
    }

    private String detail(Task task, BoardRow row) {
        if (!task.trouble().isEmpty()) {
            return task.trouble();
        }
        return task.isRunning() ? row.secondsSinceSubmit(secondsSinceBegin()) + " s" : "";
    }

    private static String stage(Task task) {
        return switch (task.state()) {
            case RECEIVED -> "received";
            case SUBMITTING -> "submitting";
            case RUNNING -> task.changed() ? "submitted" : "processing";
            case UNCERTAIN -> "uncertain";
            default -> "storing";
        };
    }

    private void show(BoardRow row) {
        if (!terminal) {
            if (row.isNews()) {
                out.println(row.line());
            }
            return;
        }
        if (drawn > 0) {
            out.printf(Locale.ROOT, UP, drawn);
        }
        rows.values().forEach(each -> out.println(CLEAR_LINE + shortened(each.line())));
        drawn = rows.size();
    }

    private static String shortened(String line) {
        return line.length() > COLUMNS ? line.substring(0, COLUMNS - 1) + "…" : line;
    }

    private double secondsSinceBegin() {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}

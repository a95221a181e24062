package dev.viduroutes.sandbox.demo;

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
import java.util.stream.Collectors;

/**
 * Shows how requests get on, a line each. On a terminal the lines stay in place and move on; elsewhere each change is
 * printed once.
 */
final class LiveBoard implements TaskListener {

    private static final String UP = "\033[%dA";
    private static final String CLEAR_LINE = "\033[2K";
    private static final double NEVER = -1;
    /** Longer lines would wrap, and then "one line up" is not one request up. */
    private static final int COLUMNS = Integer.getInteger("vidu.sandbox.columns", 79);

    private final PrintStream out;
    private final boolean terminal;
    private long startNanos = System.nanoTime();
    private final Map<String, Row> rows = new LinkedHashMap<>();
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
            Row row = row(task.request().source(), task.request().id());
            String stage = stage(task);
            row.enter(stage, task.isRunning() ? row.secondsIn(stage) + " s" : "");
            if (!task.trouble().isEmpty()) {
                row.detail = task.trouble();
            }
            show(row);
        }
    }

    @Override
    public synchronized void settled(Outcome outcome) {
        Row row = row(outcome.source(), outcome.requestId());
        row.outcome = outcome;
        row.enter(outcome.isStored() ? "stored" : "refused", result(outcome));
        show(row);
        notifyAll();
    }

    /** A file has a name; a message's own id tells people nothing. */
    private Row row(Source source, String requestId) {
        return rows.computeIfAbsent(source.isFile() ? source.name() : requestId, Row::new);
    }

    /** @return whether each of these requests ended as expected within the time */
    synchronized boolean await(Map<String, String> expected, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!expected.keySet().stream().allMatch(this::isSettled)) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return expected.entrySet().stream().allMatch(entry -> entry.getValue().equals(ending(entry.getKey())));
    }

    synchronized void summary(Map<String, String> expected) {
        say("");
        say(String.format("  %-32s %-17s %7s  %s", "request", "outcome", "seconds", "object or reason"));
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            String ending = ending(entry.getKey());
            Row row = rows.getOrDefault(entry.getKey(), new Row(entry.getKey()));
            String mark = ending.equals(entry.getValue()) ? " " : "!";
            say(String.format(
                    Locale.ROOT, "%s %-32s %-17s %7.1f  %s", mark, entry.getKey(), ending, row.seconds(), row.detail));
        }
        say("");
        rows.clear();
    }

    private boolean isSettled(String name) {
        return rows.containsKey(name) && rows.get(name).outcome != null;
    }

    private String ending(String name) {
        return isSettled(name) ? ending(rows.get(name).outcome) : "not ended";
    }

    private static String ending(Outcome outcome) {
        return outcome.failure()
                .map(failure -> failure.code())
                .orElse(outcome.state().name());
    }

    private static String result(Outcome outcome) {
        return outcome.failure()
                .map(failure -> failure.message())
                .orElseGet(() -> outcome.videos().stream().map(Video::uri).collect(Collectors.joining(" ")));
    }

    private static String stage(Task task) {
        return switch (task.state()) {
            case RECEIVED -> "received";
            case SUBMITTING -> "submitting";
            case RUNNING -> task.changed() ? "submitted" : "processing";
            default -> "storing";
        };
    }

    private void show(Row row) {
        if (!terminal) {
            if (row.isNews()) {
                out.println(row.line());
            }
            return;
        }
        if (drawn > 0) {
            out.printf(UP, drawn);
        }
        rows.values().forEach(each -> out.println(CLEAR_LINE + each.line()));
        drawn = rows.size();
    }

    private double secondsSinceBegin() {
        return (System.nanoTime() - startNanos) / 1e9;
    }

    private final class Row {

        private final String name;
        private String stage = "";
        private String shownStage = "";
        private String detail = "";
        private double enteredSeconds = NEVER;
        private double submittedSeconds = NEVER;
        private Outcome outcome;

        Row(String name) {
            this.name = name;
        }

        void enter(String next, String what) {
            if (!next.equals(stage)) {
                stage = next;
                enteredSeconds = secondsSinceBegin();
                if (next.equals("submitted")) {
                    submittedSeconds = enteredSeconds;
                }
            }
            detail = what;
        }

        long secondsIn(String next) {
            return Math.round(submittedSeconds == NEVER ? 0 : secondsSinceBegin() - submittedSeconds);
        }

        /** From its admission to its end. */
        double seconds() {
            return outcome == null ? 0 : outcome.timings().seconds();
        }

        boolean isNews() {
            boolean news = !stage.equals(shownStage);
            shownStage = stage;
            return news;
        }

        String line() {
            String line = String.format(Locale.ROOT, "%6.1f s  %-32s %-11s %s", enteredSeconds, name, stage, detail);
            return terminal && line.length() > COLUMNS ? line.substring(0, COLUMNS - 1) + "…" : line;
        }
    }
}

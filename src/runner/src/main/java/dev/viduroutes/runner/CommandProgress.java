package dev.viduroutes.runner;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Help.Ansi;

/** Shows a person at a terminal how far a command is; elsewhere, in a pipe or a file, nothing of it. */
final class CommandProgress implements AutoCloseable {

    private static final int UPDATE_MILLIS = 200;

    private final ProgressBar bar;

    private CommandProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** @param steps until the end */
    static CommandProgress of(String name, int steps) {
        // A terminal that takes colours is one.
        return new CommandProgress(Ansi.AUTO.enabled() ? bar(name, steps) : null);
    }

    /** On the standard error, so that what is piped on has nothing of it; gone at the end. */
    private static ProgressBar bar(String name, int steps) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(steps)
                .setUpdateIntervalMillis(UPDATE_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .hideEta()
                .clearDisplayOnFinish()
                .build();
    }

    void step() {
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}

package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.live.NowReader;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code status}: how it is now, by the journal. */
@Command(
        name = "status",
        description = {
            "Tells how it is now: tasks at the API, what waits, what was spent, and what is a person's business.",
            "",
            "Over all processes that share the journal; nothing is changed, and nobody is held up. What only the memory of a gateway"
                    + " knows (calls in the window, why a request waits, which server is away), its log, metrics and console tell."
        },
        exitCodeList = {"0:told; or, with --watch, stopped", "1:it failed", "2:wrong arguments or settings"})
final class StatusCommand extends RunnerCommand {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    /** To the upper left corner, and all behind it away: nothing flickers as where all is wiped first. */
    private static final String HOME = "\u001b[H\u001b[J";

    private static final String END_OF_LINE = "\u001b[K";

    @Option(names = "--watch", description = "Tell it again every 2 seconds, until it is stopped.")
    private boolean watch;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;
    private final InstantSource clock;

    /** @param clock of this machine */
    StatusCommand(CommandContext.Opener opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    String failureHeadline() {
        return "It is not known how it is:";
    }

    @Override
    public Integer call() throws Exception {
        if (watch && json.isSet()) {
            throw wrongArgument("--watch is for people; a program asks for --json as often as it likes");
        }
        try (JournalView view = JournalView.open(opener)) {
            NowReader reader = new NowReader(view.journal(), view.settings(), clock);
            if (json.isSet()) {
                JsonOption.print(out(), reader.read());
            } else if (watch) {
                watch(reader);
            } else {
                new StatusText(reader.read()).lines().forEach(out()::println);
            }
            return 0;
        }
    }

    private void watch(NowReader reader) throws Exception {
        boolean terminal = Ansi.AUTO.enabled();
        CountDownLatch stopped = new CountDownLatch(1);
        try {
            do {
                show(lines(reader), terminal);
            } while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException enough) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever watches is told that the journal is away, and sees when it is back. */
    private List<String> lines(NowReader reader) {
        try {
            return new StatusText(reader.read()).lines();
        } catch (SQLException away) {
            return List.of(
                    SanitizedText.of(
                            "now  " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + ", " + failureHeadline() + " "
                                    + Main.lastWords(away),
                            LONGEST_REASON),
                    "Asked again in " + INTERVAL.toSeconds() + " s.");
        }
    }

    /** In a pipe one picture follows the other. */
    private void show(List<String> lines, boolean terminal) {
        PrintWriter out = out();
        if (terminal) {
            out.print(HOME);
        }
        lines.forEach(line -> out.println(terminal ? line + END_OF_LINE : line));
        if (!terminal) {
            out.println();
        }
        out.flush();
    }
}

package dev.viduroutes.runner;

import dev.viduroutes.console.JournalConsole;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.live.NowReader;
import dev.viduroutes.settings.SettingsException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code console}: the console's pages over the journal alone. */
@Command(
        name = "console",
        description = {
            "Shows the console's pages by the journal alone, until it is stopped.",
            "",
            "Beside a gateway that runs or not. Nothing is taken, submitted or changed: it has no replay and no pause. What only the"
                    + " memory of a gateway knows (calls in the window, why a request waits, which server is away), that gateway's own"
                    + " console tells. On a terminal the address has a token in it, unless vidu.console.token is set."
        },
        exitCodeList = {
            "1:the journal can't be asked, or it failed",
            "2:wrong arguments or settings, or nothing can listen at this port",
            "130:stopped by Ctrl-C"
        })
final class ConsoleCommand extends RunnerCommand {

    private static final int USUAL_PORT = 9878;
    private static final int LARGEST_PORT = 65_535;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            description = "Where it listens, at vidu.console.address. Default: vidu.console.port, or " + USUAL_PORT
                    + " if that is off.")
    private Integer port;

    private final CommandContext.Opener opener;
    private final InstantSource clock;

    /** @param clock of this machine */
    ConsoleCommand(CommandContext.Opener opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    String failureHeadline() {
        return "The console is not shown:";
    }

    @Override
    public Integer call() throws Exception {
        if (port != null && (port < 1 || port > LARGEST_PORT)) {
            throw wrongArgument("--port must be a number from 1 to " + LARGEST_PORT);
        }
        try (JournalView view = JournalView.open(opener)) {
            // Whoever can't be shown anything is told before a page is opened.
            new NowReader(view.journal(), view.settings(), clock).read();
            JournalConsole console = serve(view);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
            } finally {
                console.close();
            }
            return 0;
        }
    }

    private JournalConsole serve(JournalView view) {
        try {
            return JournalConsole.start(
                    view.settings(), view.host(), view.journal(), port(view), Terminal.isThere(), this::tell);
        } catch (SettingsException refused) {
            throw new SettingsException(List.of(
                    SanitizedText.of(refused.getMessage(), LONGEST_REASON),
                    "If a gateway or something else has this port, say another one with --port."));
        }
    }

    private int port(JournalView view) {
        int set = view.settings().console().server().port();
        return port != null ? port : set == 0 ? USUAL_PORT : set;
    }

    private void tell(String address) {
        out().println("Console: " + address);
        out().println("It looks into the journal alone, and changes nothing. Ctrl-C ends it.");
        out().flush();
    }
}

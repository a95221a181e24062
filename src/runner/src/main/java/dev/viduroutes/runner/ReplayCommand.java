package dev.viduroutes.runner;

import dev.viduroutes.replay.Replay;
import dev.viduroutes.replay.ReplayOrder;
import dev.viduroutes.replay.ReplayReport;
import java.io.PrintWriter;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code replay}: puts dead letters back to where they came from, beside a gateway that runs or not. It has the gateway's
 * settings, and needs its journal.
 */
@Command(
        name = "replay",
        description = {
            "Puts dead letters back to where they came from.",
            "",
            "Puts dead letters back to where they came from; the gateway takes them up, now or when it starts. The "
                    + "journal decides what that does: what cost nothing is submitted, a video that was paid is fetched, what may "
                    + "have cost money otherwise is skipped."
        },
        exitCodeList = {
            "0:each was put back, or could be",
            "1:some were skipped, or are not there, or can't be looked at, or it failed",
            "2:wrong arguments or settings"
        })
final class ReplayCommand extends RunnerCommand {

    /** Which dead letters. */
    static final class Choice {
        @Option(names = "--id", arity = "1..*", paramLabel = "ID", description = "Those of these request ids.")
        private Set<String> ids = Set.of();

        @Option(names = "--code", paramLabel = "CODE", description = "Those of this reason, such as DOWNLOAD_FAILED.")
        private String code = "";

        @Option(names = "--all", description = "Every one.")
        private boolean all;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Choice choice;

    @Option(names = "--dry-run", description = "Change nothing: tell what would happen, and what it would cost.")
    private boolean dryRun;

    @Option(
            names = "--force",
            description =
                    "Also submit what may have cost money already, and may be paid twice. Look into your APIXO account first.")
    private boolean force;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;
    private boolean started;

    ReplayCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return started
                ? "The replay stopped here. What is listed as put back is; run it again for the rest:"
                : "The replay does not start:";
    }

    @Override
    public Integer call() throws Exception {
        ReplayOrder order = new ReplayOrder(choice.ids, choice.code, choice.all, dryRun, force);
        try (CommandContext context = opener.open()) {
            started = true;
            PrintWriter out = out();
            Replay replay = context.bean("viduReplay", Replay.class);
            ReplayReport report = replay.perform(order, json.isSet() ? line -> {} : out::println);
            if (json.isSet()) {
                JsonOption.print(out, report);
            } else {
                out.println(report.total());
            }
            return report.complete() ? 0 : 1;
        }
    }
}

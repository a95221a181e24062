package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchOrder;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.pause.PauseOrder;
import dev.viduroutes.pause.PauseReport;
import dev.viduroutes.pause.Pauses;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pause} and {@code resume}: hold submits back, or let them go on, in all processes that share the journal. */
abstract class PauseCommand extends RunnerCommand {

    /** Whose submits; those of all, if nothing is said. */
    static final class Scope {
        @Option(names = "--account", paramLabel = "NAME", description = "Those of one of vidu.accounts.")
        private String account = "";

        @Option(
                names = "--batch",
                paramLabel = "NAME",
                description = "Rows of this batch, by what its file was called or by its id.")
        private String batch = "";
    }

    @ArgGroup
    private Scope scope = new Scope();

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who wants it, for the log and for whoever asks later. Default: the user of this process.")
    private String by = System.getProperty("user.name", "somebody");

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;
    private final BatchOrder.Wish wish;

    PauseCommand(CommandContext.Opener opener, BatchOrder.Wish wish) {
        this.opener = opener;
        this.wish = wish;
    }

    @Override
    final String failureHeadline() {
        return "It is not known whether submits are paused; say it again:";
    }

    @Override
    public final Integer call() throws Exception {
        try (CommandContext context = opener.open()) {
            return scope.batch.isEmpty()
                    ? ofAccount(context)
                    : new BatchAnswer(out(), json.isSet()).perform(context, new BatchOrder(wish, scope.batch));
        }
    }

    private int ofAccount(CommandContext context) throws Exception {
        PauseReport report;
        try {
            report = perform(context.bean("viduPauses", Pauses.class), new PauseOrder(scope.account, by));
        } catch (IllegalArgumentException wrong) {
            throw wrongArgument(SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
        }
        if (json.isSet()) {
            JsonOption.print(out(), report);
        } else {
            out().println(report);
        }
        return 0;
    }

    private PauseReport perform(Pauses pauses, PauseOrder order) throws Exception {
        return wish == BatchOrder.Wish.PAUSE ? pauses.pause(order) : pauses.resume(order);
    }

    /** {@code pause}. */
    @Command(
            name = "pause",
            description = {
                "Pauses submits, of all accounts, of one, or of a batch; everything else goes on.",
                "",
                "From now on no request is submitted, by any process that shares the journal, until somebody resumes; over restarts,"
                        + " too. What was submitted goes on and is stored. Requests wait where they are, and can be withdrawn."
            },
            exitCodeList = {
                "0:they are paused",
                "1:there is no such batch under way, or it failed",
                "2:wrong arguments or settings"
            })
    static final class Begin extends PauseCommand {
        Begin(CommandContext.Opener opener) {
            super(opener, BatchOrder.Wish.PAUSE);
        }
    }

    /** {@code resume}. */
    @Command(
            name = "resume",
            description = {"Lets submits go on that a person paused, within seconds."},
            exitCodeList = {
                "0:they go on, as far as nothing else holds them",
                "1:there is no such batch under way, or it was withdrawn and stays so, or it failed",
                "2:wrong arguments or settings"
            })
    static final class End extends PauseCommand {
        End(CommandContext.Opener opener) {
            super(opener, BatchOrder.Wish.RESUME);
        }
    }
}

package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchOrder;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code batch}: tells which batches there are, and pauses, resumes or withdraws one, beside a gateway that runs or not. It has the
 * gateway's settings, and needs its journal.
 */
@Command(
        name = "batch",
        description = {
            "Tells which batches there are; pauses, resumes or withdraws one.",
            "",
            "Paused, a batch starts no further row; those under way go on. Withdrawn, it submits no further row, and ends"
                    + " with a report: rows that were not submitted are CANCELLED in it and cost nothing, tasks that run go on and "
                    + "are stored, since the API has no cancel. A gateway that works on the batch learns it within seconds."
        },
        exitCodeList = {
            "0:done",
            "1:there is no such batch under way, or it was withdrawn and stays so, or it failed",
            "2:wrong arguments or settings"
        })
final class BatchCommand extends RunnerCommand {

    /** What may be asked, as it is written. */
    enum Wish {
        list,
        pause,
        resume,
        withdraw;

        private BatchOrder.Wish wish() {
            return BatchOrder.Wish.valueOf(name().toUpperCase(Locale.ROOT));
        }
    }

    @Parameters(index = "0", paramLabel = "WISH", description = "list, pause, resume or withdraw.")
    private Wish wish;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The batch: what its file was called, or its id as list tells it.")
    private String name = "";

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    BatchCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "Nothing is changed; the batch is as it was:";
    }

    @Override
    public Integer call() throws Exception {
        BatchOrder order = order();
        try (CommandContext context = opener.open()) {
            return new BatchAnswer(out(), json.isSet()).perform(context, order);
        }
    }

    private BatchOrder order() {
        if (wish == Wish.list != name.isEmpty()) {
            throw wrongArgument("list takes no name; pause, resume and withdraw take that of a batch, or its id");
        }
        return new BatchOrder(wish.wish(), name);
    }
}

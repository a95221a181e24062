package dev.viduroutes.runner;

import dev.viduroutes.batch.BatchPlan;
import dev.viduroutes.batch.PlanReport;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code plan}: tells what a file would cost before it is dropped, beside a gateway that runs or not. It has the gateway's settings,
 * and needs its journal.
 */
@Command(
        name = "plan",
        description = {
            "Tells what a batch or a request would cost, and what of it is wrong.",
            "",
            "Reads a batch (*.csv, *.jsonl, *.txt) or a request (*.json) as the gateway would, with templates, defaults "
                    + "and the pictures beside it, and tells what of it is wrong, the seconds that would be billed, and about when "
                    + "it would be done. What the journal knows by the name of the file costs nothing again. Nothing is sent, and "
                    + "nothing is changed."
        },
        exitCodeList = {
            "0:every row can be requested",
            "1:some rows are wrong, or the file can't be read, or it failed",
            "2:wrong arguments or settings"
        })
final class PlanCommand extends RunnerCommand {

    @Parameters(paramLabel = "FILE", description = "A batch or a request.")
    private Path file;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    PlanCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "There is no plan:";
    }

    /** @return why it can't be read; empty if it may be */
    private String whyUnreadable() {
        if (!Files.exists(file)) {
            return "is not there";
        }
        return Files.isDirectory(file) ? "is a folder" : Files.isReadable(file) ? "" : "may not be read";
    }

    @Override
    public Integer call() throws Exception {
        String why = whyUnreadable();
        if (!why.isEmpty()) {
            err().println("There is no plan: " + file + " " + why + "; it must be a file.");
            return 1;
        }
        try (CommandContext context = opener.open()) {
            PlanReport report = context.bean("viduPlan", BatchPlan.class).plan(file);
            if (json.isSet()) {
                JsonOption.print(out(), report.summary());
            } else {
                report.lines().forEach(out()::println);
            }
            return report.isWhole() ? 0 : 1;
        }
    }
}

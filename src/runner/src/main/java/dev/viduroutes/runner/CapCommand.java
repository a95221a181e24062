package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.spending.CapRaiseOrder;
import dev.viduroutes.spending.CapRaiseReport;
import dev.viduroutes.spending.CapRaises;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cap raise}: raises a cap for the day, or the month, that it is. */
@Command(
        name = "cap",
        description = {
            "Raises a cap for today, or for this month, in all processes that share the journal.",
            "",
            "What waits for it goes on within seconds, as far as there is room now. Once the day, or the month, is over, the cap is what"
                    + " the settings say again. Say what they say to take a raise back; lower it can't be made."
        },
        exitCodeList = {"0:the cap is so now", "1:it failed", "2:wrong arguments or settings"})
final class CapCommand extends RunnerCommand {

    private static final int LONGEST_REASON = 1_000;

    /** What may be asked, as it is written. */
    enum Wish {
        raise
    }

    @Parameters(index = "0", paramLabel = "raise", description = "The word raise.")
    private Wish wish;

    @Parameters(
            index = "1",
            paramLabel = "CAP",
            description = "The setting, such as vidu.cap.day; status tells those that there are.")
    private String cap;

    @Parameters(
            index = "2",
            paramLabel = "AMOUNT",
            description = "What it is to be, as the setting would have it: 60.00 or 600s.")
    private String amount;

    @Option(
            names = "--project",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Of vidu.cap.project.*.day, the project that it is raised for; each, if it is left out.")
    private String project;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "Who wants it, for the log and the journal. Default: the user of this process.")
    private String by = System.getProperty("user.name", "somebody");

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    CapCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "It is not known whether the cap is raised; say it again:";
    }

    @Override
    public Integer call() throws Exception {
        try (CommandContext context = opener.open()) {
            CapRaiseReport report;
            try {
                report =
                        context.bean("viduCapRaises", CapRaises.class).run(new CapRaiseOrder(cap, project, amount, by));
            } catch (IllegalArgumentException wrong) {
                throw wrongArgument(SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
            }
            if (json.isSet()) {
                JsonOption.print(out(), report);
            } else {
                out().println(report.line());
            }
            return 0;
        }
    }
}

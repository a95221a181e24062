package dev.viduroutes.runner;

import dev.viduroutes.moderation.ModerationBreakers;
import dev.viduroutes.moderation.ReleaseReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * {@code release}: lets submits go on that refusals for content hold back, beside a gateway that runs or not. It has the
 * gateway's settings, and needs its journal.
 */
@Command(
        name = "release",
        description = {
            "Lets submits go on that refusals for content hold back.",
            "",
            "After too many refusals for content (vidu.moderation.limit within vidu.moderation.window) submits wait, "
                    + "since the vendor suspends accounts for repeated violations. This lets them go on, in every process that "
                    + "shares the journal, within seconds, and counting begins anew. First look at the dead letters, and stop what "
                    + "sends such requests."
        },
        exitCodeList = {"0:submits go on, or were not held back", "1:it failed", "2:wrong arguments or settings"})
final class ReleaseCommand extends RunnerCommand {

    @Parameters(
            arity = "0..1",
            defaultValue = "",
            paramLabel = "ACCOUNT",
            description = "One of vidu.accounts, whose submits go on; those of all, if it is left out.")
    private String account;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    ReleaseCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "Nothing is released; what is held back stays so:";
    }

    @Override
    public Integer call() throws Exception {
        try (CommandContext context = opener.open()) {
            ReleaseReport report =
                    context.bean("viduModeration", ModerationBreakers.class).release(account);
            if (json.isSet()) {
                JsonOption.print(out(), report);
            } else {
                report.lines().forEach(out()::println);
            }
            return 0;
        }
    }
}

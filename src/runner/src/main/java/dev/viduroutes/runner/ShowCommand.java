package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.overview.RequestDetail;
import dev.viduroutes.overview.RequestReader;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code show ID}: all that the journal knows of a request. */
@Command(
        name = "show",
        description = {
            "Tells all that is known of a request: timeline, submits and costs, objects, and why it failed.",
            "",
            "Nothing is changed, and nobody is held up. Times are in UTC."
        },
        exitCodeList = {"0:told", "1:there is no such request, or it failed", "2:wrong arguments or settings"})
final class ShowCommand extends RunnerCommand {

    private static final int LONGEST_ID = 128;

    @Parameters(paramLabel = "ID", description = "Its request_id; as the journal, outcomes and the log call it.")
    private String id;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    ShowCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "The request can't be shown:";
    }

    @Override
    public Integer call() throws Exception {
        try (JournalView view = JournalView.open(opener)) {
            Optional<RequestDetail> found = new RequestReader(view.journal()).find(id);
            if (found.isEmpty()) {
                err().println(
                                "The journal knows no request " + SanitizedText.of(id, LONGEST_ID)
                                        + "; list --about tells ids that begin so. Settled ones are forgotten after vidu.journal.retention.");
                return 1;
            }
            if (json.isSet()) {
                JsonOption.print(out(), found.get());
            } else {
                new DetailText(found.get()).lines().forEach(out()::println);
            }
            return 0;
        }
    }
}

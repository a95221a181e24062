package dev.viduroutes.runner;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.viduroutes.withdrawal.WithdrawalOrder;
import dev.viduroutes.withdrawal.WithdrawalReport;
import dev.viduroutes.withdrawal.WithdrawalResult;
import dev.viduroutes.withdrawal.Withdrawals;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cancel}: withdraws requests, beside a gateway that runs or not. It has the gateway's settings, and needs its journal. */
@Command(
        name = "cancel",
        description = {
            "Withdraws requests by their request_id.",
            "",
            "Withdraws requests by their request_id, in whichever process they wait. What was not submitted is never, "
                    + "costs nothing, and becomes a dead letter with the code CANCELLED; put back, it is made after all. The API "
                    + "has no cancel: what runs is billed, and its video is stored. An id that is not known is withdrawn when it "
                    + "comes."
        },
        exitCodeList = {
            "0:each line says what became of one",
            "1:one is no id that a request can have, or it failed",
            "2:wrong arguments or settings"
        })
final class CancelCommand extends RunnerCommand {

    @Parameters(
            paramLabel = "ID",
            arity = "1..*",
            description = "request_id of a request; as the journal, outcomes and the log call it.")
    private List<String> ids;

    @Option(
            names = "--discard",
            description = "Leave the video of a task that runs unfetched; it is billed all the same.")
    private boolean discard;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;

    CancelCommand(CommandContext.Opener opener) {
        this.opener = opener;
    }

    @Override
    String failureHeadline() {
        return "Not all of these are withdrawn; say it again:";
    }

    @Override
    public Integer call() throws Exception {
        try (CommandContext context = opener.open()) {
            WithdrawalReport report =
                    context.bean("viduWithdrawals", Withdrawals.class).run(new WithdrawalOrder(ids, discard));
            if (json.isSet()) {
                JsonOption.print(out(), json(report));
            } else {
                report.lines().forEach(out()::println);
            }
            return report.entries().stream().anyMatch(one -> one.result() == WithdrawalResult.IMPOSSIBLE) ? 1 : 0;
        }
    }

    private static ObjectNode json(WithdrawalReport report) {
        ObjectNode json = JsonOption.object();
        ArrayNode requests = json.putArray("requests");
        report.entries()
                .forEach(one -> requests.addObject()
                        .put("request_id", one.requestId())
                        .put("result", one.result().name())
                        .put("message", one.result().words()));
        return json;
    }
}

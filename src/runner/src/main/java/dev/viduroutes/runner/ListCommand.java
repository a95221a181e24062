package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.overview.RequestPage;
import dev.viduroutes.overview.RequestQuery;
import dev.viduroutes.overview.RequestReader;
import dev.viduroutes.overview.RequestSummary;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code list}: the requests of the journal, the latest received first. */
@Command(
        name = "list",
        description = {
            "Lists requests, the latest received first.",
            "",
            "Those for which all that is asked for holds, a page at a time. Nothing is changed, and nobody is held up. Requests that"
                    + " were dropped and not taken up yet are not in the journal, and neither are rows"
                    + " that were refused as they stood: batch list counts them, and the report of the batch names them."
        },
        exitCodeList = {"0:listed, if there are any", "1:it failed", "2:wrong arguments or settings"})
final class ListCommand extends RunnerCommand {

    private static final String PAGE = "50";

    @Option(
            names = "--state",
            paramLabel = "STATE",
            defaultValue = "",
            description = "RECEIVED, SUBMITTING, UNCERTAIN, RUNNING, SUCCEEDED, STORED or FAILED.")
    private String state;

    @Option(
            names = "--code",
            paramLabel = "CODE",
            defaultValue = "",
            description = "Why they failed, such as DOWNLOAD_FAILED.")
    private String code;

    @Option(names = "--project", paramLabel = "NAME", defaultValue = "", description = "Their metadata.project.")
    private String project;

    @Option(
            names = "--batch",
            paramLabel = "ID",
            defaultValue = "",
            description = "Rows of this batch; its id, as batch list tells it.")
    private String batch;

    @Option(
            names = "--source",
            paramLabel = "KIND",
            defaultValue = "",
            description = "How they came: file, jms, amqp, kafka, sqs, row, direct.")
    private String source;

    @Option(
            names = "--account",
            paramLabel = "NAME",
            defaultValue = "",
            description = "One of vidu.accounts that they were submitted with, or are to be.")
    private String account;

    @Option(
            names = "--about",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "How their ids begin, or the whole id of a task of theirs.")
    private String about;

    @Option(
            names = "--limit",
            paramLabel = "NUMBER",
            defaultValue = PAGE,
            description = "How many at most, 1 to 200. Default: " + PAGE + ".")
    private int limit;

    @Option(
            names = "--after",
            paramLabel = "PLACE",
            defaultValue = "",
            description = "Go on where a page ended; its last line says it.")
    private String after;

    @Mixin
    private JsonOption json;

    private final CommandContext.Opener opener;
    private final InstantSource clock;

    /** @param clock of this machine */
    ListCommand(CommandContext.Opener opener, InstantSource clock) {
        this.opener = opener;
        this.clock = clock;
    }

    @Override
    String failureHeadline() {
        return "The requests can't be listed:";
    }

    @Override
    public Integer call() throws Exception {
        RequestQuery query = query();
        try (JournalView view = JournalView.open(opener)) {
            RequestPage page = new RequestReader(view.journal()).list(query);
            if (json.isSet()) {
                JsonOption.print(out(), json(page));
            } else {
                tell(page, query);
            }
            return 0;
        }
    }

    private static Map<String, Object> json(RequestPage page) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requests", page.rows());
        json.put("next", page.next());
        return json;
    }

    private RequestQuery query() {
        try {
            return new RequestQuery(state, code, project, batch, source, account, about, after, limit);
        } catch (IllegalArgumentException wrong) {
            throw wrongArgument("--" + SanitizedText.of(wrong.getMessage(), LONGEST_REASON));
        }
    }

    private void tell(RequestPage page, RequestQuery query) {
        PrintWriter out = out();
        if (page.rows().isEmpty()) {
            out.println(
                    query.equals(RequestQuery.all(limit)) ? "There are no requests yet." : "There is no such request.");
            return;
        }
        TextTable table = new TextTable("request", "state", "for", "video", "tries", "project", "from", "code");
        page.rows().forEach(row -> add(table, row));
        table.lines().forEach(out::println);
        if (!page.next().isEmpty()) {
            out.println("more: --after " + page.next());
        }
    }

    private void add(TextTable table, RequestSummary row) {
        table.add(
                row.requestId(),
                row.state(),
                Spans.between(row.since(), clock.instant()),
                row.seconds() == 0 ? "" : row.seconds() + "s",
                row.attempts(),
                row.project(),
                row.batchName().isEmpty() ? row.source() : row.batchName(),
                row.code());
    }
}

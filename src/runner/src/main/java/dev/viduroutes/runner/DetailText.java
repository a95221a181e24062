package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.money.Money;
import dev.viduroutes.overview.RequestDetail;
import dev.viduroutes.overview.RequestSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request in lines for a person. */
final class DetailText {

    private static final int LONGEST = 1_000;

    private final RequestDetail detail;
    private final List<String> lines = new ArrayList<>();

    DetailText(RequestDetail detail) {
        this.detail = detail;
    }

    List<String> lines() {
        RequestSummary request = detail.summary();
        tell(request.requestId() + " " + request.state() + " since " + Spans.at(request.since()));
        fact(
                "from",
                joined(
                        request.source(),
                        request.sourceName(),
                        request.batchName().isEmpty() ? "" : "batch " + request.batchName()));
        fact("project", request.project());
        fact("account", request.account());
        fact(
                "video",
                joined(request.mode(), request.resolution(), request.seconds() == 0 ? "" : request.seconds() + " s"));
        fact("task", request.taskId());
        fact("worker", detail.worker());
        fact("withdrawn", detail.withdrawn() ? "by a person" : "");
        fact("in doubt", detail.doubt());
        costs(request);
        timeline();
        submits();
        objects();
        failure();
        return lines;
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
    }

    private void costs(RequestSummary request) {
        fact("billed", request.billedSeconds().map(seconds -> seconds + " s").orElse(""));
        fact(
                "cost",
                request.cost()
                        .map(told -> ChargedSum.of(detail.submits(), told).words())
                        .orElse(""));
    }

    private void timeline() {
        TextTable table = new TextTable("at", "what happened", "submit", "detail");
        detail.timeline()
                .forEach(entry -> table.add(
                        Spans.at(entry.at()),
                        entry.step().words(),
                        entry.submit() == 0 ? "" : entry.submit(),
                        entry.detail()));
        section(table);
    }

    private void submits() {
        TextTable table = new TextTable("submit", "account", "task", "charge", "video", "amount", "code");
        detail.submits()
                .forEach(submit -> table.add(
                        submit.submit(),
                        submit.account(),
                        submit.taskId(),
                        submit.charge(),
                        submit.seconds() + "s",
                        submit.amount().map(Money::toString).orElse(""),
                        submit.code()));
        section(table);
    }

    private void objects() {
        TextTable table = new TextTable("object", "bytes", "sha256");
        detail.videos().forEach(video -> table.add(video.uri(), video.bytes(), video.sha256()));
        section(table);
    }

    private void failure() {
        detail.failure().ifPresent(why -> {
            lines.add("");
            fact("failed", why.code() + ": " + why.message());
            why.problems().forEach(problem -> fact("", problem.toString()));
            fact("billing", why.billing().name().toLowerCase(Locale.ROOT));
            fact("to do", detail.replay());
        });
        detail.warnings().forEach(warning -> fact("warning", warning));
    }

    private void section(TextTable table) {
        if (!table.isEmpty()) {
            lines.add("");
            lines.addAll(table.lines());
        }
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            tell(String.format(Locale.ROOT, "  %-9s  %s", name, value));
        }
    }

    private void tell(String line) {
        lines.add(SanitizedText.of(line, LONGEST));
    }
}

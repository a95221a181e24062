package dev.viduroutes.runner;

import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.live.AccountNow;
import dev.viduroutes.live.CapNow;
import dev.viduroutes.live.Now;
import dev.viduroutes.live.TaskLane;
import dev.viduroutes.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** How it is now, in lines of 80 columns at most. */
final class StatusText {

    private static final String NOT_KNOWN = "not known: the journal is slow";
    private static final int WIDTH = 80;
    private static final int MOST_TASKS = 20;
    private static final int LONGEST_ID = 24;
    private static final int HUNDRED = 100;
    private static final int CENTS = 2;

    private final Now now;
    private final List<String> lines = new ArrayList<>();

    StatusText(Now now) {
        this.now = now;
    }

    List<String> lines() {
        tell("now           " + Spans.at(now.at()) + ", by the journal");
        now.accounts().forEach(this::account);
        waiting();
        spent();
        people();
        tasks();
        return lines;
    }

    private void account(AccountNow account) {
        fact(
                "account",
                account.name() + ": " + account.slotsUsed() + " of " + account.slotsLimit() + " slots, "
                        + account.waiting()
                        + " waiting, " + account.callsLimit() + " calls in " + Spans.of(account.window())
                        + (account.shut() ? ", held" : ""));
        account.balance()
                .ifPresent(held -> fact(
                        "",
                        "holds " + held + ", asked "
                                + account.balanceAt().map(this::ago).orElse("once")));
    }

    private String ago(Instant at) {
        return Spans.between(at, now.at()) + " ago";
    }

    private void waiting() {
        String oldest = now.waiting()
                .oldest()
                .map(one -> ", the oldest for " + Spans.between(one.since(), now.at()) + ": "
                        + shortened(one.requestId()) + " (" + one.source() + ")")
                .orElse("");
        fact("waiting", now.waiting().count() + " to be submitted" + oldest);
        fact("to store", now.waiting().toStore() + " whose videos are made");
    }

    private void spent() {
        if (now.spent().day().isEmpty()) {
            fact("today", NOT_KNOWN);
            return;
        }
        String money = now.spent().money().stream().map(Money::toString).collect(Collectors.joining(", "));
        fact(
                "today",
                now.spent().seconds() + " s" + (money.isEmpty() ? "" : ", " + money) + ", "
                        + now.spent().videos() + " requests stored");
        now.spent().caps().forEach(cap -> fact("cap", cap(cap)));
    }

    private static String cap(CapNow cap) {
        String unit = cap.unit().equals("s") ? " s" : " " + cap.unit();
        return cap.key() + " " + cap.period() + ": " + plain(cap.spent(), cap.unit()) + " of "
                + plain(cap.limit(), cap.unit()) + unit + percent(cap);
    }

    /** Money exactly, with the digits that it has, two at least. */
    private static String plain(BigDecimal amount, String unit) {
        BigDecimal digits = amount.stripTrailingZeros();
        return (unit.equals("s") ? amount : digits.setScale(Math.max(CENTS, digits.scale()))).toPlainString();
    }

    private static String percent(CapNow cap) {
        return cap.limit().signum() == 0
                ? ""
                : ", "
                        + cap.spent().multiply(BigDecimal.valueOf(HUNDRED)).divide(cap.limit(), 0, RoundingMode.DOWN)
                        + " %";
    }

    private String forAPerson() {
        long perhaps = now.perhapsPaid().orElse(0);
        return now.forAPerson().getAsLong() == 0
                ? "nothing"
                : now.forAPerson().getAsLong()
                        + (now.forAPerson().getAsLong() == 1 ? " failed request" : " failed requests")
                        + (perhaps == 0 ? "" : ", " + perhaps + " of them perhaps paid") + ": replay --all --dry-run";
    }

    private void people() {
        fact("for a person", now.forAPerson().isEmpty() ? NOT_KNOWN : forAPerson());
        now.pauses()
                .forEach(pause ->
                        fact("paused", pause.scope() + ", by " + pause.who() + " " + ago(pause.since()) + ": resume"));
        now.troubles()
                .forEach(trouble -> fact(
                        "held",
                        trouble.sentence()
                                + trouble.since().map(at -> ", " + ago(at)).orElse("")));
    }

    private void tasks() {
        if (now.lanes().isEmpty()) {
            return;
        }
        lines.add("");
        TextTable table = new TextTable("task of", "account", "age", "usual", "state");
        now.lanes().stream()
                .limit(MOST_TASKS)
                .forEach(lane -> table.add(
                        shortened(lane.requestId()),
                        shortened(lane.account()),
                        Spans.of(lane.age()),
                        usual(lane),
                        lane.state().words()));
        table.lines().forEach(this::tell);
        if (now.lanes().size() > MOST_TASKS) {
            tell("and " + (now.lanes().size() - MOST_TASKS) + " more: list --state RUNNING");
        }
    }

    private static String usual(TaskLane lane) {
        return lane.usual()
                .map(spread -> Spans.of(spread.tenth()) + "-" + Spans.of(spread.ninth()))
                .orElse("");
    }

    private static String shortened(String name) {
        return name.length() <= LONGEST_ID ? name : name.substring(0, LONGEST_ID - 3) + "...";
    }

    private void fact(String name, String value) {
        String text = SanitizedText.of(String.format(Locale.ROOT, "%-12s  %s", name, value), HUNDRED * HUNDRED);
        while (text.length() > WIDTH) {
            int end = text.lastIndexOf(' ', WIDTH);
            int cut = end > 14 ? end : WIDTH;
            lines.add(text.substring(0, cut).stripTrailing());
            text = " ".repeat(14) + text.substring(cut).stripLeading();
        }
        lines.add(text);
    }

    private void tell(String line) {
        lines.add(line.length() <= WIDTH ? line : line.substring(0, WIDTH - 3) + "...");
    }
}

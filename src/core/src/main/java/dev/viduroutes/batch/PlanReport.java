package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Money;
import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.AccountSettings;
import dev.viduroutes.spending.CapForecast;
import dev.viduroutes.spending.SpendingForecast;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a file would cost, and what of it is wrong; in lines for a person. Not thread-safe. */
public final class PlanReport {

    private static final int MOST_TOLD = 20;
    private final Prices prices;
    private final boolean severalAccounts;
    private final PlanTime time;
    private final SpendingForecast spending;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String place = "the request";
    private BatchForm form = new LineForm("", "");
    private long rows;
    private long wrongRows;
    private long knownRows;
    private long unknownRows;
    private long paidRows;
    private long seconds;
    private long withoutSeconds;
    private long withoutPrice;
    private BigDecimal cost = BigDecimal.ZERO;
    private boolean learned = true;
    private boolean whole = true;

    /**
     * @param open requests that are in the journal and not settled, by account; by an empty name those that have none yet
     * @param spending what becomes of those that caps and floors limit
     */
    PlanReport(List<AccountSettings> accounts, Prices prices, Map<String, Long> open, SpendingForecast spending) {
        severalAccounts = accounts.size() > 1;
        time = new PlanTime(accounts, open);
        this.prices = prices;
        this.spending = spending;
    }

    void begin(BatchRow row, BatchForm writtenAs) {
        rows++;
        form = writtenAs;
        place = "row " + row.number() + " (line " + row.line() + ")";
    }

    void wrong(Failure why) {
        wrongRows++;
        why.problems().forEach(problem -> tell(wrong, place + ": " + inColumns(problem)));
    }

    private Problem inColumns(Problem problem) {
        return new Problem(form.column(problem.field()), problem.found(), problem.allowed());
    }

    /** Something that is no reason to refuse it. */
    void warn(String doubt) {
        tell(warnings, place + ", a warning: " + doubt);
    }

    private static void tell(List<String> lines, String line) {
        if (lines.size() < MOST_TOLD) {
            lines.add(line);
        }
    }

    /** What follows can't be read. */
    void endsEarly(Failure why) {
        whole = false;
        wrong.add((rows == 0 ? "the batch: " : "after row " + rows + ": ") + why.message());
    }

    void known() {
        knownRows++;
    }

    /** Nobody can tell now whether it can be requested. */
    void unknown(String why) {
        unknownRows++;
        tell(wrong, place + ": not known now, since " + why);
    }

    /** @param accounts of which the first that is free makes it */
    void paid(Task task, List<String> accounts, Duration takes, boolean known) {
        Request request = task.request();
        int asked = request.seconds();
        paidRows++;
        cost = cost.add(accounts.stream()
                .flatMap(account -> request.price(prices, account).stream())
                .map(price -> price.quote(asked))
                .max(Comparator.naturalOrder())
                .orElse(BigDecimal.ZERO));
        seconds += asked;
        withoutPrice += accounts.stream().allMatch(account -> request.hasOnePrice(prices, account)) ? 0 : 1;
        withoutSeconds += asked == 0 ? 1 : 0;
        time.add(accounts, takes);
        spending.add(task, accounts);
        learned &= known;
    }

    /** @return what caps and floors would do to the rows that are new */
    public List<CapForecast> caps() {
        return spending.caps();
    }

    /** @return whether each row can be requested */
    public boolean isWhole() {
        return whole && wrongRows + unknownRows == 0;
    }

    /** @return what a person reads, a line each */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("rows=" + rows() + " new=" + paidRows
                + " known=" + knownRows + " wrong=" + wrongRows + (unknownRows == 0 ? "" : " unknown=" + unknownRows)
                + (whole ? "" : "; the rest can't be read"));
        lines.addAll(wrong);
        if (wrong.size() >= MOST_TOLD) {
            lines.add("and what else is wrong; correct this first");
        }
        lines.addAll(warnings);
        if (warnings.size() >= MOST_TOLD) {
            lines.add("and perhaps more warnings");
        }
        lines.add("seconds to be billed: " + seconds
                + (withoutSeconds == 0 ? "" : ", and those of " + withoutSeconds + " that leave them to the API"));
        lines.add(prices.amount(cost)
                .map(this::cost)
                .orElse("cost: not known, since vidu.price.*.* and the like are not set"));
        if (severalAccounts && paidRows > 0) {
            lines.add("by account: "
                    + time.tasks().entrySet().stream()
                            .map(account -> account.getKey() + "=" + account.getValue())
                            .collect(Collectors.joining(" ")));
        }
        lines.addAll(PlannedCaps.lines(caps()));
        lines.add(time.estimate().map(this::time).orElse("done at once: nothing is to be made"));
        return lines;
    }

    private long rows() {
        return Math.max(rows, wrongRows + unknownRows + knownRows + paidRows);
    }

    /** @return the same for programs */
    public PlanSummary summary() {
        return new PlanSummary(
                rows(),
                paidRows,
                knownRows,
                wrongRows,
                unknownRows,
                whole,
                List.copyOf(wrong),
                List.copyOf(warnings),
                seconds,
                withoutSeconds,
                prices.amount(cost),
                time.tasks(),
                time.estimate().map(estimate -> estimate.time().toSeconds()).orElse(0L),
                caps());
    }

    private String cost(Money quoted) {
        List<String> assumed = new ArrayList<>();
        if (withoutSeconds > 0) {
            assumed.add(Price.MOST_SECONDS + " seconds for each that leaves them to the API");
        }
        if (withoutPrice > 0) {
            assumed.add("the dearest resolution for " + withoutPrice
                    + (withoutPrice == 1 ? " that leaves its own" : " that leave theirs") + " to the API");
        }
        return assumed.isEmpty()
                ? "cost: " + quoted
                : "cost: at most " + quoted + ", with " + String.join(", and ", assumed);
    }

    private String time(PlanTime.Estimate estimate) {
        return "done in about " + readable(estimate.time()) + ": " + estimate.open() + " open before, "
                + estimate.concurrentTasks() + " tasks at once"
                + (severalAccounts ? " at " + String.join(" and ", new TreeSet<>(estimate.accounts())) : "") + ", "
                + readable(estimate.each()) + " a task "
                + (learned ? "as learned" : "as assumed, since not each kind has been seen yet")
                + (caps().stream().anyMatch(cap -> cap.waiting() > 0) ? ", and later what waits for money" : "");
    }

    private static String readable(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 120
                ? seconds + "s"
                : seconds < 7_200 ? seconds / 60 + "m" : seconds / 3_600 + "h" + seconds / 60 % 60 + "m";
    }
}

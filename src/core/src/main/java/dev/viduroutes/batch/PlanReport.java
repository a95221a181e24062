package dev.viduroutes.batch;

import dev.viduroutes.failure.Failure;
import dev.viduroutes.failure.Problem;
import dev.viduroutes.money.Money;
import dev.viduroutes.money.Price;
import dev.viduroutes.money.Prices;
import dev.viduroutes.request.Request;
import dev.viduroutes.request.Task;
import dev.viduroutes.settings.LimitSettings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a file would cost, and what of it is wrong; in lines for a person. Not thread-safe. */
public final class PlanReport {

    private static final int MOST_TOLD = 20;
    /** Each task needs one call to be submitted, and one to be asked about. */
    private static final int CALLS = 2;

    private final LimitSettings limits;
    private final Prices prices;
    private final long open;
    private final boolean severalAccounts;
    private final List<String> wrong = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private String place = "the request";
    private BatchForm form = new LineForm("", "");
    private final Map<String, Long> byAccount = new TreeMap<>();
    private long rows;
    private long wrongRows;
    private long knownRows;
    private long unknownRows;
    private long paidRows;
    private long seconds;
    private long withoutSeconds;
    private BigDecimal cost = BigDecimal.ZERO;
    private Duration work = Duration.ZERO;
    private boolean learned = true;
    private boolean whole = true;

    /**
     * @param limits over all accounts
     * @param open requests that are in the journal and not settled
     */
    PlanReport(LimitSettings limits, Prices prices, long open, boolean severalAccounts) {
        this.severalAccounts = severalAccounts;
        this.limits = limits;
        this.prices = prices;
        this.open = open;
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

    void paid(Task task, Duration takes, boolean known) {
        Request request = task.request();
        int asked = request.seconds();
        paidRows++;
        byAccount.merge(task.account(), 1L, Long::sum);
        cost = cost.add(request.price(prices, task.account())
                .map(price -> price.quote(asked))
                .orElse(BigDecimal.ZERO));
        seconds += asked;
        withoutSeconds += asked == 0 ? 1 : 0;
        work = work.plus(takes);
        learned &= known;
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
                    + byAccount.entrySet().stream()
                            .map(account -> account.getKey() + "=" + account.getValue())
                            .collect(Collectors.joining(" ")));
        }
        lines.add(paidRows == 0 ? "done at once: nothing is to be made" : time());
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
                Map.copyOf(byAccount),
                paidRows == 0 ? 0 : ofAll().toSeconds());
    }

    private String cost(Money quoted) {
        return withoutSeconds == 0
                ? "cost: " + quoted
                : "cost: at most " + quoted + ", with " + Price.MOST_SECONDS
                        + " seconds for each that leaves them to the API";
    }

    private Duration ofEach() {
        return work.dividedBy(paidRows);
    }

    /** By slots or by calls, whichever takes longer. */
    private Duration ofAll() {
        long all = open + paidRows;
        Duration bySlots = ofEach().multipliedBy(all).dividedBy(Math.min(limits.concurrentTasks(), all));
        Duration byCalls = limits.window().multipliedBy(CALLS * all).dividedBy(limits.requests());
        return bySlots.compareTo(byCalls) > 0 ? bySlots : byCalls;
    }

    private String time() {
        return "done in about " + readable(ofAll()) + ": " + open + " open before, " + limits.concurrentTasks()
                + " tasks at once, " + readable(ofEach()) + " a task "
                + (learned ? "as learned" : "as assumed, since not each kind has been seen yet");
    }

    private static String readable(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        return seconds < 120
                ? seconds + "s"
                : seconds < 7_200 ? seconds / 60 + "m" : seconds / 3_600 + "h" + seconds / 60 % 60 + "m";
    }
}

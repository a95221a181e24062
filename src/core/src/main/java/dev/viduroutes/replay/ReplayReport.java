package dev.viduroutes.replay;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;
import dev.viduroutes.money.Money;
import dev.viduroutes.money.Prices;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a replay did, or would do.
 *
 * @param lines one for each dead letter that was named, and for what stood in the way
 * @param total the last line
 * @param complete whether every dead letter that was named was put back, or could be
 * @param submits of how many a new task is made, and paid
 * @param fetches of how many the API is asked for the video of a task that was paid
 * @param atMostSeconds of video that the submits are billed; of what leaves them to the API the longest video counts
 * @param atMostCost the same in money, with the dearest account that may make each; empty without prices
 */
@PublicApi
public record ReplayReport(
        List<String> lines,
        String total,
        boolean complete,
        int submits,
        int fetches,
        long atMostSeconds,
        Optional<Money> atMostCost) {

    public ReplayReport {
        lines = List.copyOf(lines);
    }

    /** Collects the lines. */
    static final class Builder {

        private static final int LONGEST_LINE = 1_000;

        private final List<String> lines = new ArrayList<>();
        private final boolean dryRun;
        private final Consumer<String> listener;
        private int done;
        private int skipped;
        private int submits;
        private int fetches;
        private long seconds;
        private BigDecimal money = BigDecimal.ZERO;
        private boolean blind;
        private final Prices prices;

        Builder(boolean dryRun, Prices prices, Consumer<String> listener) {
            this.dryRun = dryRun;
            this.prices = prices;
            this.listener = listener;
        }

        void add(DeadLetter deadLetter, ReplayPlan plan) {
            seconds += plan.seconds();
            money = money.add(plan.money());
            submits += plan.isToSubmit() ? 1 : 0;
            fetches += plan.act() == ReplayPlan.Act.FETCH ? 1 : 0;
            if (plan.isSkipped()) {
                skipped++;
            } else {
                done++;
            }
            tell(plan.act(), plan.seconds() + " s", deadLetter.code(), deadLetter.requestId(), plan.why());
        }

        void missing(String requestId) {
            skip("-", requestId, "no dead letter of this id");
        }

        /** @param others codes that dead letters have */
        void missing(String code, Set<String> others) {
            String instead = others.isEmpty() ? "there is no other either" : "there are " + String.join(", ", others);
            skip(code, "-", "no dead letter of this code; " + instead);
        }

        void unreadable(String name, String why) {
            skip("-", name, why);
        }

        private void skip(String code, String name, String why) {
            skipped++;
            tell(ReplayPlan.Act.SKIP, "0 s", code, name, why);
        }

        /** Dead letters go to where nobody here can look. */
        void closed(String where) {
            blind = true;
            tell("Dead letters go to " + where + " (vidu.dead-letter.uri), which replay can't look into. Put those back"
                    + " with the means of that place; or let dead letters go to the folder, or to a queue or topic of"
                    + " vidu-jms:, vidu-amqp:, vidu-sqs: or vidu-kafka:, whose intake is enabled.");
        }

        void lookedInto(String places) {
            if (lines.isEmpty()) {
                tell("No such dead letter in " + places);
            }
        }

        private void tell(ReplayPlan.Act act, String cost, String code, String name, String why) {
            tell(String.format(Locale.ROOT, "%-7s %5s  %-18s %s: %s", act.word(), cost, code, name, why));
        }

        /** What is told may come from a forged dead letter: no line of its own, nothing that a terminal obeys. */
        private void tell(String line) {
            String plain = SanitizedText.of(line, LONGEST_LINE);
            lines.add(plain);
            listener.accept(plain);
        }

        ReplayReport build() {
            Optional<Money> cost = prices.amount(money);
            String total = (dryRun ? "would put back " + done + ", skip " : "put back " + done + ", skipped ") + skipped
                    + "; at most " + seconds + " s billed"
                    + cost.filter(amount -> submits > 0)
                            .map(amount -> ", " + amount)
                            .orElse("");
            return new ReplayReport(lines, total, skipped == 0 && !blind, submits, fetches, seconds, cost);
        }
    }
}

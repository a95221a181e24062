package dev.viduroutes.replay;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a replay did, or would do.
 *
 * @param lines one for each dead letter that was named, and for what stood in the way
 * @param total the last line
 * @param complete whether every dead letter that was named was put back, or could be
 */
@PublicApi
public record ReplayReport(List<String> lines, String total, boolean complete) {

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
        private int seconds;
        private boolean open;
        private boolean blind;

        Builder(boolean dryRun, Consumer<String> listener) {
            this.dryRun = dryRun;
            this.listener = listener;
        }

        void add(DeadLetter deadLetter, ReplayPlan plan) {
            String cost = plan.seconds().isPresent() ? plan.seconds().getAsInt() + " s" : "? s";
            seconds += plan.seconds().orElse(0);
            open |= plan.seconds().isEmpty();
            if (plan.isSkipped()) {
                skipped++;
            } else {
                done++;
            }
            tell(plan.act(), cost, deadLetter.code(), deadLetter.requestId(), plan.why());
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
            String total = (dryRun ? "would put back " + done + ", skip " : "put back " + done + ", skipped ") + skipped
                    + "; at most " + seconds + " s billed" + (open ? " and what requests leave open" : "");
            return new ReplayReport(lines, total, skipped == 0 && !blind);
        }
    }
}

package dev.viduroutes.replay;

import java.util.ArrayList;
import java.util.List;

/**
 * What a replay did, or would do.
 *
 * @param lines one for each dead letter that was named
 * @param total the last line
 * @param complete whether every one of them was put back, or could be
 */
public record ReplayReport(List<String> lines, String total, boolean complete) {

    public ReplayReport {
        lines = List.copyOf(lines);
    }

    /** Collects the lines. */
    static final class Builder {

        private final List<String> lines = new ArrayList<>();
        private final boolean dryRun;
        private int done;
        private int skipped;
        private int seconds;
        private boolean open;

        Builder(boolean dryRun) {
            this.dryRun = dryRun;
        }

        void add(Letter letter, Plan plan) {
            String cost = plan.seconds().isPresent() ? plan.seconds().getAsInt() + " s" : "? s";
            lines.add("%-7s %5s  %-18s %s: %s"
                    .formatted(plan.act(), cost, letter.code(), letter.requestId(), plan.why()));
            seconds += plan.seconds().orElse(0);
            open |= plan.seconds().isEmpty();
            if (plan.isSkipped()) {
                skipped++;
            } else {
                done++;
            }
        }

        void missing(String requestId) {
            add("no dead letter of this id", requestId);
        }

        private void add(String why, String requestId) {
            lines.add("%-7s %5s  %-18s %s: %s".formatted("skip", "0 s", "-", requestId, why));
            skipped++;
        }

        ReplayReport build() {
            String total = (dryRun
                            ? "would put back %d, skip %d; at most %d s billed%s"
                            : "put back %d, skipped %d; at most %d s billed%s")
                    .formatted(done, skipped, seconds, open ? " and what requests leave open" : "");
            return new ReplayReport(lines, total, skipped == 0);
        }
    }
}

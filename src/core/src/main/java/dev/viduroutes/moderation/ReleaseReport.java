package dev.viduroutes.moderation;

import dev.viduroutes.PublicApi;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a release did.
 *
 * @param released whether submits were held back, and go on now
 * @param refusals how many refusals had held them, and count no more
 * @param lines for a person: how many they were, since when, and the last of them
 */
@PublicApi
public record ReleaseReport(boolean released, int refusals, List<String> lines) {

    private static final int SHOWN = 10;

    public ReleaseReport {
        lines = List.copyOf(lines);
    }

    static ReleaseReport of(LiftedHold released) {
        List<ContentRefusal> all = released.refusals();
        List<String> lines = new ArrayList<>();
        lines.add("released: submits were held back since "
                + released.heldSince().truncatedTo(ChronoUnit.SECONDS) + ", after " + all.size()
                + " content refusals" + (all.isEmpty() ? "" : "; the last, newest first:"));
        all.subList(Math.max(0, all.size() - SHOWN), all.size()).forEach(refusal -> lines.add(1, line(refusal)));
        return new ReleaseReport(true, all.size(), lines);
    }

    /** Of several accounts. */
    static ReleaseReport of(List<ReleaseReport> all) {
        return new ReleaseReport(
                all.stream().anyMatch(ReleaseReport::released),
                all.stream().mapToInt(ReleaseReport::refusals).sum(),
                all.stream().flatMap(report -> report.lines().stream()).toList());
    }

    /** The same, of one among several accounts. */
    ReleaseReport of(String account) {
        return new ReleaseReport(
                released,
                refusals,
                lines.stream().map(line -> account + ": " + line).toList());
    }

    private static String line(ContentRefusal refusal) {
        return String.format(
                Locale.ROOT,
                "%s  %-24s %s",
                refusal.at().truncatedTo(ChronoUnit.SECONDS),
                refusal.code(),
                refusal.requestId());
    }

    static ReleaseReport ofNothing(int counted, int limit) {
        String line = "nothing is held back; content refusals that count: " + counted + " of " + limit;
        return new ReleaseReport(false, 0, List.of(line));
    }
}

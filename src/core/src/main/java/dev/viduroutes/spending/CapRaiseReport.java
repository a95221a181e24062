package dev.viduroutes.spending;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;
import java.math.BigDecimal;

/**
 * What a cap is since a person raised it.
 *
 * @param cap key of the setting
 * @param period in which it is so, in {@code vidu.cap.zone}: a day as {@code 2026-11-30}, or a month as {@code 2026-11}
 * @param project that it is raised for; empty for all that the cap is for
 * @param before what it was until now; exact
 * @param limit what it is now; exact
 * @param unit a currency, or {@code s} for seconds of video
 */
@PublicApi
public record CapRaiseReport(
        String cap, String period, String project, BigDecimal before, BigDecimal limit, String unit) {

    private static final int LONGEST_NAME = 200;

    /** @return whether it is another one than before */
    public boolean isChanged() {
        return before.compareTo(limit) != 0;
    }

    /** @return a line for a person */
    public String line() {
        String what = cap + (project.isEmpty() ? "" : " for " + SanitizedText.of(project, LONGEST_NAME)) + " is "
                + text(limit) + " in " + period;
        return what + (isChanged() ? "; it was " + text(before) : ", as before");
    }

    private String text(BigDecimal amount) {
        return amount.toPlainString() + ("s".equals(unit) ? unit : " " + unit);
    }
}

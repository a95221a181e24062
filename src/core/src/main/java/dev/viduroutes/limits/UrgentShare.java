package dev.viduroutes.limits;

import dev.viduroutes.settings.UrgentSettings;

/**
 * Whose turn it is while urgent requests and others wait. Of any n grants in a row that others got or
 * waited for, urgent ones have their share at most, rounded up. Once another request has waited for too long, they get every second one at most. Not thread-safe.
 */
final class UrgentShare {

    private static final int WHOLE = 100;
    private static final int HALF = 50;

    private final int percent;
    /** What urgent ones have left of their share, in hundredths of a grant: less than a whole one. */
    private int credit = WHOLE - 1;

    UrgentShare(UrgentSettings settings) {
        percent = settings.sharePercent();
    }

    /** @param aged whether another request has waited for too long */
    boolean isUrgentsTurn(boolean aged) {
        return credit + share(aged) >= WHOLE;
    }

    /** Somebody got what others wait for, or may come to wait for. */
    void granted(boolean urgent, boolean aged) {
        int left = credit + share(aged) - (urgent ? WHOLE : 0);
        credit = Math.max(0, Math.min(WHOLE - 1, left));
    }

    private int share(boolean aged) {
        return aged ? Math.min(percent, HALF) : percent;
    }
}

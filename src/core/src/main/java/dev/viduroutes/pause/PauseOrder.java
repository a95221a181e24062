package dev.viduroutes.pause;

import dev.viduroutes.PublicApi;
import dev.viduroutes.failure.SanitizedText;

/**
 * Whose submits are to be paused, or to go on.
 *
 * @param account its name; empty for all accounts
 * @param who wants it, for the log and for whoever asks later
 */
@PublicApi
public record PauseOrder(String account, String who) {

    private static final int LONGEST = 100;

    public PauseOrder {
        account = account == null ? "" : account.strip();
        who = SanitizedText.of(who == null ? "" : who.strip(), LONGEST);
        if (who.isEmpty()) {
            throw new IllegalArgumentException("the order does not say who wants it; who must be a name");
        }
    }

    /** Of all accounts. */
    public static PauseOrder ofAll(String who) {
        return new PauseOrder("", who);
    }
}

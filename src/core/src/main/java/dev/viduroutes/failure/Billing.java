package dev.viduroutes.failure;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.viduroutes.PublicApi;
import java.util.Locale;

/** Whether a request that failed cost money. */
@PublicApi
public enum Billing {
    /** The API refused it, or never saw it. */
    NONE,
    /** The task ended well, so its seconds are billed. */
    BILLED,
    /** The API accepted it, or may have; its contract does not say what it charges for then. */
    UNKNOWN;

    /** @return the name in outcomes: in lower case */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

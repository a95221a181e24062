package dev.viduroutes.money;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.viduroutes.PublicApi;
import java.util.Locale;

/** How certain a cost is. */
@PublicApi
public enum CostState {
    /** Nothing was charged. */
    NONE,
    /** The amount, and nothing else, was charged. */
    CHARGED,
    /** More than the amount may have been charged. */
    DOUBTFUL;

    /** @return the name in outcomes: in lower case */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

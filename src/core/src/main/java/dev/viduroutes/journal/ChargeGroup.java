package dev.viduroutes.journal;

import java.util.Locale;

/** What charges are summed up by. */
public enum ChargeGroup {
    DAY,
    PROJECT,
    ACCOUNT,
    MODE;

    /** @return the name of the column, in lower case */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}

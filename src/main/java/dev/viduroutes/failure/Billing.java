package dev.viduroutes.failure;

/** Whether a request that failed cost money. */
public enum Billing {
    /** The API refused it, or never saw it. */
    NONE,
    /** The task ended well, so its seconds are billed. */
    BILLED,
    /** The API accepted it, or may have; its contract does not say what it charges for then. */
    UNKNOWN
}

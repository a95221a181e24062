package dev.viduroutes.check;

/**
 * Whether something would work.
 *
 * @param text for a person, in a sentence: what was found, and what to do if it would not work
 */
public record CheckResult(Level level, String text) {

    /** From good to bad. */
    public enum Level {
        OK,
        /** It was not asked for, or there is nothing to look at. */
        SKIPPED,
        /** It works, and a person should look at it. */
        WARNING,
        FAILED
    }

    public static CheckResult ok(String text) {
        return new CheckResult(Level.OK, text);
    }

    public static CheckResult skipped(String why) {
        return new CheckResult(Level.SKIPPED, why);
    }

    public static CheckResult warning(String text) {
        return new CheckResult(Level.WARNING, text);
    }

    public static CheckResult failed(String text) {
        return new CheckResult(Level.FAILED, text);
    }
}

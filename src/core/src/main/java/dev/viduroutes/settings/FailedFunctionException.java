package dev.viduroutes.settings;

/** A function of Camel's, such as {@code env} or one of a vault, gives no value. The message may be shown: no value is in it. */
final class FailedFunctionException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 300;

    FailedFunctionException(String function, String why) {
        super("refers to the function " + function + ", which " + why);
    }

    static FailedFunctionException of(String function, RuntimeException failure) {
        String why = Secrets.hidden(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        return new FailedFunctionException(function, "fails: " + why.substring(0, Math.min(why.length(), LONGEST)));
    }
}

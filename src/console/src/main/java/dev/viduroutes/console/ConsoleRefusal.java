package dev.viduroutes.console;

/** A call can't be answered as it was meant; its message is for the one who called. */
final class ConsoleRefusal extends Exception {

    static final int MALFORMED = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int WRONG_METHOD = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int WRONG_TYPE = 415;
    static final int TOO_MANY = 429;
    static final int UNAVAILABLE = 503;

    private static final long serialVersionUID = 1;

    private final int status;
    private final boolean slow;
    private final String words;

    private ConsoleRefusal(int status, String message, boolean slow) {
        super(message, null, false, false);
        this.status = status;
        this.slow = slow;
        this.words = message;
    }

    ConsoleRefusal(int status, String message) {
        this(status, message, false);
    }

    static ConsoleRefusal wrongToken() {
        return new ConsoleRefusal(UNAUTHORIZED, "this is not the token", true);
    }

    static ConsoleRefusal malformed(String message) {
        return new ConsoleRefusal(MALFORMED, message);
    }

    static ConsoleRefusal notFound(String message) {
        return new ConsoleRefusal(NOT_FOUND, message);
    }

    int status() {
        return status;
    }

    /** @return for the one who called */
    String words() {
        return words;
    }

    /** @return whether who called must wait for it, and is counted among {@link ConsoleLogin}'s until then */
    boolean isSlow() {
        return slow;
    }
}

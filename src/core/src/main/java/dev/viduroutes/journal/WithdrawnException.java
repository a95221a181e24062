package dev.viduroutes.journal;

/** The request was withdrawn before its submit could be recorded: it must not be submitted. */
final class WithdrawnException extends Exception {

    private static final long serialVersionUID = 1L;

    WithdrawnException(String requestId) {
        super("requestId=" + requestId + " was withdrawn");
    }
}

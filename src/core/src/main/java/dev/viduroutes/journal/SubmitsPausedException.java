package dev.viduroutes.journal;

/** The intent to submit was not recorded, since a person has paused submits. */
final class SubmitsPausedException extends Exception {

    private static final long serialVersionUID = 1L;

    SubmitsPausedException(String requestId) {
        super("submits are paused: request " + requestId + " waits");
    }
}

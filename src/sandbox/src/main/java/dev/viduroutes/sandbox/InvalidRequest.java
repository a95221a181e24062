package dev.viduroutes.sandbox;

/** A request breaks a rule of the contract; the message names the field, what was found and what is allowed. */
final class InvalidRequest extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidRequest(String message) {
        super(message);
    }
}

package dev.viduroutes.sandbox;

/** A trigger is mistyped; the message says how it should look. It must not pass silently as "no fault". */
final class UnknownTrigger extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownTrigger(String message) {
        super(message);
    }
}

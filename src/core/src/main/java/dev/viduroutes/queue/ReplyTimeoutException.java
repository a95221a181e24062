package dev.viduroutes.queue;

/** A reply is given up: where it should go took none for too long, although its broker was there. */
public final class ReplyTimeoutException extends Exception {

    private static final long serialVersionUID = 1L;

    public ReplyTimeoutException(String destination, Throwable last) {
        super(destination + " takes no reply", last);
    }
}

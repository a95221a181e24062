package dev.viduroutes.costs;

import java.io.IOException;

/** An invoice can't be read as one, or not be compared; the message says what of it is wrong, and what would be right. */
public final class InvoiceException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    InvoiceException(String message) {
        super(message);
        what = message;
    }

    /** @return the same, of a line of the invoice */
    InvoiceException in(long line) {
        return new InvoiceException("in its line " + line + " stands " + what);
    }
}

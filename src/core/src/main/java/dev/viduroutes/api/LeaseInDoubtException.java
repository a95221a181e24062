package dev.viduroutes.api;

import java.io.IOException;

/** A submit was held back before its first byte, since another process may have its request by now. */
final class LeaseInDoubtException extends IOException {

    private static final long serialVersionUID = 1L;

    LeaseInDoubtException(String requestId) {
        super("request " + requestId
                + " was not confirmed for half of vidu.journal.lease; it may have been taken over");
    }
}

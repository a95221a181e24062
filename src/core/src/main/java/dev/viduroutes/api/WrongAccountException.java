package dev.viduroutes.api;

import java.io.IOException;

/** A call was about to leave for another server than that of its account, or said none. A defect: no key went with it. */
final class WrongAccountException extends IOException {

    private static final long serialVersionUID = 1L;

    WrongAccountException(String account) {
        super("a call for the account \"" + account + "\" was about to leave for a server that is not this account's");
    }
}

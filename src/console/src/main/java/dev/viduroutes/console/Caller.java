package dev.viduroutes.console;

import java.util.function.BooleanSupplier;

/**
 * Who calls.
 *
 * @param session what is planned for one can't be done by another; empty where nobody needs to log in
 * @param address where the call comes from
 * @param isLoggedIn whether what was shown then still lets him in; may read a file
 */
record Caller(String session, String address, BooleanSupplier isLoggedIn) {

    static Caller unknown(String address) {
        return new Caller("", address, () -> true);
    }
}

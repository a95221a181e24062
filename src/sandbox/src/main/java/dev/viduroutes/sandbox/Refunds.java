package dev.viduroutes.sandbox;

import java.util.Set;

/**
 * Which failed tasks are given back.
 *
 * @param all whatever they failed with
 * @param failCodes those that failed with one of these, unless all are
 */
record Refunds(boolean all, Set<String> failCodes) {

    static final Refunds ALL = new Refunds(true, Set.of());

    Refunds {
        failCodes = Set.copyOf(failCodes);
    }

    boolean include(String failCode) {
        return all || failCodes.contains(failCode);
    }
}

package dev.viduroutes.http;

import java.time.Duration;

/**
 * How long something may take, and the setting that says so.
 *
 * @param setting the key that holds the time
 */
public record TimeLimit(Duration longest, String setting) {

    String exceededBy(String what) {
        return what + " took longer than " + longest.toMillis() + " ms (" + setting + ")";
    }
}

package dev.viduroutes.images;

import java.time.Duration;

/**
 * How a picture was found the last time, and since when it is so.
 *
 * @param what tells one state from another
 */
record Sighting(String what, long sinceNanos) {

    static final Sighting NONE = new Sighting("", 0);

    /** @return the same if nothing changed, so that its time goes on */
    Sighting next(String now, long nanos) {
        return what.equals(now) ? this : new Sighting(now, nanos);
    }

    boolean isUnchangedFor(Duration time, long nanos) {
        return nanos - sinceNanos >= time.toNanos();
    }
}

package dev.viduroutes.journal;

/**
 * What an owner asks for with each of its writes: that nobody else takes the request over before the lease ends.
 *
 * @param owner who asks
 * @param asked when
 * @param untilMillis its end, in milliseconds since 1970
 */
record Lease(Owner owner, ClockReading asked, long untilMillis) {

    /** @return the owner as the journal knows it */
    String holder() {
        return owner.toString();
    }
}

package dev.viduroutes.sandbox;

/**
 * What an accepted task is paid with.
 *
 * @param priceMicros of one second, in millionths of a dollar
 */
record Bill(SandboxAccount account, int seconds, long priceMicros) {

    long amountMicros() {
        return seconds * priceMicros;
    }
}

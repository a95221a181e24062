package dev.viduroutes.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Whether somebody knows the token. Who does not waits a second for the answer, and only so many wait at once: nobody tries more
 * than {@value #MOST_WAITING} a second, over however many connections.
 */
final class ConsoleLogin {

    static final int MOST_WAITING = 16;
    static final long WAIT_MILLIS = 1_000;

    private final Optional<Supplier<String>> token;
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param token nothing if anybody who reaches the console may look */
    ConsoleLogin(Optional<Supplier<String>> token) {
        this.token = token;
    }

    boolean isNeeded() {
        return token.isPresent();
    }

    /**
     * May read a file. In constant time: else the delay would tell how many characters are right.
     *
     * @throws ConsoleRefusal if it is another token, to be told in a second, with {@link #forget()}; or if too many wait for that
     */
    void check(String given) throws ConsoleRefusal {
        if (token.isEmpty()) {
            return;
        } else if (waiting.incrementAndGet() > MOST_WAITING) {
            forget();
            throw new ConsoleRefusal(
                    ConsoleRefusal.TOO_MANY, "too many wrong tokens were shown just now; try again in a second");
        } else if (!MessageDigest.isEqual(bytes(token.get().get()), bytes(given))) {
            throw ConsoleRefusal.wrongToken();
        }
        forget();
    }

    /** A wrong token was answered. */
    void forget() {
        waiting.decrementAndGet();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

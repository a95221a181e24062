package dev.viduroutes.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who has shown the token, by what the browser keeps of that. Bounded: the oldest must show it again. Thread-safe. */
final class ConsoleSessions {

    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 256;
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    private final Map<String, Instant> ends = new LinkedHashMap<>();

    ConsoleSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** @return something that nobody can guess */
    static String unguessable(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    synchronized String begin() {
        if (ends.size() == MOST) {
            Iterator<String> oldest = ends.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        String id = unguessable(random);
        ends.put(id, clock.instant().plus(LIFE));
        return id;
    }

    /** By a table of hashes: how long that takes tells nothing of 256 random bits. */
    synchronized boolean isValid(String id) {
        Instant end = ends.get(id);
        if (end != null && end.isBefore(clock.instant())) {
            ends.remove(id);
            return false;
        }
        return end != null;
    }

    synchronized void end(String id) {
        ends.remove(id);
    }
}

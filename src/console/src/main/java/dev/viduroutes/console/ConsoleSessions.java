package dev.viduroutes.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who has shown the token, by what the browser keeps of that. A session ends with the token that it began with. Bounded: who was away
 * longest must show it again. Thread-safe.
 */
final class ConsoleSessions {

    static final Duration LIFE = Duration.ofHours(12);

    private static final int MOST = 256;
    private static final int BYTES = 32;

    private record Session(Instant end, String mark) {}

    private final SecureRandom random = new SecureRandom();
    private final InstantSource clock;
    /** Who was seen last comes last. */
    private final Map<String, Session> known = new LinkedHashMap<>(16, 0.75F, true);

    ConsoleSessions(InstantSource clock) {
        this.clock = clock;
    }

    /** @return something that nobody can guess */
    static String unguessable(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @param mark of the token that was shown */
    synchronized String begin(String mark) {
        Instant now = clock.instant();
        known.values().removeIf(session -> session.end().isBefore(now));
        if (known.size() == MOST) {
            Iterator<String> oldest = known.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        String id = unguessable(random);
        known.put(id, new Session(now.plus(LIFE), mark));
        return id;
    }

    /**
     * By a table of hashes: how long that takes tells nothing of 256 random bits.
     *
     * @param mark of the token that counts now
     */
    synchronized boolean isValid(String id, String mark) {
        Session session = known.get(id);
        if (session != null
                && (session.end().isBefore(clock.instant()) || !session.mark().equals(mark))) {
            known.remove(id);
            return false;
        }
        return session != null;
    }

    synchronized void end(String id) {
        known.remove(id);
    }
}

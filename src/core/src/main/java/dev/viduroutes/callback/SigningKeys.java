package dev.viduroutes.callback;

import dev.viduroutes.settings.RotatingSecret;
import dev.viduroutes.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys that callback URLs of an account are signed with. One that is replaced while the gateway runs is accepted for as long as tasks that
 * were submitted with it may still be called back. Thread-safe.
 */
final class SigningKeys {

    private final List<RotatingSecret> secrets;
    private final long keptNanos;
    private final LongSupplier nanos;
    /** Each secret that signed or was accepted, and when it was last seen in the settings. */
    private final Map<String, Long> seen = new LinkedHashMap<>();

    SigningKeys(Settings settings, List<RotatingSecret> secrets, LongSupplier nanos) {
        this.secrets = secrets;
        // A task that has not ended by then is given up.
        this.keptNanos = longestTask(settings).toNanos();
        this.nanos = nanos;
    }

    private static Duration longestTask(Settings settings) {
        return settings.poll().taskTimeout().plus(settings.callback().grace());
    }

    /** @return what new URLs are signed with; nothing outside of callback mode */
    synchronized Optional<SecretKeySpec> signing() {
        return look().findFirst().map(SigningKeys::key);
    }

    /** @return what URLs may be signed with */
    synchronized List<SecretKeySpec> accepted() {
        look();
        return seen.keySet().stream().map(SigningKeys::key).toList();
    }

    private Stream<String> look() {
        long now = nanos.getAsLong();
        List<String> current = secrets.stream().map(RotatingSecret::value).toList();
        current.forEach(secret -> seen.put(secret, now));
        for (Iterator<Long> last = seen.values().iterator(); last.hasNext(); ) {
            if (now - last.next() > keptNanos) {
                last.remove();
            }
        }
        return current.stream();
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), CallbackUrls.ALGORITHM);
    }
}

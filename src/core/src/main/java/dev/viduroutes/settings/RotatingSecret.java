package dev.viduroutes.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A secret that may be replaced while the gateway runs: its file is looked at again when the secret is asked for. No thread
 * and no watch of the file system is needed, which would miss how Kubernetes swaps a link. Thread-safe.
 */
public final class RotatingSecret {

    /** Strangers may ask, too: the address of the callback endpoint is enough. */
    private static final Duration LOOKED_AT_MOST_EVERY = Duration.ofMillis(200);

    private static final Logger LOG = LoggerFactory.getLogger("vidu");

    private final Optional<SecretFile> file;
    private final Pattern allowed;
    private final String rule;
    private final LongSupplier nanos;
    private String value;
    private long lookedNanos;
    /** What was told of the file; empty if it was in order the last time. */
    private String trouble = "";

    /**
     * @param value the secret of the start
     * @param file where it came from; nothing if it can't change
     * @param nanos monotonic clock, for example System::nanoTime
     */
    RotatingSecret(String value, Optional<SecretFile> file, Pattern allowed, String rule, LongSupplier nanos) {
        this.value = value;
        this.file = file;
        this.allowed = allowed;
        this.rule = rule;
        this.nanos = nanos;
        this.lookedNanos = nanos.getAsLong();
    }

    /** @return one that is not set, and never will be */
    static RotatingSecret none(Pattern allowed, String rule) {
        return new RotatingSecret("", Optional.empty(), allowed, rule, System::nanoTime);
    }

    /** @return the secret as its file has it now; the one of before if that can't be read, which is logged once; empty if none is set */
    public synchronized String value() {
        long now = nanos.getAsLong();
        if (file.isPresent() && now - lookedNanos >= LOOKED_AT_MOST_EVERY.toNanos()) {
            lookedNanos = now;
            look(file.get());
        }
        return value;
    }

    /** @return whether it may be another one later */
    public boolean mayChange() {
        return file.isPresent();
    }

    private void look(SecretFile source) {
        try {
            String found = source.read(allowed, rule);
            trouble = "";
            if (!found.equals(value)) {
                // Before anybody uses it.
                Secrets.remember(List.of(found));
                value = found;
                LOG.info("{} has another secret, which is used from now on", source.name());
            }
        } catch (SettingsException unusable) {
            String why = unusable.getMessage();
            if (!why.equals(trouble)) {
                trouble = why;
                LOG.warn("{}; the secret of before is used meanwhile", why);
            }
        }
    }

    /** Hides it. */
    @Override
    public String toString() {
        return "RotatingSecret[hidden]";
    }
}

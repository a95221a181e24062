package dev.viduroutes.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells in the log that a broker is away: one line, a reminder now and then, and one more line when it is back. The
 * clients try again every few seconds, and whoever reads the log need not hear of each try. Thread-safe.
 */
public final class BrokerWatch {

    static final Duration REMINDER = Duration.ofMinutes(5);

    /** What happens while a queue can't be read. */
    public static final String ALL_WAITS = "requests wait there, outcomes here, and what is under way goes on";

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    /** Clients put their options into their messages, passwords of key stores among them. */
    private static final Pattern SECRET = Pattern.compile("(?i)((?:password|secret|token)\\s*=\\s*)[^&,;)\\s]+");

    private final String broker;
    private final String meanwhile;
    private final InstantSource clock;
    private Optional<Instant> gone = Optional.empty();
    private Instant told = Instant.MIN;

    /**
     * @param broker what it is called in the log, such as {@code intake=jms broker=tcp://a:61616 queue=b}
     * @param meanwhile what happens until it is back
     */
    public BrokerWatch(String broker, String meanwhile, InstantSource clock) {
        this.broker = broker;
        this.meanwhile = meanwhile;
        this.clock = clock;
    }

    /** A try failed. */
    public synchronized void unavailable(String why) {
        Instant now = clock.instant();
        String cause = SECRET.matcher(why).replaceAll("$1…");
        if (gone.isEmpty()) {
            gone = Optional.of(now);
            told = now;
            LOG.warn("{} unavailable: {}; {}", broker, cause, meanwhile);
        } else if (!now.isBefore(told.plus(REMINDER))) {
            told = now;
            LOG.warn("{} still unavailable after {} s: {}", broker, secondsSince(gone.get(), now), cause);
        }
    }

    /** A try succeeded. */
    public synchronized void available() {
        gone.ifPresent(
                begin -> LOG.info("{} available again after {} s", broker, secondsSince(begin, clock.instant())));
        gone = Optional.empty();
    }

    private static long secondsSince(Instant begin, Instant now) {
        return Duration.between(begin, now).toSeconds();
    }
}

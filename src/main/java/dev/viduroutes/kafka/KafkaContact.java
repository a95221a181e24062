package dev.viduroutes.kafka;

import dev.viduroutes.outage.OutageWatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Finds out whether the brokers are there. Kafka's consumer does not say: it tries again by itself, and its polls bring
 * nothing meanwhile. Used by the thread that polls.
 */
final class KafkaContact {

    /** A connection is replaced now and then; this long without any is an outage. */
    private static final Duration UNCONNECTED = Duration.ofSeconds(3);
    /** A client that is never answered, or not as it should be, connects again and again. */
    private static final Duration NEVER_HEARD = Duration.ofSeconds(15);
    /** A line may be dead without being cut. A group that waits for a member that was killed is silent for 45 s. */
    private static final Duration UNHEARD = Duration.ofSeconds(60);
    /** How often a topic is looked for that may not exist; often enough to be recent. */
    private static final Duration LOOK = Duration.ofSeconds(10);
    /** What fails again and again may bring answers in between. */
    private static final Duration RECENTLY = Duration.ofSeconds(15);

    private final OutageWatch watch;
    private final KafkaTroubles troubles;
    private final InstantSource clock;
    private Instant connected;
    private Instant heard;
    private Instant failed = Instant.MIN;
    private Instant looked;
    private double signs;

    KafkaContact(OutageWatch watch, KafkaTroubles troubles, InstantSource clock) {
        this.watch = watch;
        this.troubles = troubles;
        this.clock = clock;
        connected = clock.instant();
        heard = connected;
        looked = connected;
    }

    /**
     * A poll ended well, which means nothing yet.
     *
     * @param connections that are open, or being opened
     * @param signsOfLife how many answers there were so far that only an accepted client has
     */
    void polled(double connections, double signsOfLife) {
        Instant now = clock.instant();
        connected = connections > 0 ? now : connected;
        if (signsOfLife != signs) {
            signs = signsOfLife;
            heard = now;
            if (!failed.plus(RECENTLY).isAfter(now)) {
                watch.available();
            }
        } else if (connected.plus(UNCONNECTED).isBefore(now)
                || heard.plus(patience()).isBefore(now)) {
            watch.unavailable(troubles.nobody());
        }
    }

    /**
     * @param assigned whether any partition is; a topic that does not exist has none, and is no failure to the client
     * @return whether it is time to look for the topic
     */
    boolean isTopicToBeLookedFor(boolean assigned) {
        Instant now = clock.instant();
        if (assigned || looked.plus(LOOK).isAfter(now)) {
            return false;
        }
        looked = now;
        return true;
    }

    private Duration patience() {
        return signs == 0 ? NEVER_HEARD : UNHEARD;
    }

    /** A poll failed, or no client could be made. */
    void failed(Throwable failure) {
        failed = clock.instant();
        watch.unavailable(troubles.why(failure));
    }
}

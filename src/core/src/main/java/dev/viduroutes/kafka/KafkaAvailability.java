package dev.viduroutes.kafka;

import dev.viduroutes.outage.IntakeWatchdog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether the brokers are there. Kafka's consumer does not say: it tries again by itself, and its polls bring
 * nothing meanwhile. Used by the thread that polls.
 */
final class KafkaAvailability {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    /** A connection is replaced now and then; this long without any is an outage. */
    private static final Duration UNCONNECTED = Duration.ofSeconds(3);
    /** A client that is never answered, or not as it should be, connects again and again. */
    private static final Duration NEVER_HEARD = Duration.ofSeconds(15);
    /** A line may be dead without being cut. A group that waits for a member that was killed is silent for 45 s. */
    static final Duration UNHEARD = Duration.ofSeconds(50);
    /** A member that is gone, such as this process before it lost the brokers, keeps its partitions for 45 s. */
    private static final Duration IDLE = Duration.ofMinutes(1);
    /** How often it is checked whether the topic exists; often enough to be recent. */
    private static final Duration TOPIC_CHECK_INTERVAL = Duration.ofSeconds(10);

    private final String place;
    private final IntakeWatchdog watch;
    private final KafkaFailureAnalyzer analyzer;
    private final InstantSource clock;
    private Instant connected;
    private Instant heard;
    private Instant checked;
    private double signs;
    private Instant assigned;
    private boolean idle;

    KafkaAvailability(String place, IntakeWatchdog watch, KafkaFailureAnalyzer analyzer, InstantSource clock) {
        this.place = place;
        this.watch = watch;
        this.analyzer = analyzer;
        this.clock = clock;
        connected = clock.instant();
        heard = connected;
        checked = connected;
        assigned = connected;
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
            watch.works();
        } else if (connected.plus(UNCONNECTED).isBefore(now)
                || heard.plus(patience()).isBefore(now)) {
            watch.failed(analyzer.nobody());
        }
    }

    /**
     * @param assigned whether any partition is; a topic that does not exist has none, and is no failure to the client
     * @return whether it is time to check that the topic exists
     */
    boolean isTopicCheckDue(boolean assigned) {
        Instant now = clock.instant();
        idle &= !assigned;
        this.assigned = assigned ? now : this.assigned;
        if (assigned || checked.plus(TOPIC_CHECK_INTERVAL).isAfter(now)) {
            return false;
        }
        checked = now;
        return true;
    }

    /**
     * The topic is there, this process is a member of the group, and has no partition of it.
     *
     * @param partitions that the topic has
     */
    void isIdle(int partitions) {
        if (!idle && assigned.plus(IDLE).isBefore(clock.instant())) {
            idle = true;
            LOG.info("{} takes nothing: {}", place, analyzer.othersHaveAll(partitions));
        }
    }

    /** @param full whether nothing is fetched, since as many records as allowed are under way */
    void full(boolean full) {
        watch.full(full);
    }

    /** A broker that is needed does not answer. */
    void silent(String why) {
        watch.failed(why);
    }

    private Duration patience() {
        return signs == 0 ? NEVER_HEARD : UNHEARD;
    }

    /** A poll failed, or no client could be made. */
    void failed(Throwable failure) {
        watch.failed(analyzer.why(failure));
    }
}

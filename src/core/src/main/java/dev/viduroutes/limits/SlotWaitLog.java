package dev.viduroutes.limits;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that a request has waited for a slot for a minute. That is usual for a gateway with much to do, but if other
 * processes have the slots nothing else would say so.
 *
 * <p>Not safe for use by several threads; {@link TaskSlots} takes care of that.
 */
final class SlotWaitLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.slots");

    private final SlotStore store;
    private final String which;
    private final LongWaitDetector wait;

    /**
     * @param which whose slots these are, as the log says it; empty if there is one account only
     * @param nanos monotonic clock, for example System::nanoTime
     */
    SlotWaitLog(SlotStore store, String which, LongSupplier nanos) {
        this.which = which;
        this.store = store;
        this.wait = new LongWaitDetector(nanos);
    }

    long now() {
        return wait.now();
    }

    /** What was waited until now had another reason. */
    void restart() {
        wait.restart();
    }

    /**
     * @param waiting requests that wait for their turn
     * @param urgent those among them that are served before others
     * @param sinceNanos since when the one waits that waits longest; empty if something else holds all back
     */
    void look(int waiting, int urgent, OptionalLong sinceNanos) throws Exception {
        if (waiting == 0) {
            wait.isOver();
        } else if (sinceNanos.isPresent() && wait.isNews(sinceNanos.getAsLong())) {
            LOG.info(
                    "slots={}{} are all taken, by this process or others at the same journal, waiting={} urgent={}: a"
                            + " request has waited for its turn for a minute; vidu.limits.concurrent-tasks sets their number",
                    store.inUse(),
                    which,
                    waiting,
                    urgent);
        }
    }
}

package dev.viduroutes.limits;

import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that submits have waited for a permit for a minute, with the setting that makes them wait.
 *
 * <p>Not safe for use by several threads; {@link CallScheduler} takes care of that.
 */
final class SubmitWaitLog {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.budget");

    private final String which;
    private final LongWaitDetector wait;

    /**
     * @param which whose submits these are, as the log says it; empty if there is one account only
     * @param nanos monotonic clock, for example System::nanoTime
     */
    SubmitWaitLog(String which, LongSupplier nanos) {
        this.which = which;
        wait = new LongWaitDetector(nanos);
    }

    /**
     * To be called often.
     *
     * @param pausing whether the API asked for a pause: then that is the reason, and logged already
     * @return how long until it must be called again, in nanoseconds, if that matters
     */
    OptionalLong look(PendingCalls calls, boolean pausing) {
        OptionalLong first = calls.oldestSubmitNanos();
        if (first.isEmpty()) {
            wait.isOver();
        } else if (pausing) {
            wait.restart();
        } else if (wait.isNews(first.getAsLong())) {
            LOG.info(
                    "submits={}{} wait for a permit, the first for a minute; vidu.limits.requests sets how many calls there"
                            + " are in vidu.limits.window, over all processes at the same journal",
                    calls.submits(),
                    which);
        } else {
            return OptionalLong.of(wait.leftNanos(first.getAsLong()));
        }
        return OptionalLong.empty();
    }
}

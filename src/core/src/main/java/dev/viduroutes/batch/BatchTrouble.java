package dev.viduroutes.batch;

import dev.viduroutes.lifecycle.StoppingException;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.outage.LogThrottle;
import java.util.function.LongSupplier;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says why a batch, or one of its rows, does not go on: a line for each reason every five minutes, since each second is a try. Thread-safe. */
final class BatchTrouble {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.batch");

    private final Batch batch;
    private final LogThrottle throttle;

    /** @param nanos monotonic clock, for example System::nanoTime */
    BatchTrouble(Batch batch, LongSupplier nanos) {
        this.batch = batch;
        throttle = new LogThrottle(nanos);
    }

    void unreadable(Exception why) {
        if (throttle.allows("read" + why.getClass())) {
            LOG.warn(
                    "batch={} name={} can't be read now: {}; its next rows wait until it can",
                    batch.shortId(),
                    batch.recordName(),
                    ErrorText.ofRootCause(why));
        }
    }

    /** A stop may be heard by a row before its batch hears of it. */
    void waits(BatchRow row, Throwable why) {
        if (ObjectHelper.getException(StoppingException.class, why) == null
                && throttle.allows("row" + why.getClass())) {
            LOG.warn(
                    "batch={} name={} row={} waits: {}; it is tried until it succeeds",
                    batch.shortId(),
                    batch.recordName(),
                    row.number(),
                    ErrorText.ofRootCause(why));
        }
    }
}

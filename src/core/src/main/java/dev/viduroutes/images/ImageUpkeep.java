package dev.viduroutes.images;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.lifecycle.StopSignal;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Removes pictures that nothing needs any more: those alone that this journal says were put there. The journal decides between a
 * removal and a use of the same picture, whichever process asks first.
 */
public final class ImageUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.images");

    /** So many in a row are no matter of single pictures. */
    private static final int MOST_FAILURES = 20;

    /** Begun and sent within twice this, a removal has ended well before somebody else may use the picture. */
    private static final Duration TIMEOUT = ImageTable.REMOVAL.dividedBy(5);

    private final ImageTable table;
    private final ImageSettings settings;
    private final ImageBucket bucket;
    private final BooleanSupplier stopping;
    private int removed;
    private int failures;
    private boolean told;

    public ImageUpkeep(Settings settings, ImageTable table, VideoStore store, StopSignal stop) {
        this(settings.images(), table, new ImageBucket(store, settings.images()), stop::hasBegun);
    }

    ImageUpkeep(ImageSettings settings, ImageTable table, ImageBucket bucket, BooleanSupplier stopping) {
        this.settings = settings;
        this.table = table;
        this.bucket = bucket;
        this.stopping = stopping;
    }

    /** To be called now and then. What can't be removed now is tried again the next time, and holds up no other. */
    public synchronized void prune() throws SQLException {
        removed = 0;
        failures = 0;
        try {
            String last = "";
            for (List<String> due = unused(last); !due.isEmpty() && !isOver(); due = unused(last)) {
                removeAll(due);
                last = due.get(due.size() - 1);
            }
        } finally {
            if (removed > 0) {
                LOG.info("bucket={} pictures removed={}: nothing needed them", settings.bucket(), removed);
            }
        }
    }

    private List<String> unused(String last) throws SQLException {
        return table.unused(settings.keep(), last);
    }

    private boolean isOver() {
        return stopping.getAsBoolean() || failures >= MOST_FAILURES;
    }

    private void removeAll(List<String> due) throws SQLException {
        Set<String> needed = table.needed();
        for (String name : due) {
            if (isOver()) {
                return;
            }
            if (!needed.contains(name)) {
                remove(name);
            }
        }
    }

    private void remove(String name) throws SQLException {
        long began = System.nanoTime();
        OptionalLong removal = table.remove(name, settings.keep());
        if (removal.isEmpty() || System.nanoTime() - began > TIMEOUT.toNanos()) {
            return;
        }
        try {
            bucket.delete(name, TIMEOUT);
        } catch (SdkException refused) {
            failed(name, removal.getAsLong(), refused);
            return;
        }
        table.forget(name, removal.getAsLong());
        removed++;
        failures = 0;
        told = false;
    }

    /** Without an answer it may be removed yet, so that it stays marked. */
    private void failed(String name, long removal, SdkException refused) throws SQLException {
        if (refused instanceof S3Exception answer && answer.statusCode() < 500) {
            table.keep(name, removal);
        }
        failures++;
        if (!told) {
            told = true;
            LOG.warn(
                    "bucket={} pictures that nothing needs stay, since they can't be removed (s3:DeleteObject for {}*, or a"
                            + " lifecycle rule): {}",
                    settings.bucket(),
                    settings.prefix(),
                    ErrorText.ofRootCause(refused));
        }
    }
}

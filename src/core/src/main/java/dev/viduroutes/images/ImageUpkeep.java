package dev.viduroutes.images;

import dev.viduroutes.delivery.VideoStore;
import dev.viduroutes.journal.ImageTable;
import dev.viduroutes.outage.ErrorText;
import dev.viduroutes.settings.ImageSettings;
import dev.viduroutes.settings.Settings;
import java.sql.SQLException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/** Removes pictures that nothing needs any more: those alone that this journal says were put there. */
public final class ImageUpkeep {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.images");

    private final ImageTable table;
    private final ImageSettings settings;
    private final ImageBucket bucket;
    private boolean told;

    public ImageUpkeep(Settings settings, ImageTable table, VideoStore store) {
        this.table = table;
        this.settings = settings.images();
        this.bucket = new ImageBucket(store, settings.images());
    }

    /** To be called now and then. What can't be removed now is tried again. */
    public synchronized void prune() throws SQLException {
        List<String> unused = table.unused(settings.keep());
        int removed = 0;
        try {
            for (String name : unused) {
                bucket.delete(name);
                table.forget(name, settings.keep());
                removed++;
            }
            told = false;
        } catch (SdkException refused) {
            tell(refused);
        }
        if (removed > 0) {
            LOG.info("bucket={} pictures removed={}: nothing needed them", settings.bucket(), removed);
        }
    }

    private void tell(SdkException refused) {
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

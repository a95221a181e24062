package dev.viduroutes.intake;

import dev.viduroutes.request.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes request files that are done. One that can't be removed must not be taken, and paid, again: it is remembered until
 * it changes. Thread-safe.
 */
final class DoneFiles {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final Map<Path, FileTime> left = new HashMap<>();

    /**
     * Removes the file, unless it was replaced meanwhile: that is another request.
     *
     * @param original the bytes that were read, or something else if there were too many
     */
    synchronized void remove(Path file, Source source, Object original) {
        try {
            if (isWhatWasRead(file, source, original)) {
                PlainFiles.modified(file).ifPresent(time -> left.put(file, time));
                Files.delete(file);
                left.remove(file);
            }
        } catch (NoSuchFileException gone) {
            left.remove(file);
        } catch (IOException stays) {
            LOG.error(
                    "file={} is done but can't be removed; it is ignored until it changes: {}", file, stays.toString());
        }
    }

    private static boolean isWhatWasRead(Path file, Source source, Object original) throws IOException {
        return original instanceof byte[] bytes
                ? PlainFiles.holds(file, bytes)
                : String.valueOf(Files.getLastModifiedTime(file).toMillis()).equals(source.stamp());
    }

    /** @return whether the file is done, and could not be removed */
    synchronized boolean contains(Path file) {
        FileTime done = left.get(file);
        if (done == null) {
            return false;
        }
        boolean unchanged = PlainFiles.modified(file).filter(done::equals).isPresent();
        if (!unchanged) {
            left.remove(file);
        }
        return unchanged;
    }
}

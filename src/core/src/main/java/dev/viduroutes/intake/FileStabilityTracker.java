package dev.viduroutes.intake;

import dev.viduroutes.settings.FileIntakeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks which files of the intake folder are complete, by what this process saw of them. A file is complete when its size and modification time did not
 * change between two polls; what the modification time says, by the clock of whatever server, counts for nothing.
 * What can't be read, and what is not finished, is tried again later. Thread-safe.
 */
final class FileStabilityTracker {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    /** A file that was not seen for several polls is gone. */
    private static final int POLLS = 10;

    private final Duration settle;
    private final Duration forget;
    private final Duration gone;
    private final LongSupplier nanos;
    /** Those seen longest ago come first. */
    private final Map<Path, Seen> seen = new LinkedHashMap<>(16, 0.75f, true);

    /** @param nanos monotonic clock, for example System::nanoTime */
    FileStabilityTracker(FileIntakeSettings settings, LongSupplier nanos) {
        this.settle = settings.settle();
        gone = settings.pollInterval().multipliedBy(POLLS);
        this.forget = gone.plusMinutes(1);
        this.nanos = nanos;
    }

    /** Notes how the file is now. @return whether it is one, and no link, folder or device */
    synchronized boolean observe(Path file) {
        forgetWhatIsGone();
        Optional<BasicFileAttributes> found = attributes(file);
        if (found.isEmpty()) {
            seen.remove(file);
            return false;
        }
        Seen before = seen.get(file);
        if (before == null) {
            seen.put(file, new Seen(found.get()));
        } else {
            before.observe(found.get());
        }
        return true;
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS))
                    .filter(BasicFileAttributes::isRegularFile);
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void forgetWhatIsGone() {
        Iterator<Seen> eldest = seen.values().iterator();
        while (eldest.hasNext() && eldest.next().isOlderThan(forget)) {
            eldest.remove();
        }
    }

    /** @return how many files lie there */
    synchronized int count() {
        return (int) there().count();
    }

    /** @return for how long one of them has been there as it is; zero if there is none */
    synchronized Duration oldest() {
        long now = nanos.getAsLong();
        return Duration.ofNanos(
                there().mapToLong(file -> now - file.since).max().orElse(0));
    }

    private Stream<Seen> there() {
        return seen.values().stream().filter(file -> !file.isOlderThan(gone));
    }

    /** @return whether the file may be taken now, as far as this process saw it */
    synchronized boolean isDue(Path file) {
        Seen state = seen.get(file);
        return state != null && state.isDue();
    }

    /** @return whether the file is as it was at the last poll */
    synchronized boolean isUnchanged(Path file, BasicFileAttributes now) {
        Seen state = seen.get(file);
        return state != null && state.isSame(now);
    }

    /**
     * Asked of a file that ends too early.
     *
     * @param wait for the rest, from its last change on
     * @return whether it will not become complete any more; if it may, it is tried again when it changed, or the wait is over
     */
    synchronized boolean isFinal(Path file, Duration wait) {
        Seen state = seen.get(file);
        if (state == null || state.unchangedFor(wait)) {
            return true;
        }
        state.wait = wait;
        LOG.debug("file={} ends too early; it waits for the rest", RegularFiles.printable(file));
        return false;
    }

    /** The file can't be taken or read now. It is logged once, and tried again ever more seldom. */
    synchronized void failed(Path file, IOException why) {
        Seen state = seen.get(file);
        if (state != null) {
            state.fail();
            if (!state.told) {
                state.told = true;
                LOG.warn(
                        "file={} can't be read: {}; it stays, and is tried again",
                        RegularFiles.printable(file),
                        RegularFiles.reason(why));
            }
        }
    }

    /** The file is taken. */
    synchronized void taken(Path file) {
        Seen state = seen.remove(file);
        if (state != null && state.told) {
            LOG.info("file={} can be read again", RegularFiles.printable(file));
        }
    }

    /** One file, since it is as it is. */
    private final class Seen {

        private long size;
        private FileTime modified;
        private long since;
        private long last;
        private Duration wait = settle;
        private boolean told;
        private int failures;
        private long retryAt;

        Seen(BasicFileAttributes found) {
            change(found);
        }

        void observe(BasicFileAttributes found) {
            last = nanos.getAsLong();
            if (!isSame(found)) {
                change(found);
            }
        }

        private void change(BasicFileAttributes found) {
            size = found.size();
            modified = found.lastModifiedTime();
            since = nanos.getAsLong();
            last = since;
            wait = settle;
        }

        boolean isSame(BasicFileAttributes found) {
            return size == found.size() && modified.equals(found.lastModifiedTime());
        }

        boolean isDue() {
            return unchangedFor(wait.compareTo(settle) > 0 ? wait : settle)
                    && (failures == 0 || nanos.getAsLong() - retryAt >= 0);
        }

        boolean unchangedFor(Duration time) {
            return nanos.getAsLong() - since >= time.toNanos();
        }

        boolean isOlderThan(Duration age) {
            return nanos.getAsLong() - last > age.toNanos();
        }

        void fail() {
            long delay = Math.min(LONGEST_RETRY.toNanos(), FIRST_RETRY.toNanos() << Math.min(failures, 10));
            failures++;
            retryAt = nanos.getAsLong() + delay;
        }
    }
}

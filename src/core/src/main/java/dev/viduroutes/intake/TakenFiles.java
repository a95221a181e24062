package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that this process has taken: each is moved into a folder of its own, and from there it is removed or given back. A mount
 * that hangs holds up the threads that need the folder, and none that only counts the files. Thread-safe.
 */
final class TakenFiles {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final boolean urgent;
    private final FileStabilityTracker stability;
    private final UnfinishedFiles unfinished;
    private final Duration checkInterval;
    private final DurableFiles files;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final BooleanSupplier unused;
    private final TakenFolder folder;
    private final AbandonedFolders abandoned;
    private long checked;
    private boolean checkedBefore;

    /**
     * @param nanos monotonic clock, for example System::nanoTime
     * @param unused whether no file is in flight, so that the folder may go
     */
    TakenFiles(
            IntakeFolder intake,
            Settings settings,
            FileStabilityTracker stability,
            DurableFiles files,
            InstantSource clock,
            LongSupplier nanos,
            BooleanSupplier unused) {
        urgent = settings.intake().isUrgent(intake.path());
        this.stability = stability;
        unfinished = new UnfinishedFiles(settings.intake());
        this.files = files;
        this.clock = clock;
        this.nanos = nanos;
        this.unused = unused;
        Path inbox = intake.path().toAbsolutePath();
        Duration lease = settings.journal().lease();
        checkInterval = lease.dividedBy(4);
        folder = new TakenFolder(inbox, intake.maxBytes(), files);
        abandoned = new AbandonedFolders(inbox, lease, nanos);
    }

    /**
     * Takes a file, unless it is gone, can't be read, or may still be written.
     *
     * @param next gets the file before anything else happens to the folder
     * @return whether it is taken
     */
    synchronized boolean take(Path path, Consumer<TakenFile> next) {
        Optional<TakenFile> mine = take(path);
        mine.ifPresent(one -> {
            stability.taken(path);
            next.accept(one);
        });
        return mine.isPresent();
    }

    private Optional<TakenFile> take(Path path) {
        Optional<TakenFile> mine = Optional.empty();
        try {
            if (!Files.isReadable(path)) {
                throw new AccessDeniedException(path.toString());
            }
            mine = judge(path, folder.take(path.getFileName()));
        } catch (NoSuchFileException gone) {
            LOG.debug("file={} is gone", RegularFiles.printable(path));
        } catch (IOException unreadable) {
            stability.failed(path, unreadable);
        }
        if (mine.isEmpty()) {
            giveBack(path.getFileName());
        }
        return mine;
    }

    private Optional<TakenFile> judge(Path path, TakenFolder.Contents found) {
        // What is no file any more is a stray by now.
        if (!found.attributes().isRegularFile() || !stability.isUnchanged(path, found.attributes())) {
            return Optional.empty();
        }
        Optional<Duration> wait = unfinished.waitFor(found);
        if (wait.isPresent() && !stability.isFinal(path, wait.get())) {
            return Optional.empty();
        }
        return Optional.of(new TakenFile(
                folder.path().resolve(path.getFileName()),
                source(path, found.attributes()),
                found.bytes(),
                found.attributes().size()));
    }

    private Source source(Path path, BasicFileAttributes found) {
        Source source = Source.ofFile(
                path.getFileName().toString(), found.lastModifiedTime().toMillis());
        return urgent ? source.asUrgent() : source;
    }

    /** Removes a file whose outcome is safe elsewhere. */
    synchronized void remove(TakenFile done) {
        try {
            done.remove(files);
        } catch (IOException stays) {
            LOG.error(
                    "file={} is done but can't be removed; it is reported again at the next start: {}",
                    done.source().recordName(),
                    RegularFiles.reason(stays));
        }
    }

    /** The file goes back to where it came from. */
    synchronized void giveBack(Path name) {
        try {
            folder.giveBack(name);
        } catch (IOException stays) {
            LOG.warn(
                    "file={} can't be put back; the next start does: {}",
                    RegularFiles.printable(name),
                    RegularFiles.reason(stays));
        }
    }

    /** Shows other processes that this one lives, and takes care of what others left behind. */
    synchronized void upkeep() throws IOException {
        removeUnusedFolder();
        long now = nanos.getAsLong();
        if (!checkedBefore || now - checked >= checkInterval.toNanos()) {
            checkedBefore = true;
            checked = now;
            folder.showLife(FileTime.from(clock.instant()));
            abandoned.giveBack(folder.path());
        }
    }

    private void removeUnusedFolder() throws IOException {
        if (unused.getAsBoolean()) {
            folder.tidy();
        }
    }

    /** Like {@link #upkeep}, after the last file in flight. */
    synchronized void leaveNoFolder() {
        try {
            removeUnusedFolder();
        } catch (IOException stays) {
            LOG.debug("folder={} can't be removed", folder.path(), stays);
        }
    }
}

package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes request files from the intake folder, and bounds those in flight. The file consumer asks three times: whether a
 * file is one ({@link #accept}), whether it may be considered ({@link #add}), and then, oldest first, for every file that
 * it is about to take. Only the last question takes the file, so that those that waited longest come first and a file that
 * can't be taken yet holds up no other. A file for which too many are in flight stays in its folder, which is the queue. Camel's own
 * bounds count messages per poll, not messages in flight. Thread-safe.
 */
public final class InFlightFiles extends ServiceSupport
        implements GenericFileFilter<File>, IdempotentRepository, FileReadLockAdapter {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");
    private static final String VARIABLE = "viduTakenFile";

    private final int maxInFlight;
    private final Path inbox;
    private final FileStabilityTracker stability;
    private final Duration lookAround;
    private final DurableFiles files;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Set<String> listed = new HashSet<>();
    private final Map<String, TakenFile> taken = new HashMap<>();

    /** Guards the folders. A mount that hangs holds up whoever needs them, and nobody who only counts. */
    private final Object io = new Object();

    private final TakenFolder folder;
    private final AbandonedFolders abandoned;
    private long lookedAround;
    private boolean lookedBefore;

    public InFlightFiles(Settings settings, DurableFiles files, InstantSource clock) {
        this(settings, files, clock, System::nanoTime);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    InFlightFiles(Settings settings, DurableFiles files, InstantSource clock, LongSupplier nanos) {
        maxInFlight = settings.limits().concurrentTasks();
        inbox = settings.intake().inbox().toAbsolutePath();
        stability = new FileStabilityTracker(settings.intake(), nanos);
        Duration lease = settings.journal().lease();
        lookAround = lease.dividedBy(4);
        folder = new TakenFolder(inbox, Math.toIntExact(settings.requests().maxBytes()) + 1, files);
        abandoned = new AbandonedFolders(inbox, lease, nanos);
        this.files = files;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** @return whether it is a plain file that ends in {@code .json}, in any case */
    @Override
    public boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        return name.regionMatches(true, name.length() - 5, ".json", 0, 5)
                && !name.startsWith(".")
                && path(file).filter(stability::observe).isPresent();
    }

    /** @return nothing if it has a name that Java can't write in the characters of this machine, as strays may */
    private static Optional<Path> path(GenericFile<File> file) {
        try {
            return Optional.of(Path.of(file.getAbsoluteFilePath()));
        } catch (InvalidPathException undecodable) {
            return Optional.empty();
        }
    }

    /** @return whether the file may be considered: false while one of its name is in flight, and while as many as allowed are */
    @Override
    public synchronized boolean add(String file) {
        return taken.size() < maxInFlight && listed.add(file);
    }

    /** @return whether the file is taken: false while it may still be written, and while as many as allowed are in flight */
    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = Path.of(file.getAbsoluteFilePath());
        if (inUse() >= maxInFlight || !stability.isDue(path)) {
            return false;
        }
        synchronized (io) {
            Optional<TakenFile> mine = take(path);
            mine.ifPresent(one -> {
                stability.taken(path);
                exchange.setVariable(VARIABLE, one);
                place(file.getAbsoluteFilePath(), one);
            });
            return mine.isPresent();
        }
    }

    private synchronized void place(String file, TakenFile mine) {
        taken.put(file, mine);
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
        // What is longer than a request may be becomes none, whatever is still written.
        if (found.isWhole() && !stability.isFinal(path) && TruncatedJson.isTruncated(found.bytes())) {
            stability.truncated(path);
            return Optional.empty();
        }
        return Optional.of(new TakenFile(
                folder.path().resolve(path.getFileName()),
                found.attributes().lastModifiedTime().toMillis(),
                found.bytes(),
                found.attributes().size()));
    }

    /** The exchange ended without an exception: what became of the file is safe elsewhere, a dead letter included. */
    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        TakenFile done = exchange.getVariable(VARIABLE, TakenFile.class);
        synchronized (io) {
            try {
                done.remove(files);
            } catch (IOException stays) {
                LOG.error(
                        "file={} is done but can't be removed; it is reported again at the next start: {}",
                        done.source().recordName(),
                        RegularFiles.reason(stays));
            }
        }
    }

    /** The request goes back to where it came from. */
    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        giveBack(Path.of(file.getAbsoluteFilePath()).getFileName());
    }

    private void giveBack(Path name) {
        synchronized (io) {
            try {
                folder.giveBack(name);
            } catch (IOException stays) {
                LOG.warn(
                        "file={} can't be put back; the next start does: {}",
                        RegularFiles.printable(name),
                        RegularFiles.reason(stays));
            }
        }
    }

    /** To be called often: shows other processes that this one lives, and takes care of what others left behind. */
    public void upkeep() throws IOException {
        synchronized (io) {
            tidy();
            long now = nanos.getAsLong();
            if (!lookedBefore || now - lookedAround >= lookAround.toNanos()) {
                lookedBefore = true;
                lookedAround = now;
                folder.showLife(FileTime.from(clock.instant()));
                abandoned.giveBack(folder.path());
            }
        }
    }

    private void tidy() throws IOException {
        if (inUse() == 0) {
            folder.tidy();
        }
    }

    @Override
    public synchronized boolean contains(String file) {
        return listed.contains(file);
    }

    @Override
    public boolean remove(String file) {
        boolean known;
        boolean last;
        synchronized (this) {
            last = taken.remove(file) != null && taken.isEmpty();
            known = listed.remove(file);
        }
        if (last) {
            leaveNoFolder();
        }
        return known;
    }

    private void leaveNoFolder() {
        synchronized (io) {
            try {
                tidy();
            } catch (IOException stays) {
                LOG.debug("folder={} can't be removed", folder.path(), stays);
            }
        }
    }

    @Override
    public boolean confirm(String file) {
        return true;
    }

    @Override
    public synchronized void clear() {
        listed.clear();
        taken.clear();
    }

    /** @return files in flight */
    public synchronized int inUse() {
        return taken.size();
    }
}

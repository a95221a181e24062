package dev.viduroutes.intake;

import dev.viduroutes.disk.DurableFiles;
import dev.viduroutes.inflight.IdlePlaces;
import dev.viduroutes.inflight.Place;
import dev.viduroutes.settings.Settings;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Takes request files from the intake folder, and bounds those in flight. The file consumer asks three times: whether a
 * file is one ({@link #accept}), whether it may be considered ({@link #add}), and then, oldest first, for every file that
 * it is about to take. Only the last question takes the file, so that those that waited longest come first and a file that
 * can't be taken yet holds up no other. A file for which too many are in flight stays in its folder, which is the queue. Camel's own
 * bounds count messages per poll, not messages in flight. Thread-safe.
 */
public final class InFlightFiles extends ServiceSupport
        implements GenericFileFilter<File>, IdempotentRepository, FileReadLockAdapter {

    private static final String VARIABLE = "viduTakenFile";
    private static final String PLACE = "viduPlace";
    private static final Predicate<TakenFile> NEVER = file -> false;

    private final IntakeFolder folder;
    private final FileStabilityTracker stability;
    private final TakenFiles takenFiles;
    private final Predicate<TakenFile> paused;
    private final IdlePlaces idle;
    private final Set<String> listed = new HashSet<>();
    private final Map<String, TakenFile> taken = new HashMap<>();

    /** Requests, from the folder that the settings name. */
    public static InFlightFiles ofRequests(Settings settings, DurableFiles files, InstantSource clock) {
        return new InFlightFiles(IntakeFolder.ofRequests(settings), settings, files, clock, System::nanoTime);
    }

    /** The same from the folder for urgent ones, which are not held up by as many as may be in flight of the others. */
    public static InFlightFiles ofUrgentRequests(Settings settings, DurableFiles files, InstantSource clock) {
        return new InFlightFiles(IntakeFolder.ofUrgentRequests(settings), settings, files, clock, System::nanoTime);
    }

    /**
     * Batches: files of any length, of which nothing is read here.
     *
     * @param endings of their names, in lower case
     * @param paused which of them need no place of those in flight now
     */
    public static InFlightFiles ofBatches(
            Path folder,
            List<String> endings,
            int maxInFlight,
            Settings settings,
            DurableFiles files,
            InstantSource clock,
            Predicate<TakenFile> paused) {
        return new InFlightFiles(
                IntakeFolder.ofBatches(folder, endings, maxInFlight), settings, files, clock, System::nanoTime, paused);
    }

    /** @param nanos monotonic clock, for example System::nanoTime */
    InFlightFiles(IntakeFolder folder, Settings settings, DurableFiles files, InstantSource clock, LongSupplier nanos) {
        this(folder, settings, files, clock, nanos, NEVER);
    }

    private InFlightFiles(
            IntakeFolder folder,
            Settings settings,
            DurableFiles files,
            InstantSource clock,
            LongSupplier nanos,
            Predicate<TakenFile> paused) {
        this.folder = folder;
        this.paused = paused;
        idle = new IdlePlaces(settings.caps().waiting(), nanos, () -> {});
        stability = new FileStabilityTracker(settings.intake(), nanos);
        takenFiles = new TakenFiles(folder, settings, stability, files, clock, nanos, this::isEmpty);
    }

    /** To be called often: shows other processes that this one lives, and takes care of what others left behind. */
    public void upkeep() throws IOException {
        takenFiles.upkeep();
    }

    /** @return whether it is a plain file that ends as the folder's requests do, in any case */
    @Override
    public boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        return folder.takes(name)
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
        return inUse() < folder.maxInFlight() && listed.add(file);
    }

    /** @return whether the file is taken: false while it may still be written, and while as many as allowed are in flight */
    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        Path path = Path.of(file.getAbsoluteFilePath());
        if (inUse() >= folder.maxInFlight() || !stability.isDue(path)) {
            return false;
        }
        return takenFiles.take(path, one -> {
            exchange.setVariable(VARIABLE, one);
            exchange.setVariable(PLACE, idle.place());
            register(file.getAbsoluteFilePath(), one);
        });
    }

    private synchronized void register(String file, TakenFile mine) {
        taken.put(file, mine);
    }

    /** The exchange ended without an exception: what became of the file is safe elsewhere, a dead letter included. */
    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        exchange.getVariable(PLACE, Place.class).busy();
        takenFiles.remove(exchange.getVariable(VARIABLE, TakenFile.class));
    }

    /** The request goes back to where it came from. */
    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        exchange.getVariable(PLACE, Place.class).busy();
        takenFiles.giveBack(Path.of(file.getAbsoluteFilePath()).getFileName());
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
            takenFiles.leaveNoFolder();
        }
        return known;
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

    private synchronized boolean isEmpty() {
        return taken.isEmpty();
    }

    /** @return files that are not taken yet, as far as this process saw them */
    public int waiting() {
        return stability.count();
    }

    /** @return for how long the oldest of them has lain there; zero if there is none */
    public Duration oldestWait() {
        return stability.oldest();
    }

    /** @return files in flight that take a place */
    public synchronized int inUse() {
        return Math.max(0, active() - idle.count());
    }

    /** Asked for each file of the folder, of which there may be many. */
    private int active() {
        return paused == NEVER
                ? taken.size()
                : (int) taken.values().stream().filter(paused.negate()).count();
    }
}

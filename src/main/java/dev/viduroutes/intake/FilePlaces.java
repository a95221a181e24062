package dev.viduroutes.intake;

import dev.viduroutes.request.Source;
import dev.viduroutes.settings.Settings;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Bounds the request files in flight. The file consumer asks twice: for every file that it lists ({@link #add}), and
 * then, oldest first, for every file that it is about to take. Only the second question gives a place, so that those
 * who waited longest come first and a file that can't be taken yet holds up nobody. A file that finds no place stays in
 * its folder, which is the queue. Camel's own bounds count messages per poll, not messages in flight.
 */
public final class FilePlaces extends ServiceSupport implements IdempotentRepository, FileGate {

    private final int places;
    private final Duration settle;
    private final InstantSource clock;
    private final Set<String> listed = new HashSet<>();
    private final Set<String> taken = new HashSet<>();
    private final DoneFiles done = new DoneFiles();

    public FilePlaces(Settings settings, InstantSource clock) {
        places = settings.limits().concurrentTasks();
        settle = settings.intake().settle();
        this.clock = clock;
    }

    /** @return whether the file may be considered: false while it is in flight, and while all places are taken */
    @Override
    public synchronized boolean add(String file) {
        return taken.size() < places && !done.contains(Path.of(file)) && listed.add(file);
    }

    /** @return whether the file is taken: false while it may still be written, and while all places are taken */
    @Override
    public synchronized boolean acquireExclusiveReadLock(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        String name = file.getAbsoluteFilePath();
        return taken.size() < places && isWritten(name) && taken.add(name);
    }

    /** Changed long enough ago; a time in the future, as clocks and archives bring it, says nothing about now. */
    private boolean isWritten(String file) {
        return PlainFiles.modified(Path.of(file))
                .map(time -> Duration.between(time.toInstant(), clock.instant()).abs())
                .filter(age -> age.compareTo(settle) >= 0)
                .isPresent();
    }

    /** The exchange ended without an exception: what became of the file is safe elsewhere, a dead letter included. */
    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<File> operations, GenericFile<File> file, Exchange exchange) {
        done.remove(
                Path.of(file.getAbsoluteFilePath()),
                exchange.getVariable("source", Source.class),
                exchange.getVariable("original"));
    }

    @Override
    public synchronized boolean contains(String file) {
        return listed.contains(file);
    }

    @Override
    public synchronized boolean remove(String file) {
        taken.remove(file);
        return listed.remove(file);
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

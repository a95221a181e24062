package dev.viduroutes.intake;

import dev.viduroutes.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the request files in flight: the file consumer asks it before it takes a file. A file that finds no place
 * stays in its folder, which is the queue. Camel's own bounds count messages per poll, not messages in flight.
 */
public final class FilePlaces extends ServiceSupport implements IdempotentRepository {

    private static final Logger LOG = LoggerFactory.getLogger("vidu.intake");

    private final int places;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, FileTime> spent = new HashMap<>();

    public FilePlaces(Settings settings) {
        places = settings.limits().concurrentTasks();
    }

    /** @return whether the file may be taken: false while it is in flight, and while all places are taken */
    @Override
    public synchronized boolean add(String file) {
        return taken.size() < places && !isSpent(file) && taken.add(file);
    }

    /** What became of the file is safe elsewhere: if it can't be removed, it must not be taken, and paid, again. */
    public synchronized void settled(String file) {
        modified(file).ifPresent(time -> spent.put(file, time));
    }

    @Override
    public synchronized boolean contains(String file) {
        return taken.contains(file);
    }

    @Override
    public synchronized boolean remove(String file) {
        if (isSpent(file)) {
            LOG.error("file={} is done but can't be removed; it is ignored until it changes", file);
        }
        return taken.remove(file);
    }

    private boolean isSpent(String file) {
        FileTime done = spent.get(file);
        if (done == null) {
            return false;
        }
        boolean unchanged = modified(file).filter(done::equals).isPresent();
        if (!unchanged) {
            spent.remove(file);
        }
        return unchanged;
    }

    private static Optional<FileTime> modified(String file) {
        try {
            return Optional.of(Files.getLastModifiedTime(Path.of(file), LinkOption.NOFOLLOW_LINKS));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    @Override
    public boolean confirm(String file) {
        return true;
    }

    @Override
    public synchronized void clear() {
        taken.clear();
    }

    /** @return files in flight */
    public synchronized int inUse() {
        return taken.size();
    }
}

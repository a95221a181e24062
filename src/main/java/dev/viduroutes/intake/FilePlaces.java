package dev.viduroutes.intake;

import dev.viduroutes.settings.Settings;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Bounds the request files in flight: the file consumer asks it before it takes a file. A file that finds no place
 * stays in its folder, which is the queue. Camel's own bounds count messages per poll, not messages in flight.
 */
public final class FilePlaces extends ServiceSupport implements IdempotentRepository {

    private final int places;
    private final Set<String> taken = new HashSet<>();

    public FilePlaces(Settings settings) {
        places = settings.limits().concurrentTasks();
    }

    /** @return whether the file may be taken: false while it is in flight, and while all places are taken */
    @Override
    public synchronized boolean add(String file) {
        return taken.size() < places && taken.add(file);
    }

    @Override
    public synchronized boolean contains(String file) {
        return taken.contains(file);
    }

    @Override
    public synchronized boolean remove(String file) {
        return taken.remove(file);
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

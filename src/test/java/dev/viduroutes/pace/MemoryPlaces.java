package dev.viduroutes.pace;

import java.util.HashSet;
import java.util.Set;

/** Places that live as long as a test. */
final class MemoryPlaces implements Slots.Places {

    private final int places;
    private final Set<String> holders = new HashSet<>();

    MemoryPlaces(int places) {
        this.places = places;
    }

    @Override
    public synchronized boolean take(String holder) {
        return holders.contains(holder) || holders.size() < places && holders.add(holder);
    }

    @Override
    public synchronized void free(String holder) {
        holders.remove(holder);
    }

    @Override
    public synchronized boolean holds(String holder) {
        return holders.contains(holder);
    }

    @Override
    public synchronized int inUse() {
        return holders.size();
    }
}

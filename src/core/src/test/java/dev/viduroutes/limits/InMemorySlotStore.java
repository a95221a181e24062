package dev.viduroutes.limits;

import java.util.HashSet;
import java.util.Set;

/** A store of slots that lives as long as a test. */
public final class InMemorySlotStore implements SlotStore {

    private final int slots;
    private final Set<String> holders = new HashSet<>();

    public InMemorySlotStore(int slots) {
        this.slots = slots;
    }

    @Override
    public synchronized boolean take(String holder) {
        return holders.contains(holder) || holders.size() < slots && holders.add(holder);
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

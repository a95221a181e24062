package dev.viduroutes.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Something that faults strike, a prompt or a task, and how often each of its faults has struck. */
final class FaultSubject {

    private final List<Trigger> triggers;
    private final Map<Trigger, Integer> struck = new HashMap<>();

    FaultSubject(List<Trigger> triggers) {
        this.triggers = List.copyOf(triggers);
    }

    List<Trigger> triggers() {
        return triggers;
    }

    /** @return whether the trigger was still due; if so, one of its times is used up */
    synchronized boolean strike(Trigger trigger) {
        int before = struck.getOrDefault(trigger, 0);
        if (before >= trigger.times()) {
            return false;
        }
        struck.put(trigger, before + 1);
        return true;
    }

    synchronized void undo(Trigger trigger) {
        struck.computeIfPresent(trigger, (key, times) -> times - 1);
    }
}

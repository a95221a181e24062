package dev.viduroutes.limits;

import java.util.LinkedHashMap;
import java.util.Map;

/** The last tasks that were said to have ended while no poll of them waited; bounded, so that a flood costs nothing. */
final class EarlyTriggers {

    private static final int KEPT = 10_000;

    private final Map<String, Boolean> ids = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KEPT;
        }
    };

    void keep(String taskId) {
        ids.put(taskId, true);
    }

    /** @return whether there was one; it is used up */
    boolean take(String taskId) {
        return ids.remove(taskId) != null;
    }
}

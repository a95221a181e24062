package dev.viduroutes.replay;

import dev.viduroutes.PublicApi;
import java.util.Set;

/**
 * Which dead letters to put back, and how.
 *
 * @param ids request ids
 * @param code a reason code such as {@code DOWNLOAD_FAILED}; empty for none
 * @param all every dead letter
 * @param dryRun only tell what would happen
 * @param force also submit what may be paid twice
 */
@PublicApi
public record ReplayOrder(Set<String> ids, String code, boolean all, boolean dryRun, boolean force) {

    public ReplayOrder {
        ids = Set.copyOf(ids);
        if (ids.isEmpty() && code.isEmpty() && !all) {
            throw new IllegalArgumentException("a replay names no dead letters; it must name ids, a code, or all");
        }
    }

    boolean selects(DeadLetter deadLetter) {
        return all || ids.contains(deadLetter.requestId()) || !code.isEmpty() && code.equals(deadLetter.code());
    }
}

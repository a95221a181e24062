package dev.viduroutes.replay;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A replay that was planned for a person to look at, and that does nothing else if it is confirmed.
 *
 * @param planned one for each dead letter that was found
 * @param report the same in the words of a dry run
 * @param force whether it submits what may be paid twice
 */
public record ReplayReview(List<PlannedReplay> planned, ReplayReport report, boolean force) {

    static final String CHANGED = "it changed since it was planned; plan it again";

    public ReplayReview {
        planned = List.copyOf(planned);
    }

    /** @return whether there is anything to confirm */
    public boolean isEmpty() {
        return planned.stream().allMatch(PlannedReplay::isSkipped);
    }

    /** Those that it puts back, and no others. */
    ReplayOrder order() {
        Set<String> ids = planned.stream()
                .filter(one -> !one.isSkipped())
                .map(PlannedReplay::requestId)
                .collect(Collectors.toSet());
        return new ReplayOrder(ids, "", false, false, force);
    }

    Map<String, PlannedReplay> byMark() {
        return planned.stream()
                .filter(one -> !one.isSkipped())
                .collect(Collectors.toMap(PlannedReplay::mark, Function.identity(), (first, same) -> first));
    }
}
